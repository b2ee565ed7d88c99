"""Greets a new friend, welcomes back an old one, and notes who blocked the account."""

from handlers import phrases
from handlers.buttons import ask_staff, examples
from handlers.context import Context
from handlers.registry import on
from handlers.reply import SILENCE, Card, Reply, Say, text
from knowledge import people

WELCOME = (
    "สวัสดี{ka} 🙏 ไลน์ความรู้ของ {org} ยินดีให้บริการ{ka}\n"
    "ถามเรื่องเบี้ยยังชีพ ภาษี ขออนุญาตก่อสร้าง ขยะ หรือพิมพ์ “แผ่นพับ” เพื่อขอเอกสารได้เลย{ka}"
)
NOTICE = (
    "ระบบเป็นผู้ช่วยอัตโนมัติ ตอบจากข้อมูลของ {org}\n"
    "กรุณาอย่าส่งเลขบัตรประชาชนหรือข้อมูลสุขภาพในแชต\n"
    "{org} เก็บข้อความไม่เกิน 90 วันเพื่อตอบคำถามและปรับปรุงความรู้\n"
    "เหตุด่วนโทร 191 · 199 · 1669"
)
WELCOME_BACK = "ยินดีต้อนรับกลับมา{ka} พิมพ์คำถามได้เลย{ka}"


@on("follow")
def follow(ctx: Context) -> Reply:
    """A new friend gets the welcome with the notice on personal data; one who comes back, a short line."""
    if ctx.person is None:
        return SILENCE
    people.came_back(ctx.person)
    if ctx.person.greeted_at is not None:
        return text(ctx.say(WELCOME_BACK), *examples())
    ctx.person.greeted_at = ctx.now
    actions = (*(Say(e, e) for e in phrases.EXAMPLES), Say(phrases.HELP, phrases.HELP))
    notes = tuple(ctx.say(NOTICE).split("\n"))
    card = Card(lead=ctx.say(WELCOME), notes=notes, actions=actions, links=(ask_staff(0),))
    return Reply((card,), chips=examples(), kind="smalltalk")


@on("unfollow")
def unfollow(ctx: Context) -> Reply:
    """They blocked us (there is no other sign of it): nothing more is pushed to them."""
    if ctx.person is not None:
        people.blocked(ctx.person, ctx.now)
    return SILENCE

"""ข้อมูลของฉัน, ลบข้อมูล: what is kept of a person, and its removal (PDPA sections 30 and 33)."""

import re

from handlers import phrases
from handlers.context import Context
from handlers.log import log
from handlers.registry import button_data, command, guard, postback
from handlers.reply import Card, Press, Reply, Say, text
from knowledge import questions, retention
from knowledge.models.questions import Outcome
from knowledge.text import normalise
from knowledge.thai_dates import bangkok_day, thai_date

KEPT = (
    "ข้อมูลของคุณที่ {org} เก็บไว้\n• รหัสผู้ใช้ LINE ตั้งแต่ {since}\n• คำถามที่ยังเก็บข้อความไว้ {count} ข้อ (ไม่เกิน 90 วัน)\n{name}"
    "ใช้เพื่อตอบคำถามและปรับปรุงความรู้ของหน่วยงาน\nอยากให้ลบ พิมพ์ “ลบข้อมูล”"
)
NAMED = "• ชื่อเจ้าหน้าที่: {name}"
SURE = "ลบข้อความที่คุณเคยพิมพ์ถึงไลน์นี้ทั้งหมด {count} ข้อ ลบแล้วเรียกคืนไม่ได้ ยืนยันไหม{kha}"
YES, NO = "ยืนยันลบ", "ไม่ลบ"
DELETED = "ลบข้อความของคุณแล้ว {count} ข้อ{ka}"
NOT_DELETED = "ไม่ได้ลบอะไร{ka}"
AFTER_URGENT = 40
ID_NUMBER = re.compile(r"(?<!\d)\d(?:[- ]?\d){12}(?!\d)")  # thirteen digits, however they are grouped
NO_NUMBERS = "เพื่อความปลอดภัย กรุณาอย่าส่งเลขบัตรประชาชนในแชต{ka} ไม่ได้บันทึกเลขไว้ พิมพ์คำถามใหม่โดยไม่ใส่เลขได้เลย{ka}"
NOT_GIVEN = "ข้อมูลส่วนบุคคลของผู้อื่นเปิดเผยทางไลน์นี้ไม่ได้{ka} หากจำเป็น ติดต่อเจ้าหน้าที่ด้วยตนเองในวันราชการ 08.30–16.30 น."
PRIVATE = "เรื่องส่วนตัวขอคุยในแชตส่วนตัว{ka}"


@guard(AFTER_URGENT)
def refuse_numbers(ctx: Context) -> Reply | None:
    """A message with a citizen's number: nothing is looked up, and the words are not kept."""
    if not ID_NUMBER.search(normalise(ctx.text)):
        return None
    log(ctx, Outcome.REJECTED_PERSONAL_DATA, [], words="")
    return text(ctx.say(NO_NUMBERS), kind="abstain")


@command("personal_data")
def refuse(ctx: Context) -> Reply:
    """Other people's data are not given out, whoever asks."""
    log(ctx, Outcome.REJECTED_PERSONAL_DATA, [], words="")
    return text(ctx.say(NOT_GIVEN), kind="abstain")


@command("pdpa_access", help="ข้อมูลของฉัน", example="ข้อมูลของฉัน")
def show(ctx: Context) -> Reply:
    """What is kept of the person who asks."""
    if ctx.person is None or ctx.incoming.in_group:
        return text(ctx.say(PRIVATE), kind="command", intent="pdpa_access")
    name = NAMED.format(name=ctx.person.name) + "\n" if ctx.person.name else ""
    kept = len(questions.of_person(ctx.session, ctx.person.id or 0))
    since = thai_date(bangkok_day(ctx.person.first_seen))
    return text(ctx.say(KEPT, since=since, count=kept, name=name), kind="command", intent="pdpa_access")


@command("pdpa_delete", help="ลบข้อมูลของฉัน", example="ลบข้อมูล")
def ask_to_delete(ctx: Context) -> Reply:
    """Asks once more, because it cannot be undone."""
    if ctx.person is None or ctx.incoming.in_group:
        return text(ctx.say(PRIVATE), kind="command", intent="pdpa_delete")
    kept = len(questions.of_person(ctx.session, ctx.person.id or 0))
    actions = (Press(YES, button_data("forget_me"), YES), Say(NO, phrases.MENU))
    return Reply((Card(lead=ctx.say(SURE, count=kept), actions=actions),), kind="command", intent="pdpa_delete")


@postback("forget_me")
def delete(ctx: Context, _values: dict[str, str]) -> Reply:
    """Forget the words this person wrote, in the log and in the queues; the counted outcomes stay."""
    if ctx.person is None or ctx.incoming.in_group:
        return text(ctx.say(NOT_DELETED), kind="command", intent="pdpa_delete")
    count = retention.forget_person(ctx.session, ctx.person.id or 0, ctx.conversation)
    return text(ctx.say(DELETED, count=count), kind="command", intent="pdpa_delete")

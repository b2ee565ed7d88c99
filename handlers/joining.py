"""Joining in: how staff are registered, how knowledge is offered, how notices are stopped."""

from handlers.buttons import MENU
from handlers.context import Context
from handlers.log import log
from handlers.registry import command
from handlers.reply import Reply, text
from knowledge import conversations
from knowledge.models.questions import Outcome

ALREADY = "ยืนยันเป็นเจ้าหน้าที่แล้ว{ka} พิมพ์คำถามเรื่องงานภายในได้เลย{ka}"
REGISTER = (
    "เจ้าหน้าที่ที่ยังไม่ได้ยืนยัน แจ้งรหัสนี้ให้ผู้ดูแลระบบหรืองานการเจ้าหน้าที่ของ {org} เพื่อเพิ่มสิทธิ{ka}\n{user_id}\n"
    "ประชาชนทั่วไปไม่ต้องลงทะเบียน พิมพ์คำถามได้เลย{ka}"
)
PRIVATE = "เรื่องการลงทะเบียนขอคุยในแชตส่วนตัว{ka}"
OFFERED = "ขอบคุณที่อยากแบ่งปัน{ka} บันทึกไว้ให้ผู้ดูแลคลังความรู้แล้ว เลขที่ {number}\nพิมพ์เนื้อหาต่อได้เลย เจ้าหน้าที่จะติดต่อกลับในเวลาราชการ"
STOPPED = "รับทราบ{ka} จะไม่ส่งประกาศหรือข่าวสารถึงคุณ แต่ยังตอบทุกคำถามที่พิมพ์มา"


@command("register", help="ลงทะเบียนเจ้าหน้าที่", example="ลงทะเบียนเจ้าหน้าที่")
def register(ctx: Context) -> Reply:
    """How somebody becomes verified staff: a person of the office adds them, nothing typed here does."""
    if ctx.incoming.in_group:
        return text(ctx.say(PRIVATE), kind="command", intent="register")
    said = ctx.say(ALREADY) if ctx.reader.verified else ctx.say(REGISTER, user_id=ctx.incoming.user_id)
    return text(said, MENU, kind="command", intent="register")


@command("contribute", help="แบ่งปันความรู้", example="แบ่งปันความรู้")
def contribute(ctx: Context) -> Reply:
    """Somebody offers knowledge: kept for the people who look after it."""
    number = log(ctx, Outcome.FORWARDED, [])
    return text(ctx.say(OFFERED, number=number), kind="command", intent="contribute")


@command("unsubscribe")
def unsubscribe(ctx: Context) -> Reply:
    """No notices to this chat; answers go on."""
    conversations.remember(ctx.session, ctx.conversation, ctx.person_id, {"notices": False}, ctx.now)
    return text(ctx.say(STOPPED), kind="command", intent="unsubscribe")

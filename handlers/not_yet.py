"""Commands of HR that are understood, but that this version does not carry out: it says so instead of guessing."""

from handlers.context import Context
from handlers.plan import SEE_DUE, SEE_PLAN
from handlers.registry import Handler, command
from handlers.reply import Reply, Say, text

HR = frozenset({"hr"})
NOT_YET = "เข้าใจว่าต้องการ “{what}” แต่รุ่นนี้ยังทำในแชตไม่ได้{ka} ยังไม่มีอะไรเปลี่ยนแปลง ตอนนี้ดูแผนและงานใกล้ครบกำหนดได้"
WHAT = {
    "mark_done": "บันทึกว่ากิจกรรมเสร็จแล้ว",
    "add_activity": "เพิ่มกิจกรรมในแผน",
    "change_deadline": "เปลี่ยนกำหนดส่ง",
    "remind_now": "ส่งเตือนตอนนี้",
    "report": "ออกรายงาน",
    "export": "ส่งออกไฟล์",
    "approve": "อนุมัติ",
}


def _handler(intent: str, what: str) -> Handler:
    def reply(ctx: Context) -> Reply:
        said = ctx.say(NOT_YET, what=what)
        return text(said, Say(SEE_PLAN, SEE_PLAN), Say(SEE_DUE, SEE_DUE), kind="command", intent=intent)

    return reply


for _intent, _what in WHAT.items():
    command(_intent, roles=HR)(_handler(_intent, _what))

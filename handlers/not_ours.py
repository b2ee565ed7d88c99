"""Questions that are somebody else's: says so, and names the agency only from the checked table."""

from handlers.buttons import MENU, ask_staff, examples
from handlers.context import Context
from handlers.reply import Card, Reply
from knowledge.scope import Agency

OTHER_AGENCY = "เรื่องนี้เป็นงานของ{agency}{ka} ไลน์นี้ตอบได้เฉพาะงานของ {org}"
NOBODY = "เรื่องนี้ไม่ใช่งานของ {org}{ka} ไลน์นี้ตอบได้เฉพาะงานของหน่วยงาน เช่น เบี้ยยังชีพ ภาษี ขออนุญาตก่อสร้าง"
ELSEWHERE = "ไลน์นี้เป็นของ {org}{ka} ไม่มีข้อมูลของหน่วยงานหรือพื้นที่อื่น กรุณาสอบถามหน่วยงานนั้นโดยตรง"


def other_agency(ctx: Context, agency: Agency, question_id: int) -> Reply:
    """The task of another agency, or of nobody."""
    said = ctx.say(OTHER_AGENCY, agency=agency.name) if agency.name else ctx.say(NOBODY)
    return _refusal(said, question_id)


def elsewhere(ctx: Context, question_id: int) -> Reply:
    """A question about another municipality or province."""
    return _refusal(ctx.say(ELSEWHERE), question_id)


def _refusal(said: str, question_id: int) -> Reply:
    actions = (ask_staff(question_id), MENU)
    return Reply((Card(lead=said, actions=actions),), chips=(ask_staff(question_id), *examples()), kind="abstain")

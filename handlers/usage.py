"""What was asked this month, and what had no answer: for HR."""

from datetime import datetime, timedelta

from handlers.context import Context
from handlers.registry import command
from handlers.reply import Reply, text
from knowledge import questions
from knowledge.models.questions import Outcome
from knowledge.text import shorten

HR = frozenset({"hr"})
DAYS = 30
SHOWN, QUOTED = 10, 60
NUMBERS = (
    "ย้อนหลัง {days} วัน\nคำถาม {asked} ข้อ จาก {people} คน\n"
    "ตอบได้ {answered} · ให้เลือก {chosen} · ไม่มีคำตอบ {unanswered} · ส่งต่อเจ้าหน้าที่ {forwarded}"
)
UNANSWERED = "คำถามที่ยังไม่มีคำตอบ ย้อนหลัง {days} วัน ({count} ข้อ)"
NONE_UNANSWERED = "ย้อนหลัง {days} วัน ไม่มีคำถามที่ตอบไม่ได้{ka}"
ROW = "• {question}"


@command("stats", help="สถิติการใช้งาน", example="สรุปจำนวนคำถาม", roles=HR)
def stats(ctx: Context) -> Reply:
    """Questions of the last thirty days by outcome."""
    counted = questions.count(ctx.session, _since(ctx))
    said = ctx.say(
        NUMBERS,
        days=DAYS,
        asked=sum(counted.by_outcome.values()),
        people=counted.people,
        answered=counted.by_outcome[Outcome.ANSWERED] + counted.by_outcome[Outcome.PARTIAL_OR_EXPIRED],
        chosen=counted.by_outcome[Outcome.CHOSEN],
        unanswered=counted.by_outcome[Outcome.NO_HIT] + counted.by_outcome[Outcome.NONE_OF_THESE],
        forwarded=counted.by_outcome[Outcome.FORWARDED],
    )
    return text(said, kind="command", intent="stats")


@command("unanswered", help="คำถามที่ตอบไม่ได้", example="คำถามที่ตอบไม่ได้", roles=HR)
def unanswered(ctx: Context) -> Reply:
    """The newest questions without an answer."""
    rows = questions.without_answer(ctx.session, _since(ctx))
    if not rows:
        return text(ctx.say(NONE_UNANSWERED, days=DAYS), kind="command", intent="unanswered")
    lines = [ROW.format(question=shorten(row.text, QUOTED)) for row in rows[:SHOWN]]
    head = UNANSWERED.format(days=DAYS, count=len(rows))
    return text("\n".join([head, *lines]), kind="command", intent="unanswered")


def _since(ctx: Context) -> datetime:
    return ctx.now - timedelta(days=DAYS)

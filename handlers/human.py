"""ถามเจ้าหน้าที่: the question is kept for a person to answer."""

from handlers import phrases
from handlers.buttons import MENU
from handlers.context import Context
from handlers.log import asked_before
from handlers.registry import command, postback
from handlers.reply import Reply, text
from knowledge import questions
from knowledge.models import Question
from knowledge.models.questions import Outcome
from knowledge.text import shorten

FORWARDED = (
    "บันทึกคำถามถึงเจ้าหน้าที่แล้ว{ka} เลขที่ {number}\n“{question}”\n{when}\n"
    "ระหว่างนี้ถามเรื่องอื่นต่อได้เลย{ka} เหตุด่วนโทร 191 · 199 · 1669"
)
NOTHING_YET = "พิมพ์คำถามที่อยากให้เจ้าหน้าที่ตอบได้เลย{ka} แล้วกด “ถามเจ้าหน้าที่” ใต้คำตอบ\n{when}"
QUOTED = 120  # graphemes of the question that are repeated


@command("handoff", help="ฝากคำถามให้เจ้าหน้าที่", example="เจ้าหน้าที่")
def ask_for_human(ctx: Context) -> Reply:
    """They ask for a person: their last question is forwarded, or they are invited to type one."""
    return _forward(ctx, questions.latest(ctx.session, ctx.conversation))


@postback("human")
def forward(ctx: Context, values: dict[str, str]) -> Reply:
    """The button under an answer: that question is forwarded, once."""
    asked = asked_before(ctx, values.get("q", ""))
    return _forward(ctx, asked or questions.latest(ctx.session, ctx.conversation))


def _forward(ctx: Context, row: Question | None) -> Reply:
    if row is None or not row.text:
        return text(ctx.say(NOTHING_YET, when=phrases.WHEN_STAFF_ANSWER), MENU, kind="handoff", intent="handoff")
    row.outcome = Outcome.FORWARDED
    asked = shorten(row.text, QUOTED)
    said = ctx.say(FORWARDED, number=row.id, question=asked, when=phrases.WHEN_STAFF_ANSWER)
    return text(said, MENU, kind="handoff", intent="handoff")

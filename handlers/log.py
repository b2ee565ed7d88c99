"""Writes what was asked into the log of questions, as all handlers do it."""

from handlers.context import Context
from knowledge import questions
from knowledge.models import Question
from knowledge.models.questions import Outcome


def log(ctx: Context, outcome: Outcome, articles: list[str], confidence: float = 0.0, words: str | None = None) -> int:
    """Log this event's question and return its number. `words` replaces the text where it must not be kept."""
    row: Question = questions.record(
        ctx.session,
        person_id=ctx.person_id,
        conversation=ctx.conversation,
        message_id=ctx.incoming.message_id,
        text=ctx.text if words is None else words,
        outcome=outcome,
        articles=articles,
        confidence=confidence,
        now=ctx.now,
    )
    return row.id or 0


def asked_before(ctx: Context, number: str) -> Question | None:
    """The question that a button belongs to, if it was asked in this chat."""
    return (
        questions.find(ctx.session, int(number), ctx.conversation) if number.isdecimal() and len(number) < 16 else None
    )

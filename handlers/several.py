"""Several questions in one message: each gets its answer, three at the most."""

from handlers import articles
from handlers.context import Context
from handlers.log import log
from handlers.reply import Reply
from knowledge import answers
from knowledge.answers import Decision, Found, Verdict
from knowledge.clauses import clauses
from knowledge.models.questions import Outcome

MOST = 3
SURE = 0.85  # a clause alone must be this certain, or the message is one question
LONGEST = 200  # characters; a longer message tells a story, and a story is one matter


def answers_to(ctx: Context, whole: Decision) -> Reply | None:
    """The replies to the questions of a message in one, or None when it is a single question."""
    if len(ctx.text) > LONGEST:
        return None
    found = {f.article.key: f for f in (_sure(ctx, clause) for clause in clauses(ctx.text, ctx.shelf.queries)) if f}
    best = whole.found[0].article.key if whole.verdict is Verdict.ANSWER else ""
    if len(found) < 2 or (best and whole.confidence >= SURE and best not in found):
        return None  # one question, or clauses that mean something else when they are taken together
    in_order = sorted(found.values(), key=lambda f: f.article.key != best)
    return _together(ctx, in_order[:MOST], whole)


def _sure(ctx: Context, clause: str) -> Found | None:
    decision = answers.answer(ctx.session, ctx.shelf, clause, ctx.reader, ctx.today)
    return decision.found[0] if decision.verdict is Verdict.ANSWER and decision.confidence >= SURE else None


def _together(ctx: Context, found: list[Found], whole: Decision) -> Reply:
    number = log(ctx, Outcome.ANSWERED, [f.article.key for f in found], whole.confidence)
    replies = [articles.answer(ctx, f.article, f.excerpt, number) for f in found]
    parts = tuple(part for reply in replies for part in reply.parts)
    titles = tuple(title for reply in replies for title in reply.titles)
    return Reply(parts, chips=replies[-1].chips, kind="answer", titles=titles)

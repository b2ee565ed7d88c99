"""Messages that lean on what was said before: a follow-up on the last answer, or a correction (*ภาษีป้าย)."""

from datetime import datetime, timedelta

from handlers.context import Context
from knowledge import answers, conversations, editions, matters, questions
from knowledge.answers import Decision, Found, Verdict
from knowledge.models import Article
from knowledge.search import Query
from knowledge.text import normalise

FRESH = timedelta(minutes=15)  # after that a short message is a new matter
CORRECTION = "*"
ASKING = "asking"  # remembered beside the last article: they said that they want to ask about this one
LONGEST = 60  # characters; a longer message tells its own story
LEANS = 0.5  # share of its own words that a message must owe to the last article
SAID_BY_THE_LAST = 0.6  # the confidence that a resolved follow-up is given: an answer, never a sure one


def decide(ctx: Context) -> Decision:
    """The decision on a message; one that does not stand on its own is read with what came before it."""
    corrected = ctx.text.startswith(CORRECTION) and len(ctx.text) > 1
    decision = _answer(ctx, ctx.text.lstrip(CORRECTION) if corrected else ctx.text)
    remembered = {} if ctx.incoming.in_group else conversations.state(ctx.session, ctx.conversation)
    if not _is_fresh(remembered.get("at"), ctx.now):
        return decision
    asking = bool(remembered.get(ASKING)) and remembered.get(ASKING) == remembered.get("article")
    if decision.verdict is Verdict.ANSWER and not asking and _stands(ctx, decision):
        return decision
    if corrected:
        return _with_last_question(ctx, decision)
    last = answers.article_now(ctx.session, str(remembered.get("article", "")), ctx.reader)
    return _about(ctx, last, decision) if last else decision


def _stands(ctx: Context, decision: Decision) -> bool:
    """Whether a message says itself what it is about."""
    return decision.query is not None and bool(matters.named(ctx.shelf, decision.query))


def _answer(ctx: Context, text: str) -> Decision:
    return answers.answer(ctx.session, ctx.shelf, text, ctx.reader, ctx.today)


def _with_last_question(ctx: Context, decision: Decision) -> Decision:
    last = questions.latest(ctx.session, ctx.conversation)
    joined = _answer(ctx, f"{ctx.text.lstrip(CORRECTION)} {last.text}") if last and last.text else decision
    return joined if joined.confidence > decision.confidence else decision


def _about(ctx: Context, last: Article, decision: Decision) -> Decision:
    query = ctx.shelf.queries.make(ctx.text)
    if query.empty or len(query.text) > LONGEST or not _leans(query, last, ctx):
        return decision
    found = Found(last, 0.0, editions.is_expired(last, ctx.today), query)
    return Decision(Verdict.ANSWER, [found], max(decision.confidence, SAID_BY_THE_LAST), query=query)


def _leans(query: Query, last: Article, ctx: Context) -> bool:
    """Whether a message names no matter but the last one, and what it says of its own is in the last article."""
    text = normalise(f"{last.title} {' '.join(last.keywords)} {last.body}")
    own = matters.own_words(query)
    if any(word not in text for word in matters.named(ctx.shelf, query)):
        return False
    return not own or sum(word in text for word in own) >= LEANS * len(own)


def _is_fresh(at: object, now: datetime) -> bool:
    return isinstance(at, str) and now - datetime.fromisoformat(at) <= FRESH

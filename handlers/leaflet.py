"""แผ่นพับ: the leaflets there are, and the one that was asked for."""

from handlers import phrases, sources
from handlers.context import Context
from handlers.log import log
from handlers.registry import button_data, command, postback
from handlers.reply import Card, Cards, Press, Reply, Say, text
from knowledge import answers, editions, excerpts, intents
from knowledge.answers import Decision, Found
from knowledge.clauses import clauses
from knowledge.library import LEAFLET
from knowledge.models import Article
from knowledge.models.questions import Outcome
from knowledge.text import shorten

READ = "อ่านแผ่นพับ"
ASK_ABOUT = "ถามเรื่องนี้"
LIST = "แผ่นพับที่มี กดเลือกได้เลย{ka}"
NONE_LIKE_IT = "ยังไม่มีแผ่นพับเรื่องนั้น{ka} บันทึกคำขอไว้ให้เจ้าหน้าที่แล้ว แผ่นพับที่มีตอนนี้"
NO_LEAFLETS = "ยังไม่มีแผ่นพับในระบบ{ka}"
SUMMARY = "แผ่นพับ: {titles}"
ASK_FIRST = "พิมพ์คำถามเกี่ยวกับ “{title}” ได้เลย{ka}"
OPENING = 140  # graphemes of the leaflet that its card shows
NEAR = 0.62  # a second leaflet is sent along when it scores this share of the first
SEVERAL = 3


def asked_for(ctx: Context) -> bool:
    """Whether a message asks for a leaflet, in whatever word."""
    query = ctx.shelf.queries.make(ctx.text)
    said = " ".join((query.text, *(meant for _, meant in query.expansions)))
    return intents.mentions(said, "leaflet_request")


def request(ctx: Context) -> Reply:
    """The leaflet that was asked for; several when several fit; else what exists, and the request is kept."""
    decision = answers.answer(ctx.session, ctx.shelf, ctx.text, ctx.reader, ctx.today, label=LEAFLET)
    found = _wanted(ctx, decision)
    fits = bool(found) and decision.confidence >= ctx.shelf.model.choose_at
    log(
        ctx,
        Outcome.ANSWERED if fits else Outcome.NO_HIT,
        [f.article.key for f in found] if fits else [],
        decision.confidence,
    )
    return _show(ctx, found) if fits else _listed(ctx, NONE_LIKE_IT, "abstain")


def _wanted(ctx: Context, decision: Decision) -> list[Found]:
    """The leaflet of each clause of the message, or those that fit the whole of it nearly as well as the best."""
    firsts = [f for clause in clauses(ctx.text, ctx.shelf.queries) for f in _first(ctx, clause)]
    each = {f.article.key: f for f in firsts}
    near = [f for f in decision.found if f.score >= NEAR * decision.found[0].score]
    return (list(each.values()) if len(each) > 1 else near)[:SEVERAL]


def _first(ctx: Context, clause: str) -> list[Found]:
    decision = answers.answer(ctx.session, ctx.shelf, clause, ctx.reader, ctx.today, label=LEAFLET)
    return decision.found[:1] if decision.confidence >= ctx.shelf.model.choose_at else []


@command("leaflets", help="ขอแผ่นพับ", example="แผ่นพับ")
def leaflets(ctx: Context) -> Reply:
    """All current leaflets."""
    return _listed(ctx, LIST, "leaflet")


@postback("leaflet")
def show(ctx: Context, values: dict[str, str]) -> Reply:
    """The leaflet behind a button."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    if article is None or not article.leaflet:
        return text(ctx.say(phrases.GONE), kind="abstain")
    return _show(ctx, [Found(article, 0.0, editions.is_expired(article, ctx.today))])


@postback("ask_about")
def ask_about(ctx: Context, values: dict[str, str]) -> Reply:
    """They want to ask about a leaflet: invites the question."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    return text(ctx.say(ASK_FIRST, title=article.title) if article else ctx.say(phrases.GONE), kind="smalltalk")


def _show(ctx: Context, found: list[Found]) -> Reply:
    cards = tuple(_card(ctx, f.article) for f in found)
    titles = tuple(f.article.title for f in found)
    part = cards[0] if len(cards) == 1 else Cards(cards, ctx.say(SUMMARY, titles=", ".join(titles)))
    return Reply((part,), chips=(Say(phrases.LEAFLET, phrases.LEAFLET),), kind="leaflet", titles=titles)


def _card(ctx: Context, article: Article) -> Card:
    current = editions.successor(ctx.session, article, ctx.reader, ctx.today)
    newer = [Press(phrases.SEE_CURRENT, button_data("leaflet", key=current.key), current.title)] if current else []
    return Card(
        kicker=phrases.LEAFLET,
        heading=article.title,
        lead=shorten(excerpts.plain(article.body), OPENING),
        warning=sources.warning(ctx, article),
        notes=sources.notes(ctx, article),
        actions=(
            *newer,
            Press(READ, button_data("more", key=article.key), READ),
            Press(ASK_ABOUT, button_data("ask_about", key=article.key), ASK_ABOUT),
        ),
    )


def _listed(ctx: Context, sentence: str, kind: str) -> Reply:
    there_are = editions.leaflets(ctx.session, ctx.reader, ctx.today)
    if not there_are:
        return text(ctx.say(NO_LEAFLETS), kind=kind)
    buttons = tuple(Press(a.title, button_data("leaflet", key=a.key), a.title) for a in there_are[:10])
    titles = tuple(a.title for a in there_are) if kind == "leaflet" else ()
    return Reply((Card(lead=ctx.say(sentence), actions=buttons),), chips=buttons, kind=kind, titles=titles)

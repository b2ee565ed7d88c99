"""แผ่นพับ: the leaflets there are, and the one that was asked for."""

from handlers import leaflet_card, phrases, sources
from handlers.buttons import ask_staff
from handlers.context import Context
from handlers.follow_up import ASKING
from handlers.log import log
from handlers.registry import button_data, command, postback
from handlers.reply import Card, Cards, Press, Reply, Say, text
from knowledge import answers, conversations, editions, intents
from knowledge.answers import Decision, Found
from knowledge.clauses import clauses
from knowledge.library import LEAFLET
from knowledge.models import Article
from knowledge.models.questions import Outcome

LIST = "แผ่นพับที่มี กดเลือกได้เลย{ka}"
NONE_LIKE_IT = "ยังไม่มีแผ่นพับเรื่องนั้น{ka} บันทึกคำขอไว้ให้เจ้าหน้าที่แล้ว แผ่นพับที่มีตอนนี้"
NO_LEAFLETS = "ยังไม่มีแผ่นพับในระบบ{ka}"
SUMMARY = "แผ่นพับ: {titles}"
ONLY_OLD = "“{title}” มีเฉพาะฉบับเก่า{ka} ฉบับปัจจุบันยังไม่มี บันทึกคำขอไว้ให้เจ้าหน้าที่แล้ว{ka}"
SEE_OLD = "ดูฉบับย้อนหลัง"
ASK_FIRST = "พิมพ์คำถามเกี่ยวกับ “{title}” ได้เลย{ka}"
NEAR = 0.62  # a second leaflet is sent along when it scores this share of the first
SEVERAL = 3


def asked_for(ctx: Context) -> bool:
    """Whether a message asks for a leaflet, in whatever word."""
    query = ctx.shelf.queries.make(ctx.text)
    said = " ".join((query.text, *(meant for _, meant in query.expansions)))
    return intents.mentions(said, "leaflet_request")


def request(ctx: Context) -> Reply:
    """The leaflet that was asked for; several when several fit; else what exists, and the request is kept."""
    decision = _decide(ctx, ctx.text)
    fits = decision.confidence >= ctx.shelf.model.choose_at
    found = [f.article for f in _wanted(ctx, decision)] if fits else []
    wanted = _of_the_year(ctx, found) or _current(ctx, found)
    log(ctx, _outcome(ctx, wanted), [a.key for a in wanted], decision.confidence)
    if not wanted:
        return _listed(ctx, NONE_LIKE_IT, "abstain")
    if editions.is_expired(wanted[0], ctx.today) and not _of_the_year(ctx, wanted):
        return _only_old(ctx, wanted[0])
    return _show(ctx, wanted)


def _outcome(ctx: Context, wanted: list[Article]) -> Outcome:
    if not wanted:
        return Outcome.NO_HIT
    return Outcome.PARTIAL_OR_EXPIRED if editions.is_expired(wanted[0], ctx.today) else Outcome.ANSWERED


def _of_the_year(ctx: Context, found: list[Article]) -> list[Article]:
    """The old editions whose very year the message names; their cards lead to the current one."""
    said = ctx.shelf.queries.make(ctx.text).text
    return [a for a in found if editions.is_expired(a, ctx.today) and editions.is_of_year(a, said)]


def _current(ctx: Context, wanted: list[Article]) -> list[Article]:
    """Each leaflet in its current edition, once; history only where there is nothing else."""
    newest = [editions.successor(ctx.session, a, ctx.reader, ctx.today) or a for a in wanted]
    each = list({a.key: a for a in newest}.values())
    return [a for a in each if not editions.is_expired(a, ctx.today)] or each


def _only_old(ctx: Context, article: Article) -> Reply:
    """There is nothing but history: said so, and shown only to who asks for it."""
    see = Press(SEE_OLD, button_data("leaflet", key=article.key), SEE_OLD)
    lead = ctx.say(ONLY_OLD, title=article.title)
    card = Card(lead=lead, warning=sources.warning(ctx, article), actions=(see, ask_staff(0)))
    return Reply((card,), chips=(see, Say(phrases.LEAFLET, phrases.LEAFLET)), kind="leaflet", titles=(article.title,))


def _wanted(ctx: Context, decision: Decision) -> list[Found]:
    """The leaflet of each clause of the message, or those that fit the whole of it nearly as well as the best."""
    firsts = [f for clause in clauses(ctx.text, ctx.shelf.queries) for f in _first(ctx, clause)]
    each = {f.article.key: f for f in firsts}
    near = [f for f in decision.found if f.score >= NEAR * decision.found[0].score]
    return (list(each.values()) if len(each) > 1 else near)[:SEVERAL]


def _first(ctx: Context, clause: str) -> list[Found]:
    decision = _decide(ctx, clause)
    return decision.found[:1] if decision.confidence >= ctx.shelf.model.choose_at else []


def _decide(ctx: Context, text: str) -> Decision:
    """Which leaflets fit what is asked for, left aside that it is a leaflet: that, all of them are."""
    query = ctx.shelf.queries.make(text)
    subject = query.text
    for written, meant in query.expansions:
        subject = subject.replace(written, " ") if intents.mentions(meant, "leaflet_request") else subject
    subject = intents.without(subject, "leaflet_request", "leaflet_wrapping")
    return answers.answer(ctx.session, ctx.shelf, subject, ctx.reader, ctx.today, label=LEAFLET)


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
    return _show(ctx, [article])


@postback("ask_about")
def ask_about(ctx: Context, values: dict[str, str]) -> Reply:
    """They want to ask about a leaflet: invites the question, which is then read as one about it."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    if article is None:
        return text(ctx.say(phrases.GONE), kind="abstain")
    (current,) = _current(ctx, [article])
    _remember(ctx, current, asking=True)
    return text(ctx.say(ASK_FIRST, title=current.title), kind="smalltalk")


def _show(ctx: Context, shown: list[Article]) -> Reply:
    _remember(ctx, shown[0])
    cards = tuple(leaflet_card.card(ctx, article) for article in shown)
    titles = tuple(article.title for article in shown)
    part = cards[0] if len(cards) == 1 else Cards(cards, ctx.say(SUMMARY, titles=", ".join(titles)))
    return Reply((part,), chips=(Say(phrases.LEAFLET, phrases.LEAFLET),), kind="leaflet", titles=titles)


def _remember(ctx: Context, article: Article, asking: bool = False) -> None:
    now = ctx.now.isoformat()
    remembered = {"article": article.key, "at": now, "choices": [], ASKING: article.key if asking else ""}
    conversations.remember(ctx.session, ctx.conversation, ctx.person_id, remembered, ctx.now)


def _listed(ctx: Context, sentence: str, kind: str) -> Reply:
    there_are = editions.leaflets(ctx.session, ctx.reader, ctx.today)
    if not there_are:
        return text(ctx.say(NO_LEAFLETS), kind=kind)
    buttons = tuple(Press(a.title, button_data("leaflet", key=a.key), a.title) for a in there_are[:10])
    titles = tuple(a.title for a in there_are) if kind == "leaflet" else ()
    return Reply((Card(lead=ctx.say(sentence), actions=buttons),), chips=buttons, kind=kind, titles=titles)

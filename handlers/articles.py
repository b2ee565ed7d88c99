"""Shows an article: the sentences of it that answer, or the whole of it."""

from collections.abc import Sequence

from handlers import phrases, sources
from handlers.buttons import article_button, ask_staff, leaflet_button, related_buttons
from handlers.context import Context
from handlers.log import asked_before
from handlers.registry import button_data, postback
from handlers.reply import Action, Card, Press, Reply, text
from knowledge import answers, conversations, editions, excerpts, passages
from knowledge.models import Article

CARD_LIMIT = 1900  # characters in one card of a whole article
CARDS = 4
SHORTENED = "เรียบเรียงโดยระบบ ตรวจสอบกับข้อความต้นฉบับได้ที่ อ่านต่อ"
NOT_ALL = "ยังไม่หมด กด “อ่านต่อ”"


def answer(ctx: Context, article: Article, excerpt: excerpts.Block, question_id: int) -> Reply:
    """One bubble: the sentences that answer, then the source, then what one can do next."""
    remembered = {"article": article.key, "at": ctx.now.isoformat(), "choices": []}
    conversations.remember(ctx.session, ctx.conversation, ctx.person_id, remembered, ctx.now)
    related = editions.related(ctx.session, article, ctx.reader, ctx.today)
    links = related_buttons(related)
    shorter = ctx.wordings.of(ctx.text, excerpt.text)
    card = Card(
        heading=excerpt.heading,
        lead=shorter or excerpt.text,
        title=article.title,
        warning=sources.warning(ctx, article),
        notes=((SHORTENED,) if shorter else ()) + sources.notes(ctx, article),
        actions=_actions(ctx, article, related, question_id),
        links=links,
    )
    return Reply((card,), chips=(*links, ask_staff(question_id)), kind="answer", titles=(article.title,))


@postback("article")
def show_article(ctx: Context, values: dict[str, str]) -> Reply:
    """A title was chosen: the part of that article that answers the question it was offered for."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    if article is None:
        return text(ctx.say(phrases.GONE), kind="abstain")
    asked = asked_before(ctx, values.get("q", ""))
    if asked:
        asked.article_keys = [article.key]
    query = ctx.shelf.queries.make(asked.text if asked and asked.text else article.title)
    return answer(ctx, article, excerpts.choose(article.title, article.body, query), (asked.id or 0) if asked else 0)


@postback("more")
def read_more(ctx: Context, values: dict[str, str]) -> Reply:
    """The whole article, four cards at a time; the last one carries the source and the buttons."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    if article is None:
        return text(ctx.say(phrases.GONE), kind="abstain")
    pieces = passages.split(excerpts.plain(article.body), CARD_LIMIT)
    start = int(values["from"]) if values.get("from", "").isdecimal() and int(values["from"]) < len(pieces) else 0
    *first, last = pieces[start : start + CARDS]
    rest = len(pieces) - start - CARDS
    onward = Press(
        phrases.READ_MORE, button_data("more", key=article.key, **{"from": start + CARDS}), phrases.READ_MORE
    )
    current = editions.successor(ctx.session, article, ctx.reader, ctx.today)
    newer = (article_button(current, 0, phrases.SEE_CURRENT),) if current else ()
    ending = Card(
        lead=last,
        title=article.title,
        warning=sources.warning(ctx, article),
        notes=((NOT_ALL,) if rest > 0 else ()) + sources.notes(ctx, article),
        actions=newer + ((onward,) if rest > 0 else ()) + (ask_staff(0),),
        links=related_buttons(editions.related(ctx.session, article, ctx.reader, ctx.today)),
    )
    kind = "leaflet" if article.leaflet else "answer"
    old = sources.warning(ctx, article)  # on every card: a piece of history alone must not look like today's
    return Reply((*(Card(lead=piece, warning=old) for piece in first), ending), kind=kind, titles=(article.title,))


def _actions(ctx: Context, article: Article, related: Sequence[Article], question_id: int) -> tuple[Action, ...]:
    """อ่านต่อ · แผ่นพับ · ถามเจ้าหน้าที่; an expired article first of all leads to the current one."""
    more = Press(phrases.READ_MORE, button_data("more", key=article.key), phrases.READ_MORE)
    sheet = leaflet_button(article, related)
    current = editions.successor(ctx.session, article, ctx.reader, ctx.today)
    newer = [article_button(current, question_id, phrases.SEE_CURRENT)] if current else []
    return (*newer, more, *([sheet] if sheet else []), ask_staff(question_id))

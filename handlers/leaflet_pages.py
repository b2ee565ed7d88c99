"""ดูทีละหน้า: the pages of a leaflet as pictures in the chat, because LINE shows no PDF."""

from handlers import phrases
from handlers.context import Context
from handlers.leaflet_card import READ
from handlers.registry import button_data, postback
from handlers.reply import Action, Card, Cards, Picture, Press, Reply, text
from knowledge import answers, leaflets
from knowledge.models import Article, LeafletPage

AT_ONCE = 10  # pages in one carousel
PAGE = "หน้า {number} จาก {count}"
NEXT = "หน้าถัดไป"
SUMMARY = "{title} หน้า {first}–{last} จาก {count}"
NO_PICTURES = "แผ่นพับนี้ไม่มีภาพหน้า{ka} อ่านเป็นข้อความได้เลย{ka}"


@postback("pages")
def leaf_through(ctx: Context, values: dict[str, str]) -> Reply:
    """The next pages, side by side; the last card leads on."""
    article = answers.article_now(ctx.session, values.get("key", ""), ctx.reader)
    if article is None or not article.leaflet:
        return text(ctx.say(phrases.GONE), kind="abstain")
    pages = leaflets.pages(ctx.session, article.key)
    start = int(values["from"]) if values.get("from", "").isdecimal() and int(values["from"]) < len(pages) else 0
    shown = [c for page in pages[start : start + AT_ONCE] if (c := _card(ctx, article, page, len(pages)))]
    read = Press(READ, button_data("more", key=article.key), READ)
    if not shown:
        return text(ctx.say(NO_PICTURES), read, kind="leaflet")
    end = start + len(shown)
    summary = SUMMARY.format(title=article.title, first=start + 1, last=end, count=len(pages))
    chips = (*_onward(article, end, len(pages)), read)
    return Reply((Cards(tuple(shown), summary),), chips=chips, kind="leaflet", titles=(article.title,))


def _card(ctx: Context, article: Article, page: LeafletPage, count: int) -> Card | None:
    url = ctx.links.page(article, page.number, page.picture_hash, ctx.person_id, ctx.now)
    if url is None:
        return None
    onward = _onward(article, page.number, count) if page.number % AT_ONCE == 0 else ()
    lead = PAGE.format(number=page.number, count=count)
    return Card(lead=lead, picture=Picture(url, page.width, page.height, opens=url, large=True), actions=onward)


def _onward(article: Article, end: int, count: int) -> tuple[Action, ...]:
    return (Press(NEXT, button_data("pages", key=article.key, **{"from": end}), NEXT),) if end < count else ()

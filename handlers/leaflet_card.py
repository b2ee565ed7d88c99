"""A leaflet as one card: its first page as a picture, how old it is, and what one can do with it."""

import re

from handlers import phrases, sources
from handlers.context import Context
from handlers.registry import button_data
from handlers.reply import Action, Card, Open, Picture, Press
from knowledge import editions, excerpts, leaflets
from knowledge.models import Article, Leaflet, LeafletPage
from knowledge.text import shorten

OPEN = "เปิดดู"
LEAF_THROUGH = "ดูทีละหน้า"
READ = "อ่านเป็นข้อความ"
ASK_ABOUT = "ถามเรื่องนี้"
PAGES = "{count} หน้า · {size}"
OPENING = 140  # graphemes of the leaflet that its card shows
_BLANK_LINES = re.compile(r"\n{2,}")
KB, MB = 1024, 1024 * 1024


def card(ctx: Context, article: Article) -> Card:
    """The card of a leaflet, with or without a file; an old edition first of all leads to the current one."""
    leaflet, pages = leaflets.of(ctx.session, article.key), leaflets.pages(ctx.session, article.key)
    file = ctx.links.file(article, leaflet.file_hash, ctx.person_id, ctx.now) if leaflet else None
    return Card(
        kicker=phrases.LEAFLET,
        heading=article.title,
        lead=shorten(_beginning(article), OPENING),
        warning=sources.warning(ctx, article),
        notes=(*sources.notes(ctx, article), *([_extent(leaflet)] if leaflet and file else [])),
        actions=(*_newer(ctx, article), *_actions(article, file, pages if file else [])),
        picture=_picture(ctx, article, pages, file or ""),
    )


def _beginning(article: Article) -> str:
    """How the text begins, without the title once more."""
    text = _BLANK_LINES.sub("\n", excerpts.plain(article.body).strip())
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and first.strip() in article.title else text


def _newer(ctx: Context, article: Article) -> tuple[Action, ...]:
    current = editions.successor(ctx.session, article, ctx.reader, ctx.today)
    return (Press(phrases.SEE_CURRENT, button_data("leaflet", key=current.key), current.title),) if current else ()


def _actions(article: Article, file: str | None, pages: list[LeafletPage]) -> tuple[Action, ...]:
    through = Press(LEAF_THROUGH, button_data("pages", key=article.key), LEAF_THROUGH)
    return (
        *((Open(OPEN, file),) if file else ()),
        *((through,) if len(pages) > 1 else ()),
        Press(READ, button_data("more", key=article.key), READ),
        Press(ASK_ABOUT, button_data("ask_about", key=article.key), ASK_ABOUT),
    )


def _picture(ctx: Context, article: Article, pages: list[LeafletPage], opens: str) -> Picture | None:
    if not pages:
        return None
    first = pages[0]
    url = ctx.links.page(article, first.number, first.picture_hash, ctx.person_id, ctx.now)
    return Picture(url, first.width, first.height, opens) if url else None


def _extent(leaflet: Leaflet) -> str:
    """How much there is to load: pages, and the size of the file, in KB below one MB."""
    size = f"{leaflet.size / MB:.1f} MB" if leaflet.size >= MB else f"{max(1, round(leaflet.size / KB))} KB"
    return PAGES.format(count=leaflet.pages, size=size)

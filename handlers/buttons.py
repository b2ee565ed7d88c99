"""Buttons and chips that stand under more than one kind of reply."""

from handlers import phrases
from handlers.context import Context
from handlers.registry import button_data
from handlers.reply import Action, Press, Say
from knowledge import answers
from knowledge.models import Article
from knowledge.text import shorten

RELATED_SHOWN = 2
MENU = Say(phrases.MENU, phrases.MENU)


def ask_staff(question_id: int) -> Press:
    """The button that leads to a human."""
    return Press(phrases.ASK_STAFF, button_data("human", q=question_id), phrases.ASK_STAFF)


def article_button(article: Article, question_id: int, label: str | None = None) -> Press:
    """The button that shows an article as the answer to a question already asked."""
    return Press(label or article.title, button_data("article", key=article.key, q=question_id), article.title)


def leaflet_button(ctx: Context, article: Article) -> Press | None:
    """The button to the leaflet of an article: itself, or the current one that it names as related."""
    sheets = [article] if article.leaflet else answers.related(ctx.session, article, ctx.reader, ctx.today)
    sheet = next((a for a in sheets if a.leaflet), None)
    return Press(phrases.LEAFLET, button_data("leaflet", key=sheet.key), phrases.LEAFLET) if sheet else None


def related_buttons(ctx: Context, article: Article) -> tuple[Action, ...]:
    """Buttons to the articles that belong beside this one."""
    near = answers.related(ctx.session, article, ctx.reader, ctx.today)[:RELATED_SHOWN]
    return tuple(article_button(a, 0) for a in near)


def examples() -> tuple[Action, ...]:
    """Questions to tap for somebody who does not know what to ask."""
    return tuple(Say(shorten(e, 20), e) for e in phrases.EXAMPLES)

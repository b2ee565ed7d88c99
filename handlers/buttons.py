"""Buttons and chips that stand under more than one kind of reply."""

from collections.abc import Sequence

from handlers import phrases
from handlers.registry import button_data
from handlers.reply import Action, Press, Say
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


def leaflet_button(article: Article, related: Sequence[Article]) -> Press | None:
    """The button to the leaflet of an article: itself, or the current one that it names as related."""
    sheet = next((a for a in (article, *related) if a.leaflet), None)
    return Press(phrases.LEAFLET, button_data("leaflet", key=sheet.key), phrases.LEAFLET) if sheet else None


def related_buttons(related: Sequence[Article]) -> tuple[Action, ...]:
    """Buttons to the articles that belong beside another one."""
    return tuple(article_button(a, 0) for a in related[:RELATED_SHOWN])


def examples() -> tuple[Action, ...]:
    """Questions to tap for somebody who does not know what to ask."""
    return tuple(Say(shorten(e, 20), e) for e in phrases.EXAMPLES)

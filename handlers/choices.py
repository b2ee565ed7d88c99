"""Several articles may be meant: the person picks by button, or by typing the number (a PC shows no chips)."""

from handlers import articles, sources
from handlers.buttons import article_button
from handlers.context import Context
from handlers.log import asked_before
from handlers.registry import button_data, guard, postback
from handlers.reply import Card, Press, Reply
from handlers.unknown import dont_know
from knowledge import conversations
from knowledge.models import Article
from knowledge.models.questions import Outcome
from knowledge.text import normalise

WHICH = "หมายถึงเรื่องไหน{kha} กดเลือก หรือพิมพ์เลขได้เลย{ka}"
NONE_OF_THESE = "ไม่ใช่ทั้งหมด"
NUMBERED = "{number}. {title}"
AFTER_URGENT = 50


def choose(ctx: Context, offered: list[Article], question_id: int) -> Reply:
    """Up to three titles and "none of these"."""
    remembered = {"choices": [a.key for a in offered], "question": question_id}
    conversations.remember(ctx.session, ctx.conversation, ctx.person_id, remembered, ctx.now)
    titles = [_titled(ctx, a) for a in offered]
    listed = [NUMBERED.format(number=n, title=t) for n, t in enumerate(titles, 1)]
    buttons = tuple(article_button(a, question_id, label) for a, label in zip(offered, listed, strict=True))
    none = Press(NONE_OF_THESE, button_data("none", q=question_id), NONE_OF_THESE)
    card = Card(lead="\n".join([ctx.say(WHICH), *listed]), actions=(*buttons, none))
    return Reply((card,), chips=(*buttons, none), kind="answer", titles=tuple(a.title for a in offered))


@postback("none")
def none_of_these(ctx: Context, values: dict[str, str]) -> Reply:
    """None of the titles was meant: kept as such, and the human is offered."""
    asked = asked_before(ctx, values.get("q", ""))
    if asked:
        asked.outcome = Outcome.NONE_OF_THESE
    return dont_know(ctx, (asked.id or 0) if asked else 0)


@guard(AFTER_URGENT)
def typed_number(ctx: Context) -> Reply | None:
    """1, 2, 3 (or ๑, ๒, ๓) after a choice; the number after the last title means none of these."""
    said = normalise(ctx.text)
    if len(said) != 1 or not said.isdecimal():
        return None
    remembered = conversations.state(ctx.session, ctx.conversation)
    keys, number = remembered.get("choices") or [], int(said)
    values = {"q": str(remembered.get("question", 0))}
    if not keys or not 1 <= number <= len(keys) + 1:
        return None
    if number == len(keys) + 1:
        return none_of_these(ctx, values)
    return articles.show_article(ctx, {**values, "key": keys[number - 1]})


def _titled(ctx: Context, article: Article) -> str:
    old = sources.warning(ctx, article)
    return f"{article.title} ({old})" if old else article.title

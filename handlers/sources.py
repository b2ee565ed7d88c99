"""Where an article comes from and how old it is, as every card says it."""

from datetime import date

from handlers import phrases
from handlers.context import Context
from knowledge import answers
from knowledge.models import Article
from knowledge.thai_dates import thai_date, thai_year

BASIS = "ที่มา: {basis}"
CHECKED = "ตรวจล่าสุด {date}"
NOT_CHECKED = "ข้อมูล ณ {date} (ร่าง รอเจ้าหน้าที่ตรวจ)"
BASIS_SHOWN = 1  # legal bases on a card; small screens, and the first is the one that counts


def notes(ctx: Context, article: Article) -> tuple[str, ...]:
    """The small lines at the foot: the source, and the date of the last check in the Buddhist era."""
    bases = article.source.get("legal_basis") or []
    lines = [ctx.say(BASIS, basis=" · ".join(bases[:BASIS_SHOWN]))] if bases else []
    return (*lines, _age(ctx, article))


def warning(ctx: Context, article: Article) -> str:
    """The label of an article that is history, or nothing."""
    if not answers.is_expired(article, ctx.today):
        return ""
    year = phrases.EXPIRED_YEAR.format(year=thai_year(article.valid_until)) if article.valid_until else ""
    return ctx.say(phrases.EXPIRED, year=year)


def _age(ctx: Context, article: Article) -> str:
    checked = article.source.get("checked_on")
    if checked:
        return ctx.say(CHECKED, date=thai_date(date.fromisoformat(checked)))
    written = article.source.get("written_on")
    day = date.fromisoformat(written) if written else article.changed_at.date()
    return ctx.say(NOT_CHECKED, date=thai_date(day))

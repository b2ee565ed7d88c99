"""What a leaflet says of itself: whose it is, how far to trust it, where it comes from, until when it holds."""

import re
from collections.abc import Iterator
from datetime import UTC, date

from knowledge.editions import is_expired
from knowledge.models import Article, Division, Organisation
from knowledge.models.articles import INTERNAL
from knowledge.thai_dates import bangkok_day, thai_long_date, thai_year

LEAFLET = "แผ่นพับ"
DISTRICT, PROVINCE = "อำเภอ{name}", "จังหวัด{name}"
SAO, MUNICIPALITY = "องค์กรปกครองส่วนท้องถิ่น", "เทศบาล"
EXPIRED, OF_YEAR = "ข้อมูลย้อนหลัง{year} ใช้อ้างอิงเท่านั้น", " ปี {year}"
ASK_OFFICER = "ตรวจสอบกับเจ้าหน้าที่ก่อนใช้"
EVERY_YEAR = "อัตราและกำหนดเวลาเปลี่ยนได้ทุกปี ให้ดูประกาศของปีนั้น"
FOR_STAFF = "ใช้ภายในหน่วยงานเท่านั้น"
CONTACT, PHONE, BASIS = "ติดต่อ", "โทร.", "ที่มา"
CHECKED, AS_OF, HELD_UNTIL, VALID_UNTIL = "ตรวจล่าสุด", "ข้อมูล ณ", "สิ้นสุด", "ใช้ได้ถึง"
_EDITORS_REMARK = re.compile(r"\s*\([^)]*[ก-๎]{4}[^)]*\)")
_PHONE = re.compile(r"โทร(?:ศัพท์)?\.?\s*(0[\d\s-]{7,13}\d)")


def subject(article: Article) -> str:
    """The title without the word แผ่นพับ, which the sheet says of itself."""
    return article.title.strip().removeprefix(LEAFLET).strip() or article.title


def kicker(article: Article) -> str:
    """The small line over the title."""
    return " · ".join(word for word in (LEAFLET, article.category) if word)


def place(organisation: Organisation) -> str:
    """Where the organisation is: its district and province, as far as they are known."""
    named = ((DISTRICT, organisation.district), (PROVINCE, organisation.province))
    return " ".join(form.format(name=name) for form, name in named if name)


def notices(article: Article, today: date) -> list[str]:
    """What a reader must know before the first line."""
    expired = is_expired(article, today)
    year = OF_YEAR.format(year=thai_year(article.valid_until)) if article.valid_until else ""
    said = (
        (article.audience == INTERNAL, FOR_STAFF),
        (expired, EXPIRED.format(year=year)),
        (article.time_bound and not expired, EVERY_YEAR),
        (article.needs_review, ASK_OFFICER),
    )
    return [sentence for holds, sentence in said if holds]


def lines(article: Article, division: Division | None, today: date) -> list[tuple[str, str]]:
    """The lines of the imprint as (label, text)."""
    return list(_lines(article, division, today))


def version_day(article: Article) -> tuple[str, date]:
    """Of what day the text is, and whether that is the day of its check or of its writing."""
    checked = article.source.get("checked_on")
    if checked:
        return CHECKED, date.fromisoformat(checked)
    written = article.source.get("written_on")
    moment = article.changed_at if article.changed_at.tzinfo else article.changed_at.replace(tzinfo=UTC)
    return AS_OF, date.fromisoformat(written) if written else bangkok_day(moment)


def _lines(article: Article, division: Division | None, today: date) -> Iterator[tuple[str, str]]:
    phone = _PHONE.search(article.body)
    if division:
        yield CONTACT, division.name
    if phone:
        yield PHONE, phone[1].strip()
    for basis in article.source.get("legal_basis") or []:
        yield BASIS, _EDITORS_REMARK.sub("", basis).strip()
    label, day = version_day(article)
    yield label, thai_long_date(day)
    if article.valid_until:
        yield (HELD_UNTIL if is_expired(article, today) else VALID_UNTIL), thai_long_date(article.valid_until)

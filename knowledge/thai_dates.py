"""Dates as Thai offices write them: Buddhist years, months by their Thai names."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST = 543
MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]


def bangkok_day(moment: datetime) -> date:
    """The calendar day in Thailand at this moment."""
    return moment.astimezone(BANGKOK).date()


def thai_date(day: date) -> str:
    """20 พ.ย. 2569: the short form used in chats."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def thai_long_date(day: date) -> str:
    """20 พฤศจิกายน 2569: the form used in documents."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year + BUDDHIST}"


def thai_year(day: date) -> int:
    """The Buddhist year of a date (C.E. + 543)."""
    return day.year + BUDDHIST

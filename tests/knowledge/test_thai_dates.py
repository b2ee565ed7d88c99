"""Dates as a Thai office writes them, and the day it is in Thailand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.thai_dates import bangkok_day, thai_date, thai_long_date, thai_year


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2026, 11, 20), "20 พ.ย. 2569", "20 พฤศจิกายน 2569"),
        (date(2026, 1, 1), "1 ม.ค. 2569", "1 มกราคม 2569"),
        (date(2027, 9, 30), "30 ก.ย. 2570", "30 กันยายน 2570"),
        (date(2028, 2, 29), "29 ก.พ. 2571", "29 กุมภาพันธ์ 2571"),
        (date(2026, 12, 31), "31 ธ.ค. 2569", "31 ธันวาคม 2569"),
    ],
)
def test_a_day_is_written_in_the_buddhist_era(day, short, long):
    assert (thai_date(day), thai_long_date(day)) == (short, long)


def test_every_month_has_its_own_short_and_long_name():
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert len({thai_date(m) for m in months}) == len({thai_long_date(m) for m in months}) == 12
    assert all(thai_date(m).split()[1][0] in thai_long_date(m).split()[1] for m in months)


def test_the_year_is_543_ahead():
    assert thai_year(date(2026, 12, 31)) == 2569
    assert thai_year(date(2020, 1, 1)) == 2563


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 23, 0, 0, 0, tzinfo=UTC), date(2026, 11, 23)),
    ],
)
def test_a_day_in_thailand_begins_at_seventeen_hours_utc(moment, day):
    assert bangkok_day(moment) == day


def test_every_hour_of_a_day_belongs_to_one_day():
    start = datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert {bangkok_day(start + timedelta(hours=h)) for h in range(24)} == {date(2026, 11, 23)}

"""Leaflets as files: published or held, replaced everywhere at once, and never older than they say."""

from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import select

import sheets
from knowledge import editions, leaflets
from knowledge.access import CITIZEN
from knowledge.db import reading, transaction
from knowledge.errors import BadSetting, KnowledgeError
from knowledge.models import Article, AuditLog, Leaflet, LeafletPage, Replacement
from stage import now

TODAY = sheets.TODAY


@pytest.fixture
def shelve(town):
    """Put a leaflet in and return its key: `shelve("tax69", "ภาษี…", title="…", replaces=…)`."""
    town(pond={"title": "สระน้ำสาธารณะ", "body": "ห้ามลงเล่นน้ำหลังหกโมงเย็น"})
    return partial(sheets.shelve, town.engine)


def there_are(town, today=TODAY) -> list[str]:
    """The titles of the leaflets that a citizen is offered."""
    with reading(town.engine) as session:
        return [a.title for a in editions.leaflets(session, CITIZEN, today)]


def test_the_text_of_a_leaflet_can_be_asked_about_at_once(town, shelve):
    key = shelve("kite", "ห้ามเล่นว่าวใกล้สนามบินในรัศมีเก้ากิโลเมตร", title="แผ่นพับเล่นว่าวปลอดภัย")
    assert town.found("เล่นว่าวใกล้สนามบินได้ไหม")[0] == key
    assert there_are(town) == ["แผ่นพับเล่นว่าวปลอดภัย"]


def test_a_held_leaflet_is_shown_to_nobody_until_a_person_publishes_it(town, shelve):
    key = shelve("kite", "ห้ามเล่นว่าวใกล้สนามบิน", held=True, title="แผ่นพับเล่นว่าว")
    assert key not in town.found("เล่นว่าวใกล้สนามบินได้ไหม")
    assert there_are(town) == []
    with transaction(town.engine) as session:
        leaflets.publish(session, session.get(Article, key), "malee", now())
    assert town.found("เล่นว่าวใกล้สนามบินได้ไหม")[0] == key


def test_a_new_edition_takes_the_old_ones_place_and_the_old_leads_to_it(town, shelve):
    old = shelve("tax68", "ยื่นภาษีป้ายภายในมีนาคม 2568", title="แผ่นพับภาษีป้าย 2568")
    new = shelve("tax69", "ยื่นภาษีป้ายภายในมีนาคม 2569", title="แผ่นพับภาษีป้าย 2569", replaces=old)
    assert there_are(town) == ["แผ่นพับภาษีป้าย 2569"]
    assert town.found("ยื่นภาษีป้ายเมื่อไหร่")[0] == new
    with reading(town.engine) as session:
        history = session.get(Article, old)
        assert editions.is_expired(history, TODAY)
        assert editions.successor(session, history, CITIZEN, TODAY).key == new


def test_after_three_editions_the_first_leads_to_the_last(town, shelve):
    keys = [shelve("a", "ฉบับหนึ่ง", title="แผ่นพับขยะ")]
    keys += [shelve("b", "ฉบับสอง", replaces=keys[0])]
    keys += [shelve("c", "ฉบับสาม", replaces=keys[1])]
    with reading(town.engine) as session:
        assert editions.newest_keys(session, keys) == [keys[2]]


def test_what_names_the_old_edition_as_related_leads_to_the_new(town, shelve):
    sheet = {"title": "แผ่นพับขยะ", "body": "แยกสี่ถัง", "leaflet": True}
    town(sheet=sheet, bin={"title": "ถังขยะ", "body": "สีเขียว", "related": ["sheet"]})
    new = shelve("b", "แยกห้าถัง", replaces="sheet")
    with reading(town.engine) as session:
        beside = editions.related(session, session.get(Article, "bin"), CITIZEN, TODAY)
    assert [a.key for a in beside] == [new]


def test_a_new_edition_takes_title_keywords_and_audience_but_no_dates(town, shelve):
    old = shelve("a", "หนึ่ง", title="คู่มือเวร", audience="internal", division="clerk", keywords=("เวร",),
                 valid_until=date(2026, 12, 31))  # fmt: skip
    new = shelve("b", "สอง", replaces=old)
    with reading(town.engine) as session:
        article = session.get(Article, new)
    assert (article.title, article.audience, article.division_key, article.keywords) == (
        "คู่มือเวร", "internal", "clerk", ["เวร"],
    )  # fmt: skip
    assert article.valid_until is None


def test_two_officers_cannot_both_replace_one_leaflet(town, shelve):
    old = shelve("a", "หนึ่ง", title="แผ่นพับขยะ")
    first = shelve("b", "สอง", replaces=old)
    with pytest.raises(KnowledgeError, match=f"replaced by {first} already"):
        shelve("c", "สาม", replaces=old)
    assert there_are(town) == ["แผ่นพับขยะ"]
    with reading(town.engine) as session:
        assert [r.new_key for r in session.exec(select(Replacement))] == [first]
        assert len(session.exec(select(Leaflet)).all()) == 2


def test_the_same_file_twice_is_refused_and_nothing_changes(town, shelve):
    key = shelve("a", "หนึ่ง", title="แผ่นพับขยะ")
    with pytest.raises(KnowledgeError, match=f"is the leaflet {key} already"):
        shelve("a", "หนึ่ง", title="แผ่นพับขยะอีกใบ")
    assert there_are(town) == ["แผ่นพับขยะ"]


def test_past_its_last_day_a_leaflet_is_no_longer_offered(town, shelve):
    last = TODAY + timedelta(days=3)
    shelve("a", "ลดหย่อนภาษีปีนี้", title="แผ่นพับลดหย่อน", valid_until=last)
    assert there_are(town, last) == ["แผ่นพับลดหย่อน"]
    assert there_are(town, last + timedelta(days=1)) == []


def test_correcting_the_text_moves_no_date(town, shelve):
    until = date(2027, 4, 30)
    key = shelve("a", "ชำระภายในเมษายน", title="แผ่นพับภาษี", valid_from=date(2027, 1, 1), valid_until=until)
    with transaction(town.engine) as session:
        leaflets.rewrite(session, session.get(Article, key), "ชำระค่าธรรมเนียมว่าวภายในเมษายน", "malee", now())
    with reading(town.engine) as session:
        article = session.get(Article, key)
        assert (article.valid_from, article.valid_until, article.revision) == (date(2027, 1, 1), until, 2)
    assert town.found("ค่าธรรมเนียมว่าว")[0] == key


def test_a_withdrawn_leaflet_comes_back_when_it_is_published_again(town, shelve):
    key = shelve("a", "หนึ่ง", title="แผ่นพับขยะ")
    for change, shown in ((leaflets.withdraw, []), (leaflets.publish, ["แผ่นพับขยะ"])):
        with transaction(town.engine) as session:
            change(session, session.get(Article, key), "malee", now())
        assert there_are(town) == shown


def test_loading_the_pack_again_does_not_bring_an_old_edition_back(town, shelve):
    sheet = {"title": "แผ่นพับขยะ", "body": "แยกสี่ถัง", "leaflet": True}
    town(bins=sheet)
    shelve("b", "แยกห้าถัง", replaces="bins")
    town(bins={**sheet, "body": "แยกสี่ถังเหมือนเดิม"})
    with reading(town.engine) as session:
        assert session.get(Article, "bins").archived


def test_every_change_is_in_the_audit_log(town, shelve):
    shelve("a", "หนึ่ง", title="แผ่นพับขยะ", by="malee")
    with reading(town.engine) as session:
        log = session.exec(select(AuditLog)).all()
    assert [(row.actor, row.action) for row in log] == [("malee", "leaflet.add"), ("malee", "leaflet.publish")]


def test_pages_are_kept_in_order(town, shelve):
    key = shelve("a", "หนึ่ง", title="แผ่นพับขยะ")
    with reading(town.engine) as session:
        assert [p.number for p in leaflets.pages(session, key)] == [1, 2]
        assert len(session.exec(select(LeafletPage)).all()) == 2


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({}, "needs a title"),
        ({"title": "ก" * 201}, "201 characters"),
        ({"title": "ก", "division": "nowhere"}, "no division “nowhere”. There are: clerk"),
        ({"title": "ก", "replaces": "nothing"}, "no leaflet “nothing”"),
        ({"title": "ก", "replaces": "pond"}, "no leaflet “pond”"),
        ({"title": "ก", "valid_from": date(2027, 2, 1), "valid_until": date(2027, 1, 1)}, "lies before"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_change(shelve, wanted, reason):
    with pytest.raises(BadSetting, match=reason):
        shelve("a", "หนึ่ง", **wanted)

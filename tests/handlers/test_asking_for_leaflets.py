"""Asking for a leaflet: the card with its picture, its pages in the chat, old editions, and what is not there."""

from datetime import date

import pytest
from sqlmodel import select

import sheets
from bot.respond import NOWHERE
from knowledge.models import Question
from stage import MALEE, SOMCHAI, Stage, sqlite_url

TEXT = "ห้ามปล่อยโคมลอยในรัศมีเก้ากิโลเมตรรอบสนามบิน ผู้ปล่อยต้องขออนุญาตนายอำเภอก่อนสามวัน"
LANTERN = "แผ่นพับโคมลอย"


@pytest.fixture
def town(loaded, tmp_path):
    """A bot that can make links; `town.shelve("name", "text", title="…")` puts a leaflet in."""
    source, shelf = loaded["mueangkaset"]
    copy = tmp_path / "leaflets.db"
    copy.write_bytes(source.read_bytes())
    stage = Stage(sqlite_url(copy), shelf, links=sheets.LINKS)
    stage.shelve = lambda *given, **wanted: sheets.shelve(stage.engine, *given, **wanted)
    yield stage
    stage.close()


def opens(said, label: str) -> str:
    """The address behind a button."""
    return said.buttons[label]["uri"]


def heroes(said) -> list[str]:
    """The pictures of the cards."""
    flex = [m["contents"] for m in said.messages if m["type"] == "flex"]
    bubbles = [b for contents in flex for b in contents.get("contents", [contents])]
    return [b["hero"]["url"] for b in bubbles if "hero" in b]


@pytest.mark.parametrize("asked", ["ขอแผ่นพับโคมลอย", "มีแผ่นพับเรื่องโคมลอยไหมคะ", "สิเอาแผ่นพับโคมลอย", "ขอใบปลิวโคมลอยหน่อย"])
def test_whoever_asks_for_a_leaflet_gets_its_card(town, asked):
    town.shelve("lantern", TEXT, title=LANTERN)
    said = town.ask(asked)
    assert LANTERN in said
    assert "2 หน้า · 5 KB" in said
    assert "พ.ย. 25" in said
    assert set(said.buttons) >= {"เปิดดู", "ดูทีละหน้า", "อ่านเป็นข้อความ", "ถามเรื่องนี้"}
    assert len(heroes(said)) == 1
    assert all(url.startswith("https://km.example/files/") for url in (*heroes(said), opens(said, "เปิดดู")))


def test_its_pages_can_be_leafed_through_in_the_chat(town):
    town.shelve("lantern", TEXT, title=LANTERN, pages=12)
    pages = town.press(town.ask("ขอแผ่นพับโคมลอย").buttons["ดูทีละหน้า"])
    assert len(heroes(pages)) == 10
    assert "หน้า 1 จาก 12" in pages
    rest = town.press(pages.buttons["หน้าถัดไป"])
    assert len(heroes(rest)) == 2
    assert "หน้า 12 จาก 12" in rest
    assert "หน้าถัดไป" not in rest.buttons


def test_a_leaflet_of_one_page_has_nothing_to_leaf_through(town):
    town.shelve("lantern", TEXT, title=LANTERN, pages=1)
    assert "ดูทีละหน้า" not in town.ask("ขอแผ่นพับโคมลอย").buttons


def test_the_same_can_be_read_as_text(town):
    town.shelve("lantern", TEXT, title=LANTERN)
    assert TEXT in town.press(town.ask("ขอแผ่นพับโคมลอย").buttons["อ่านเป็นข้อความ"])


def test_after_the_button_a_question_is_about_that_leaflet(town):
    town.shelve("lantern", TEXT, title=LANTERN)
    town.press(town.ask("ขอแผ่นพับโคมลอย").buttons["ถามเรื่องนี้"])
    said = town.ask("ต้องขออนุญาตใครก่อน")
    assert LANTERN in said
    assert "นายอำเภอ" in said


def test_a_new_edition_is_what_people_get_and_the_old_button_leads_to_it(town):
    old = town.shelve("a", TEXT, title=f"{LANTERN} 2568")
    button = town.ask("ขอแผ่นพับโคมลอย").buttons["อ่านเป็นข้อความ"]
    before = town.ask("ขอแผ่นพับโคมลอย")
    town.shelve("b", TEXT + " ฉบับใหม่", title=f"{LANTERN} 2569", replaces=old)
    now = town.ask("ขอแผ่นพับโคมลอย")
    assert f"{LANTERN} 2569" in now
    assert f"{LANTERN} 2568" not in now
    assert opens(now, "เปิดดู") != opens(before, "เปิดดู")
    shown = town.press({"type": "postback", "data": f"do=leaflet&key={old}"})
    assert "ข้อมูลย้อนหลัง" in shown
    assert f"{LANTERN} 2569" in town.press(shown.buttons["ดูฉบับปัจจุบัน"])
    read = town.press(button)
    assert "ข้อมูลย้อนหลัง" in read
    assert f"{LANTERN} 2569" in town.press(read.buttons["ดูฉบับปัจจุบัน"])
    assert f"{LANTERN} 2569" in town.press({"type": "postback", "data": f"do=ask_about&key={old}"})


def test_what_is_past_its_last_day_is_said_to_be_old_before_it_is_shown(town):
    town.shelve("a", TEXT, title=LANTERN, valid_until=date(2020, 12, 31))
    said = town.ask("ขอแผ่นพับโคมลอย")
    assert "มีเฉพาะฉบับเก่า" in said
    assert "ข้อมูลย้อนหลัง ปี 2563" in said
    assert "เปิดดู" not in said.buttons
    assert "เปิดดู" in town.press(said.buttons["ดูฉบับย้อนหลัง"]).buttons
    assert town.rows(select(Question.outcome))[-1] == "partial_or_expired"


@pytest.mark.parametrize("year", ["2568", "๒๕๖๘", "68"])
def test_who_names_the_year_gets_that_edition_which_leads_to_the_current_one(town, year):
    old = town.shelve("a", TEXT, title=f"{LANTERN} 2568")
    town.shelve("b", TEXT + " ฉบับใหม่", title=f"{LANTERN} 2569", replaces=old)
    said = town.ask(f"ขอแผ่นพับโคมลอยปี {year}")
    assert f"{LANTERN} 2568" in said
    assert "ข้อมูลย้อนหลัง" in said
    assert "ดูฉบับปัจจุบัน" in said.buttons


@pytest.mark.parametrize("asked", ["สิเอาแผ่นพับเรื่องปลูกเฮือน", "ขอแผ่นพับเกี่ยวกับการสร้างบ้าน", "ขอใบปลิวขออนุญาตก่อสร้างแน"])
def test_that_it_is_a_leaflet_does_not_count_as_what_it_is_about(town, asked):
    assert "แผ่นพับการขออนุญาตก่อสร้าง" in town.ask(asked)


def test_several_that_fit_come_side_by_side(town):
    town.shelve("a", TEXT, title=f"{LANTERN}ในงานลอยกระทง")
    town.shelve("b", TEXT + " งานศพ", title=f"{LANTERN}ในงานศพ")
    said = town.ask("ขอแผ่นพับโคมลอย")
    assert len(heroes(said)) == 2
    assert said.messages[0]["contents"]["type"] == "carousel"


def test_what_there_is_not_is_kept_and_what_there_is_is_shown(town):
    town.shelve("a", TEXT, title=LANTERN)
    said = town.ask("ขอแผ่นพับเรื่องดาวอังคาร")
    assert "บันทึกคำขอไว้" in said
    assert LANTERN in said
    assert town.rows(select(Question.text))[-1] == "ขอแผ่นพับเรื่องดาวอังคาร"


@pytest.mark.parametrize("who", [SOMCHAI, MALEE])
def test_a_leaflet_for_staff_comes_to_staff_with_a_link_of_their_own(town, who):
    town.shelve("a", TEXT, title="แผ่นพับเวรโคมลอย", audience="internal")
    assert opens(town.ask("ขอแผ่นพับเวรโคมลอย", by=who), "เปิดดู").startswith("https://km.example/files/")


def test_a_citizen_is_shown_nothing_of_a_leaflet_for_staff(town):
    key = town.shelve("a", TEXT, title="แผ่นพับเวรโคมลอย", audience="internal")
    for said in (town.ask("ขอแผ่นพับเวรโคมลอย"), town.press({"type": "postback", "data": f"do=pages&key={key}"})):
        assert "เวรโคมลอย" not in said
        assert heroes(said) == []


def test_without_an_address_for_files_a_leaflet_is_text(loaded, tmp_path):
    source, shelf = loaded["mueangkaset"]
    copy = tmp_path / "nowhere.db"
    copy.write_bytes(source.read_bytes())
    stage = Stage(sqlite_url(copy), shelf, links=NOWHERE)
    key = sheets.shelve(stage.engine, "a", TEXT, title=LANTERN)
    said = stage.ask("ขอแผ่นพับโคมลอย")
    assert set(said.buttons) == {"อ่านเป็นข้อความ", "ถามเรื่องนี้"}
    assert "ไม่มีภาพหน้า" in stage.press({"type": "postback", "data": f"do=pages&key={key}"})
    stage.close()

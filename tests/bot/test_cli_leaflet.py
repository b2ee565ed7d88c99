"""km leaflet: a file goes in and comes out as an answer; what is in doubt waits for a person; nothing is half done."""

from pathlib import Path

import pytest
from PIL import Image
from sqlmodel import select

from bench_extract.blocks import Heading, Paragraph
from bench_extract.makers import Look, as_word, by_typst
from knowledge.db import open_engine, reading
from knowledge.models import Article, Leaflet, LeafletPage, MediaFile
from stage import sqlite_url

RULE = "ห้ามปล่อยโคมลอยในรัศมีเก้ากิโลเมตรรอบสนามบิน ผู้ปล่อยต้องขออนุญาตนายอำเภอก่อนสามวัน"
ASKED = "ปล่อยโคมลอยต้องขอใครก่อน"


@pytest.fixture
def lantern(tmp_path):
    """A leaflet as a PDF, with a year so that no two are alike."""

    def printed(year: int = 2569, name: str = "โคมลอย.pdf") -> str:
        file = Path(tmp_path, name)
        file.write_bytes(by_typst([Heading(f"การปล่อยโคมลอย {year}"), Paragraph(RULE)], Look("Sarabun")))
        return str(file)

    return printed


@pytest.fixture
def rows(loaded_km, tmp_path):
    """All rows of a table."""

    def read(table):
        engine = open_engine(sqlite_url(tmp_path / "cli.db"))
        with reading(engine) as session:
            found = list(session.exec(select(table)))
        engine.dispose()
        return found

    return read


def added(output: str) -> str:
    """The key that was given to a new leaflet."""
    return next(line.split()[0] for line in output.splitlines() if line.startswith("leaflet-"))


def test_a_file_can_be_asked_about_as_soon_as_it_is_in(loaded_km, lantern, rows, tmp_path):
    said = loaded_km("leaflet", "add", lantern(), "--title", "แผ่นพับโคมลอย", "--division", "สำนักปลัด")
    assert "It is published." in said.output
    assert "นายอำเภอ" in loaded_km("ask", ASKED).output
    (leaflet,) = rows(Leaflet)
    assert (leaflet.pages, leaflet.file_name, leaflet.held) == (1, "โคมลอย.pdf", False)
    assert leaflet.quality > 0.95
    assert len(rows(LeafletPage)) == 1
    assert {f.hash for f in rows(MediaFile)} == {f.name for f in (tmp_path / "var/media").rglob("*") if f.is_file()}


def test_a_word_file_goes_in_as_well(loaded_km, tmp_path):
    file = tmp_path / "โคมลอย.docx"
    file.write_bytes(as_word([Paragraph(RULE)], Look("Loma")))
    assert "It is published." in loaded_km("leaflet", "add", str(file), "--title", "แผ่นพับโคมลอย").output
    assert "นายอำเภอ" in loaded_km("ask", ASKED).output


@pytest.mark.parametrize("name", ["โคม ลอย 🏮.pdf", "..pdf", "a'b\"c.pdf"])
def test_any_name_of_a_file_will_do(loaded_km, lantern, name):
    assert "It is published." in loaded_km("leaflet", "add", lantern(name=name), "--title", "แผ่นพับโคมลอย").output


def test_a_new_edition_is_the_answer_from_now_on(loaded_km, lantern):
    old = added(loaded_km("leaflet", "add", lantern(2568), "--title", "แผ่นพับโคมลอย 2568").output)
    said = loaded_km("leaflet", "add", lantern(2569), "--title", "แผ่นพับโคมลอย 2569", "--replaces", old).output
    assert f"{old} is history from now on" in said
    assert "แผ่นพับโคมลอย 2569" in loaded_km("ask", "ขอแผ่นพับโคมลอย").output
    third = loaded_km("leaflet", "add", lantern(2570), "--replaces", old)
    assert third.exit_code == 1
    assert "was replaced by" in third.output
    assert "(history; 1 page," in loaded_km("leaflet", "list").output


def test_a_picture_without_text_waits_until_a_person_wrote_what_it_says(loaded_km, tmp_path):
    Image.new("RGB", (400, 600), "white").save(tmp_path / "ว่าง.png")
    said = loaded_km("leaflet", "add", str(tmp_path / "ว่าง.png"), "--title", "แผ่นพับโคมลอย").output
    assert "It is held: nobody is shown it." in said
    key = added(said)
    assert "นายอำเภอ" not in loaded_km("ask", ASKED).output
    (tmp_path / "text.txt").write_text(RULE, encoding="utf-8")
    assert "is now revision 2" in loaded_km("leaflet", "text", key, str(tmp_path / "text.txt")).output
    assert "(held)" in loaded_km("leaflet", "show", key).output
    assert "is published" in loaded_km("leaflet", "publish", key).output
    assert "นายอำเภอ" in loaded_km("ask", ASKED).output


def test_what_is_withdrawn_can_be_brought_back(loaded_km, lantern):
    key = added(loaded_km("leaflet", "add", lantern(), "--title", "แผ่นพับโคมลอย").output)
    assert f"km leaflet publish {key}" in loaded_km("leaflet", "withdraw", key).output
    assert "นายอำเภอ" not in loaded_km("ask", ASKED).output
    loaded_km("leaflet", "publish", "แผ่นพับโคมลอย")
    assert "นายอำเภอ" in loaded_km("ask", ASKED).output


def enormous(folder: Path) -> str:
    """A file that claims five gigabytes and holds nothing."""
    file = folder / "huge.pdf"
    with file.open("wb") as made:
        made.truncate(5 * 1024**3)
    return str(file)


def test_what_is_wrong_is_said_and_nothing_is_stored(loaded_km, lantern, rows, tmp_path):
    (tmp_path / "page.pdf").write_text("<html><script>alert(1)</script></html>")
    fine = lantern()
    for arguments, reason in (
        (["page.pdf", "--title", "x"], "this file is none of them"),
        ([enormous(tmp_path), "--title", "x"], "5,120 MB; 20 MB are the most"),
        (["missing.pdf", "--title", "x"], "cannot be read: No such file"),
        ([fine], "needs a title"),
        ([fine, "--title", "x", "--division", "nowhere"], "There is no division"),
        ([fine, "--title", "x", "--replaces", "nothing"], "There is no leaflet"),
        ([fine, "--title", "x", "--valid-until", "2569-12-31"], "write 2026"),
    ):
        result = loaded_km("leaflet", "add", *arguments)
        assert result.exit_code in (1, 2), result.output
        assert reason in result.output
        assert result.output.splitlines()[-1].startswith("km: ")
    assert (rows(Leaflet), rows(MediaFile)) == ([], [])
    assert not any(a.origin == "file" for a in rows(Article))


def test_leaflets_of_a_pack_become_sheets_once(loaded_km, rows):
    first = loaded_km("leaflet", "render", "mk-e-3").output
    assert "mk-e-3" in first and "1 rendered." in first
    assert "Nothing to do" in loaded_km("leaflet", "render", "mk-e-3").output
    (leaflet,) = rows(Leaflet)
    assert leaflet.rendered and leaflet.pages == 1
    assert len(rows(LeafletPage)) == 1


def test_an_officers_file_is_never_replaced_by_a_sheet(loaded_km, lantern, rows):
    loaded_km("leaflet", "add", lantern(), "--title", "แผ่นพับโคมลอย")
    loaded_km("leaflet", "render")
    assert [row.file_name for row in rows(Leaflet) if not row.rendered] == ["โคมลอย.pdf"]

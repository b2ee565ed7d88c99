"""km synonym: the office's own words, searched with at once."""

from knowledge import synonyms
from knowledge.db import open_engine, reading
from knowledge.library import Library
from stage import sqlite_url

ASKED = "กุ๊กไก่หมายเลขเจ็ดได้เท่าไหร่"


def test_a_word_of_the_place_is_searched_with_from_now_on(loaded_km):
    assert "90 ปีขึ้นไป" not in loaded_km("ask", ASKED).output
    assert "กุ๊กไก่หมายเลขเจ็ด" in loaded_km("synonym", "add", "กุ๊กไก่หมายเลขเจ็ด", "เบี้ยยังชีพผู้สูงอายุ").output
    assert "กุ๊กไก่หมายเลขเจ็ด → เบี้ยยังชีพผู้สูงอายุ" in loaded_km("ask", ASKED, "--explain").output
    assert "90 ปีขึ้นไป" in loaded_km("ask", ASKED).output


def test_said_twice_it_changes_nothing_and_it_can_be_taken_back(loaded_km):
    loaded_km("synonym", "add", "กุ๊กไก่", "ภาษีป้าย")
    assert "was there already" in loaded_km("synonym", "add", "กุ๊กไก่", "ภาษีป้าย").output
    assert loaded_km("synonym", "list", "กุ๊ก").output == "กุ๊กไก่ → ภาษีป้าย (slang)\n"
    assert "removed: กุ๊กไก่ → ภาษีป้าย" in loaded_km("synonym", "remove", "กุ๊กไก่").output
    assert loaded_km("synonym", "list", "กุ๊ก").output == ""


def test_what_cannot_be_a_synonym_is_said_in_a_sentence(loaded_km):
    for words in (("add", " ", "ภาษี"), ("remove", "ไม่มีคำนี้")):
        result = loaded_km("synonym", *words)
        assert result.exit_code == 2
        assert result.output.startswith("km: ")


def test_synonyms_that_lead_to_each_other_are_followed_one_step_only(loaded_km, tmp_path):
    loaded_km("synonym", "add", "กุ๊กไก่", "กะต๊าก")
    loaded_km("synonym", "add", "กะต๊าก", "กุ๊กไก่")
    engine = open_engine(sqlite_url(tmp_path / "cli.db"))
    with reading(engine) as session:
        table = synonyms.table_of(session)
        query = Library().shelf(session).queries.make("กุ๊กไก่")
    engine.dispose()
    assert table.meanings["กุ๊กไก่"] == ("กะต๊าก",)
    assert query.expansions == (("กุ๊กไก่", "กะต๊าก"),)

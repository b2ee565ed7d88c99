"""What people write is found for what the office calls it: the longest words win, at word edges only."""

import pytest

from knowledge.search import QueryMaker
from knowledge.synonyms import COMMON, SynonymTable, load_common, table_of
from knowledge.text_words import Words

ROWS = [
    ("เบี้ยคนแก่", "เบี้ยยังชีพผู้สูงอายุ", "colloquial"),
    ("คนแก่", "ผู้สูงอายุ", "colloquial"),
    ("อบต", "องค์การบริหารส่วนตำบล", "abbrev"),
    ("อบต.", "องค์การบริหารส่วนตำบล", "abbrev"),
    ("ใบปลิว", "แผ่นพับ", "colloquial"),
    ("ท้องถิ่น", "องค์กรปกครองส่วนท้องถิ่น", "abbrev-ambiguous"),
    ("phasi", "ภาษี", "karaoke"),
    ("ผู้ใหญ่", "ผู้สูงอายุ/ผู้ใหญ่บ้าน (ตามบริบท)", "colloquial"),
    ("ครับ", "-", "particle"),
    ("หน่อย", "-", "particle-boundary-only"),
]


@pytest.fixture(scope="module")
def maker() -> QueryMaker:
    table = SynonymTable.build(ROWS)
    return QueryMaker(Words(table.variants()), table)


@pytest.fixture
def meant(maker):
    """The (written, added) pairs of a question."""
    return lambda question: list(maker.make(question).expansions)


def test_the_longest_variant_wins(meant):
    assert meant("เบี้ยคนแก่เท่าไหร่") == [("เบี้ยคนแก่", "เบี้ยยังชีพผู้สูงอายุ")]
    assert meant("คนแก่มีกี่คน") == [("คนแก่", "ผู้สูงอายุ")]


def test_several_variants_in_one_question_are_all_found(meant):
    assert [written for written, _ in meant("ใบปลิว คนแก่ อบต.")][:2] == ["ใบปลิว", "คนแก่"]
    assert len(meant("ใบปลิว คนแก่ อบต.")) == 3


def test_an_abbreviation_is_found_with_and_without_its_dot(meant):
    assert meant("อบต อยู่ไหน") == [("อบต", "องค์การบริหารส่วนตำบล")]
    assert [added for _, added in meant("อบต. อยู่ไหน")] == ["องค์การบริหารส่วนตำบล"]


def test_a_variant_inside_another_word_is_left_alone(meant):
    assert meant("กอบต้นไม้") == []


def test_two_senses_are_both_added_and_a_remark_is_not(meant):
    assert meant("ผู้ใหญ่") == [("ผู้ใหญ่", "ผู้สูงอายุ"), ("ผู้ใหญ่", "ผู้ใหญ่บ้าน")]


def test_what_means_several_things_is_not_expanded(meant):
    assert meant("ท้องถิ่น") == []


def test_thai_in_latin_letters_is_understood_however_it_is_spelt(meant):
    assert [added for _, added in meant("paasi")] == ["ภาษี"]
    assert [added for _, added in meant("PHASI")] == ["ภาษี"]


@pytest.mark.parametrize(
    ("said", "bare"),
    [("ภาษีครับ", "ภาษี"), ("ครับ ภาษีครับ", "ภาษี"), ("หน่อยภาษีหน่อย", "ภาษี"), ("ครับ", ""), ("ภาษีหน่อยไหม", "ภาษีหน่อยไหม")],
)
def test_politeness_is_left_out_and_a_word_in_the_middle_is_kept(maker, said, bare):
    assert maker.strip_particles(said) == bare


def test_what_was_written_counts_less_than_what_is_meant(maker):
    query = maker.make("คนแก่")
    written = query.terms["words"]
    assert written["ผู้สูงอายุ"] > written["คนแก่"] > 0


def test_common_words_are_loaded_once(session):
    before = len(table_of(session).meanings)
    assert load_common(session) == 0
    assert len(table_of(session).meanings) == before > 500


@pytest.mark.parametrize("table", COMMON, ids=lambda path: path.stem)
def test_every_row_of_the_common_tables_is_whole(table):
    lines = table.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "canonical,variant,kind"
    assert len(lines) == len(set(lines))
    assert all(line.count(",") >= 2 and "ครับครับ" not in line for line in lines)

"""A row of an evaluation file is read as it is meant, or the field that is wrong is named."""

import pytest

from bot.evaluation.cases import Expectation, read_case
from knowledge.errors import BadSetting

ROW = {"id": "E1", "org": "mueangkaset", "persona": "citizen", "text": "ขอเบอร์", "style": "plain"}
ANSWER = {"type": "answer", "titles": ["ติดต่อ"]}


@pytest.fixture
def read():
    """Reads a row with this `expect`; what was remarked is in `read.remarks`."""
    remarks: list[str] = []

    def read_row(expect, **changes):
        return read_case("in.jsonl:7", ROW | {"expect": expect} | changes, remarks.append)

    read_row.remarks = remarks
    return read_row


def test_a_row_says_what_a_good_reply_is(read):
    case = read({"type": "leaflet", "titles": ["ก", "ข"], "titles_all": True, "must_contain_any": ["15"]})
    assert case.expect == Expectation("leaflet", ("ก", "ข"), titles_all=True, must_contain_any=("15",))
    assert str(case.expect) == "leaflet; titles ก, ข; must contain any 15"
    assert read.remarks == []


def test_a_row_may_leave_open_what_is_good(read):
    assert read(None).expect is None
    assert read_case("in.jsonl:1", ROW, read.remarks.append).expect is None


def test_marks_of_urgency(read):
    assert read(ANSWER | {"safety": True}).expect.urgent
    assert read(ANSWER | {"emergency": True}).expect.urgent
    assert not read(ANSWER | {"near_miss": True}).expect.urgent


def test_an_unknown_field_is_remarked_on_and_left_out(read):
    assert read(ANSWER | {"must_contian": ["15"], "aim": 3}).expect == Expectation("answer", ("ติดต่อ",))
    assert read.remarks == ["in.jsonl:7: expect has fields that are not known and not judged: aim, must_contian."]


def test_a_style_may_be_missing(read):
    assert read(ANSWER, style=None).style == ""


@pytest.mark.parametrize(
    ("expect", "complaint"),
    [
        ("answer", "expect must be an object with a type"),
        ([], "expect must be an object with a type"),
        ({}, "expect must be an object with a type"),
        ({"type": "anwser"}, "answer, leaflet, abstain, smalltalk, denied, command"),
        ({"type": ["answer"]}, "expect must be an object with a type"),
        ({"type": "answer"}, "expect.titles must name at least one title for the type answer"),
        ({"type": "leaflet", "titles": []}, "expect.titles must name at least one title"),
        (ANSWER | {"titles": "ติดต่อ"}, "expect.titles must be a list of texts"),
        (ANSWER | {"must_contain_any": [15]}, "expect.must_contain_any must be a list of texts"),
        (ANSWER | {"must_not_regex": "(("}, "expect.must_not_regex must be a pattern"),
        (ANSWER | {"intent": 3}, "expect.intent must be a text"),
        (ANSWER | {"titles_all": "yes"}, "expect.titles_all must be true or false"),
    ],
)
def test_what_cannot_be_judged_is_named(read, expect, complaint):
    with pytest.raises(BadSetting, match="in.jsonl:7: ") as refused:
        read(expect)
    assert complaint in str(refused.value)


@pytest.mark.parametrize("persona", ["king", None, ["staff"]])
def test_a_persona_that_is_not_known_is_named(read, persona):
    with pytest.raises(BadSetting, match="in.jsonl:7: persona .*choose from citizen, staff, hr"):
        read(ANSWER, persona=persona)


def test_a_style_that_is_no_text_is_named(read):
    with pytest.raises(BadSetting, match="in.jsonl:7: style must be a text"):
        read(ANSWER, style=5)

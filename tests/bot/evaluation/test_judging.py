"""A reply is judged as the format of the evaluation files means it."""

import pytest

from bot.evaluation.boundary import draw
from bot.evaluation.cases import Case, Expectation
from bot.evaluation.judging import Given, judge

BOUNDARY = draw([("บ้าน", "ปลูกบ้าน", True), ("ป้าย", "ภาษีป้าย", True), ("ขยะ", "เก็บขยะ", True), ("ลับ", "ภายใน", False)])
HOUSE = Expectation("answer", ("บ้าน", "ป้าย"))
NOTHING_KNOWN = Expectation("abstain", acceptable_types=("abstain", "handoff"), tolerated_titles=("ขยะ",))
REFUSED = Expectation("denied", acceptable_types=("denied", "abstain"), forbidden_titles=("ลับ",))


def judged(expect, type="answer", titles=(), text="", intent=None, persona="citizen"):
    """(right, right among the first three) for a reply to a message that expects this."""
    verdict = judge(Case("E1", "o", persona, "ถาม", "plain", expect), Given(type, titles, text, intent), BOUNDARY)
    return verdict.right, verdict.in_top


@pytest.mark.parametrize(
    ("titles", "verdict"),
    [
        (("บ้าน",), (True, True)),
        (("ป้าย", "ขยะ"), (True, True)),
        (("ขยะ", "บ้าน"), (False, True)),
        (("ขยะ", "x", "y", "บ้าน"), (False, False)),
        ((), (False, False)),
    ],
)
def test_an_answer_is_right_by_its_first_title_and_near_by_the_first_three(titles, verdict):
    assert judged(HOUSE, titles=titles) == verdict


def test_a_leaflet_answers_a_question_but_an_answer_is_no_leaflet():
    assert judged(HOUSE, "leaflet", ("บ้าน",)) == (True, True)
    assert judged(HOUSE, "abstain", ("บ้าน",)) == (False, False)
    wanted = Expectation("leaflet", ("บ้าน",))
    assert judged(wanted, "leaflet", ("บ้าน",)) == (True, True)
    assert judged(wanted, "answer", ("บ้าน",)) == (False, False)


def test_where_all_titles_are_asked_for_all_must_come():
    both = Expectation("answer", ("บ้าน", "ป้าย"), titles_all=True)
    assert judged(both, titles=("ป้าย", "บ้าน")) == (True, True)
    assert judged(both, titles=("บ้าน", "ขยะ", "ป้าย")) == (False, True)
    assert judged(both, titles=("บ้าน",)) == (False, False)


@pytest.mark.parametrize(
    ("type", "titles", "right"),
    [("abstain", (), True), ("handoff", (), True), ("answer", ("ขยะ",), True), ("answer", ("บ้าน", "ขยะ"), False)],
)
def test_where_nothing_is_known_only_a_harmless_title_may_come(type, titles, right):
    assert judged(NOTHING_KNOWN, type, titles)[0] == right


@pytest.mark.parametrize(
    ("type", "titles", "right"),
    [
        ("denied", (), True),
        ("abstain", (), True),
        ("answer", ("บ้าน",), True),
        ("answer", ("บ้าน", "ไม่มีในคลัง"), False),
        ("command", (), False),
        ("abstain", ("ลับ",), False),
    ],
)
def test_a_denied_request_may_show_the_outside_only(type, titles, right):
    assert judged(REFUSED, type, titles, persona="staff")[0] == right


def test_a_command_is_right_by_its_intent():
    plan = Expectation("command", intent="plan_view")
    assert judged(plan, "command", intent="plan_view") == (True, True)
    assert judged(plan, "command", intent="stats") == (False, True)
    assert judged(plan, "command") == (False, True)
    assert judged(plan, "answer", intent="plan_view") == (False, False)
    assert judged(Expectation("command", intent="handoff"), "handoff") == (True, True)
    assert judged(plan, "handoff") == (False, True)


def test_small_talk_may_be_a_command():
    assert judged(Expectation("smalltalk"), "command") == (True, True)
    assert judged(Expectation("smalltalk"), "abstain") == (False, False)


def test_words_that_must_come_are_found_however_they_are_set():
    rate = Expectation("answer", ("บ้าน",), must_contain_any=("1,000 บาท", "พันบาท"))
    assert judged(rate, titles=("บ้าน",), text="เดือนละ\n๑๐๐๐บาท") == (True, True)
    assert judged(rate, titles=("บ้าน",), text="เดือนละ 600 บาท") == (False, False)


def test_words_that_must_not_come_make_the_best_title_wrong():
    invented = Expectation("answer", ("บ้าน",), must_not_regex="ทุกวัน(จันทร์|พุธ) 8")
    assert judged(invented, titles=("บ้าน",), text="ไม่ทราบวัน") == (True, True)
    assert judged(invented, titles=("บ้าน",), text="ทุกวันพุธ\n๘ โมง") == (False, False)


def test_a_leak_makes_any_reply_wrong_and_is_named():
    case = Case("E1", "o", "citizen", "ถาม", "plain", HOUSE)
    verdict = judge(case, Given("answer", ("บ้าน", "ลับ"), "", None), BOUNDARY)
    assert (verdict.right, verdict.in_top, verdict.leak) == (False, False, "title ลับ")
    assert verdict.reasons == ("LEAK: title ลับ",)


def test_staff_may_see_the_inside():
    assert judged(Expectation("answer", ("ลับ",)), titles=("ลับ",), persona="staff") == (True, True)


def test_what_expects_nothing_is_not_judged():
    assert judge(Case("E1", "o", "citizen", "ถาม", "", None), Given("answer", (), "", None), BOUNDARY) is None


def test_the_reasons_say_what_was_wrong():
    rate = Expectation("answer", ("บ้าน",), must_contain_any=("15",))
    case = Case("E1", "o", "staff", "ถาม", "plain", rate)
    assert judge(case, Given("answer", ("ป้าย", "บ้าน"), "", None), BOUNDARY).reasons == (
        "right, but not first",
        "says none of 15",
    )
    assert judge(case, Given("abstain", (), "15", None), BOUNDARY).reasons == ("not what was expected",)

"""Outcomes become tables in which what must not happen is named."""

from dataclasses import replace

from bot.evaluation.cases import Expectation
from bot.evaluation.judging import Given, Judgement, Outcome
from bot.evaluation.tables import failures, table, tallies

REPLY = Given("answer", ("ข", "ก"), "", None)


def test_each_group_is_counted(judged_case):
    styleless = replace(judged_case, id="E2", style="", persona="hr")
    found = tallies(
        [Outcome(judged_case, REPLY, Judgement(False, True)), Outcome(styleless, REPLY, Judgement(True, True))]
    )
    assert {group: (t.n, t.right, t.in_top) for group, t in found.items()} == {
        ("all", ""): (2, 1, 2),
        ("type", "answer"): (2, 1, 2),
        ("style", "none"): (1, 1, 1),
        ("style", "plain"): (1, 0, 1),
        ("org", "mueangkaset"): (2, 1, 2),
        ("persona", "citizen"): (1, 0, 1),
        ("persona", "hr"): (1, 1, 1),
    }
    assert next(iter(found)) == ("all", "")


def test_leaks_and_missed_emergencies_are_named(judged_case):
    urgent = replace(judged_case, id="E2", expect=Expectation("abstain", emergency=True))
    leaked = Judgement(False, False, leak="title ลับ")
    lines = list(table([Outcome(judged_case, REPLY, leaked), Outcome(urgent, REPLY, Judgement(False, False))]))
    assert lines[-2:] == ["leaks to citizens (must be none): E1 (title ลับ)", "emergencies missed (must be none): E2"]


def test_where_all_is_well_nothing_is_named(judged_case):
    lines = list(table([Outcome(judged_case, REPLY, Judgement(True, True))]))
    assert [line.rsplit(" ", 1)[1] for line in lines[-2:]] == ["none", "none"]


def test_a_failure_says_what_was_expected_and_what_came(judged_case):
    wrong = Outcome(replace(judged_case, text="ถาม\nยาว"), REPLY, Judgement(False, True, ("right, but not first",)))
    good = Outcome(judged_case, REPLY, Judgement(True, True))
    assert list(failures([good, wrong])) == [
        "E1  ถาม ยาว  (mueangkaset citizen plain)",
        "      expected  answer; titles ก",
        "      came      answer; ข, ก",
        "      wrong     right, but not first",
    ]

"""A run of an evaluation is remembered until the next one says what changed."""

from datetime import UTC, datetime

import pytest

from bot.evaluation.history import Kept, Run, changes, keep_run, last_run, run_of
from bot.evaluation.judging import Given, Judgement, Outcome
from knowledge.errors import KnowledgeError


@pytest.fixture
def file(tmp_path):
    """Where runs are kept; its folder is not there yet."""
    return tmp_path / "eval" / "questions.json"


def run(**rows: bool) -> Run:
    return Run("then", {key: Kept(f"ถาม {key}", right) for key, right in rows.items()})


def test_a_run_comes_back_as_it_was_kept(file):
    assert last_run(file) is None
    keep_run(file, run(a=True, b=False), None, {"a", "b"})
    assert last_run(file) == run(a=True, b=False)


def test_what_turned_right_and_what_turned_wrong_is_told_apart():
    found = changes(run(a=True, b=False, c=True, gone=True), run(a=False, b=True, c=True, new=False))
    assert (found.newly_right, found.newly_wrong, found.compared) == (["b"], ["a"], 3)


def test_a_message_written_anew_is_not_compared():
    after = Run("now", {"a": Kept("ถามใหม่", False)})
    assert changes(run(a=True), after).compared == 0


def test_rows_that_were_not_asked_this_time_are_kept_while_the_file_has_them(file):
    before = run(a=True, b=False, gone=True)
    keep_run(file, run(a=False), before, {"a", "b"})
    assert last_run(file).rows == run(a=False, b=False).rows


def test_only_judged_rows_are_remembered_with_their_organisation(judged_case):
    judged = Outcome(judged_case, Given("answer", (), "", None), Judgement(True, True))
    made = run_of([judged, Outcome(judged_case, judged.given, None)], datetime(2026, 11, 21, 7, 3, tzinfo=UTC))
    assert made == Run("2026-11-21 07:03 UTC", {"mueangkaset E1": Kept("ถาม", True)})


@pytest.mark.parametrize("found", ["{", "[]", "{}", '{"at": "x", "rows": [1]}', '{"at": "x", "rows": {"a": 5}}'])
def test_a_run_that_cannot_be_read_is_named(file, found):
    file.parent.mkdir()
    file.write_text(found, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"questions\.json cannot be read"):
        last_run(file)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "eval").write_text("in the way", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"not kept: .*questions\.json cannot be written"):
        keep_run(tmp_path / "eval" / "questions.json", run(a=True), None, set())

"""Wordings are found by question and excerpt alone, and what tells who asks is masked."""

import pytest

from knowledge.wordings import KEPT, Draft, Wordings, mask


@pytest.mark.parametrize(
    "told",
    [
        "1-2345-67890-12-3",
        "1234567890123",
        "๑๒๓๔๕๖๗๘๙๐๑๒๓",
        "081-234-5678",
        "0812345678",
        "+66 81 234 5678",
        "nok@example.com",
    ],
)
def test_cards_telephones_and_mail_addresses_are_masked(told):
    assert mask(f"บัตร {told} ขอเบี้ยยังชีพได้ไหม") == "บัตร […] ขอเบี้ยยังชีพได้ไหม"


@pytest.mark.parametrize("kept", ["ภาษีปี 2563", "โทร 1669", "บ้านเลขที่ 99/1 หมู่ 4", "1,000,000 บาท", "๙๐ ปี"])
def test_years_amounts_and_short_numbers_are_not(kept):
    assert mask(kept) == kept


def test_a_wording_belongs_to_one_question_and_one_excerpt():
    wordings = Wordings()
    wordings.keep(Draft("q", "e"), "short")
    assert wordings.of("q", "e") == "short"
    assert wordings.of("q", "e2") == wordings.of("q2", "e") == ""


def test_what_was_refused_is_not_asked_for_again():
    wordings = Wordings()
    wordings.keep(Draft("q", "e"), "")
    assert wordings.knows(Draft("q", "e")) and not wordings.of("q", "e")


def test_only_the_last_ones_are_kept_and_no_question_is_readable():
    wordings = Wordings()
    for number in range(3 * KEPT):
        wordings.keep(Draft(f"คำถาม {number}", "e"), "short")
    assert len(wordings._kept) <= KEPT
    assert "คำถาม" not in repr(wordings)

"""A shortened wording is shown only when nothing in it is new; when in doubt the excerpt stays."""

import pytest

from knowledge.faithful import objection

EXCERPT = (
    "ผู้สูงอายุที่มีสิทธิได้รับเงินเบี้ยยังชีพต่อเดือนตามพ.ร.บ.ผู้สูงอายุ พ.ศ. 2546 แบบขั้นบันได ดังนี้\n"
    "• อายุ 60–69 ปี เดือนละ 600 บาท\n"
    "• อายุ 70–79 ปี เดือนละ 700 บาท\n"
    "• อายุ 90 ปีขึ้นไป เดือนละ 1,000 บาท\n"
    "ลงทะเบียนที่กองสวัสดิการสังคม ภายใน 30 พฤศจิกายน โทร. 0 4424 1111 ไม่เสียค่าใช้จ่าย ใช้แบบ KTB"
)
KEPT = "ลงทะเบียนที่กองสวัสดิการสังคม ภายใน 30 พฤศจิกายน ไม่เสียค่าใช้จ่าย"


@pytest.mark.parametrize(
    "wording",
    [
        EXCERPT,
        f"อายุ 60–69 ปี เดือนละ 600 บาท\n{KEPT}",
        f"อายุ ๖๐–๖๙ ปี เดือนละ ๖๐๐ บาท\n{KEPT}",
        f"• อายุ 90 ปีขึ้นไป เดือนละ 1000 บาท\n{KEPT}",
        f"เงินเบี้ยยังชีพตามพ.ร.บ.ผู้สูงอายุ พ.ศ. 2546\n{KEPT} โทร. 0 4424 1111",
        f"{KEPT} ใช้แบบ ktb",
    ],
)
def test_what_only_leaves_out_may_be_shown(wording):
    assert objection(wording, EXCERPT) == ""


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        (f"อายุ 60–69 ปี เดือนละ 800 บาท\n{KEPT}", "number that is not there"),
        (f"อายุ 60–69 ปี เดือนละ 600 วัน\n{KEPT}", "number that is not there"),
        (f"อายุ 60–69 ปี เดือนละ 60 บาท\n{KEPT}", "number that is not there"),
        (f"อายุ 60–69 ปี เดือนละ 700 บาท\n{KEPT}", "different lines"),
        (f"อายุ 60–69 ปี เดือนละ 1,000 บาท\n{KEPT}", "different lines"),
        (f"{KEPT} โทร. 0 4424 2222", "number that is not there"),
        (f"อายุ 60–69 ปี เดือนละหกร้อยบาท\n{KEPT}", "number in words"),
        ("ลงทะเบียนที่กองสวัสดิการสังคม ภายใน 30 ธันวาคม ไม่เสียค่าใช้จ่าย", "number that is not there"),
        (f"{KEPT} วันจันทร์", "date"),
        (f"ตามพ.ร.บ.ผู้พิการ พ.ศ. 2546\n{KEPT}", "law"),
        (f"{KEPT} ตามประกาศกองสวัสดิการ", "law"),
        (f"{KEPT} ใช้แบบ KBANK", "Latin"),
        (f"{KEPT} 免费", "script"),
        ("ลงทะเบียนที่กองสวัสดิการสังคม ภายใน 30 พฤศจิกายน เสียค่าใช้จ่าย", "condition"),
        ("ลงทะเบียนที่กองสวัสดิการสังคม 30 พฤศจิกายน ไม่เสียค่าใช้จ่าย", "condition"),
        (f"{KEPT} กรุณานำบัตรมาแสดงต่อเจ้าพนักงานด้วยทุกครั้ง", "other words"),
        (f"{KEPT} https://example.com", "address"),
        (f"{KEPT} example.com", "address"),
        (f"{KEPT} @line", "address"),
        (EXCERPT + " ค่ะ", "longer"),
        ("", "hardly"),
        ("• – 600", "hardly"),
    ],
)
def test_what_says_anything_else_is_refused(wording, why):
    assert why in objection(wording, EXCERPT)


def test_any_excerpt_may_stand_for_itself(shared_excerpts):
    refused = [(e, objection(e, e)) for e in shared_excerpts if objection(e, e)]
    assert {why for _, why in refused} <= {"an address", "hardly a word"}
    assert len(refused) < 0.1 * len(shared_excerpts)


def test_one_changed_digit_is_always_seen(shared_excerpts):
    changed = [(e, _next_digit(e)) for e in shared_excerpts if any(c.isdigit() for c in e)]
    assert len(changed) > 50
    assert [w for e, w in changed if not objection(w, e)] == []


def _next_digit(text: str) -> str:
    """The text with its last digit counted one up."""
    at = max(n for n, c in enumerate(text) if c.isdigit())
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


@pytest.fixture(scope="module")
def shared_excerpts(loaded) -> list[str]:
    """Every paragraph and list of the built-in knowledge, as it could be shown."""
    from sqlmodel import Session, select

    from knowledge.db import open_engine
    from knowledge.excerpts import blocks
    from knowledge.models import Article
    from stage import sqlite_url

    engine = open_engine(sqlite_url(loaded["mueangkaset"][0]))
    with Session(engine) as session:
        found = [b.text for body in session.exec(select(Article.body)) for b in blocks(body) if len(b.text) > 40]
    engine.dispose()
    return found

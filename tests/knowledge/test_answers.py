"""What a question gets: an answer, a choice, or "don't know"; never history first, never what one may not see."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from knowledge import answers, editions
from knowledge.access import CITIZEN, Reader
from knowledge.answers import Verdict
from knowledge.models import Article

TODAY = date(2026, 11, 23)
STAFF = Reader(frozenset({"staff"}))
DOG = {"title": "การฉีดวัคซีนสุนัข", "body": "พาสุนัขไปฉีดวัคซีนป้องกันโรคพิษสุนัขบ้าปีละครั้งที่กองสาธารณสุข"}
POND = {"title": "การตกปลาในบึง", "body": "ตกปลาในบึงสาธารณะได้เฉพาะวันหยุดราชการ"}
KITE = {"title": "ภาษีว่าว", "body": "ภาษีว่าวตัวละยี่สิบบาท ชำระที่กองคลังภายในเดือนเมษายน"}
OLD_KITE = KITE | {"title": "ภาษีว่าว ปี 2563", "body": "ภาษีว่าวตัวละสิบบาท ชำระที่กองคลังภายในเดือนเมษายน"}
FOOD = {"title": "ใบอนุญาตขายอาหาร", "body": "ผู้ขายอาหารต้องขอใบอนุญาตที่กองสาธารณสุข"}


class TestHistory:
    @pytest.mark.parametrize("past", [{"valid_until": date(2020, 12, 31)}, {"archived": True}])
    @pytest.mark.parametrize("question", ["ภาษีว่าว", "ภาษีว่าวตัวละเท่าไหร่", "ชำระภาษีว่าวที่ไหน"])
    def test_is_never_first_while_a_current_article_is_near(self, town, past, question):
        town(aold=OLD_KITE | past, kite=KITE, dog=DOG, pond=POND, food=FOOD)
        found = town.ask(question).found
        assert found[0].article.key == "kite"
        assert [f.expired for f in found if f.article.key == "aold"] == [True]

    def test_is_shown_when_nothing_current_is_near(self, town):
        town(aold=OLD_KITE | {"archived": True}, dog=DOG, pond=POND, food=FOOD)
        decision = town.ask("ภาษีว่าว ปี 2563 ตัวละเท่าไหร่")
        assert decision.found[0].article.key == "aold"
        assert decision.found[0].expired

    def test_begins_the_day_after_the_last_valid_day(self, town):
        town(kite=KITE | {"valid_until": TODAY})
        with Session(town.engine) as session:
            kite = session.exec(select(Article)).one()
        assert not editions.is_expired(kite, TODAY)
        assert editions.is_expired(kite, TODAY + timedelta(days=1))

    def test_leads_to_the_current_article_of_its_kind(self, town):
        past = {"archived": True, "leaflet": True}
        town(
            aold=OLD_KITE | past | {"related": ["kite", "sheet"]},
            kite=KITE,
            sheet=KITE | {"title": "แผ่นพับภาษีว่าว", "leaflet": True},
        )
        with Session(town.engine) as session:
            old = session.get(Article, "aold")
            assert editions.successor(session, old, CITIZEN, TODAY).key == "sheet"
            assert editions.successor(session, session.get(Article, "kite"), CITIZEN, TODAY) is None

    def test_does_not_lead_to_what_the_reader_may_not_see(self, town):
        town(aold=OLD_KITE | {"archived": True, "related": ["kite"]}, kite=KITE | {"audience": "internal"})
        with Session(town.engine) as session:
            old = session.get(Article, "aold")
            assert editions.successor(session, old, CITIZEN, TODAY) is None
            assert editions.successor(session, old, STAFF, TODAY).key == "kite"

    def test_does_not_lead_to_other_history(self, town):
        town(aold=OLD_KITE | {"archived": True, "related": ["older"]}, older=KITE | {"archived": True})
        with Session(town.engine) as session:
            assert editions.successor(session, session.get(Article, "aold"), CITIZEN, TODAY) is None


class TestWhatOneMayNotSee:
    SECRET = {"title": "ระเบียบลับเรื่องจรวด", "body": "จรวดของเทศบาลเก็บไว้ใต้สะพาน", "audience": "internal"}

    def test_is_withheld_and_counted(self, town):
        town(rocket=self.SECRET, dog=DOG, pond=POND, food=FOOD)
        decision = town.ask("จรวดของเทศบาลเก็บไว้ที่ไหน")
        assert decision.verdict is Verdict.DONT_KNOW
        assert decision.withheld
        assert decision.found == []

    def test_is_found_by_staff(self, town):
        town(rocket=self.SECRET, dog=DOG, pond=POND, food=FOOD)
        assert town.found("จรวดของเทศบาลเก็บไว้ที่ไหน", STAFF)[0] == "rocket"

    def test_is_not_found_by_staff_in_a_group(self, town):
        town(rocket=self.SECRET, dog=DOG, pond=POND, food=FOOD)
        decision = town.ask("จรวดของเทศบาลเก็บไว้ที่ไหน", Reader(frozenset({"staff"}), in_group=True))
        assert decision.found == []

    @pytest.mark.parametrize("question", ["วัคซีนสุนัข", "ตกปลา", "ใบอนุญาตขายอาหาร", "จรวด", "ระเบียบลับ", "เก็บไว้ใต้สะพาน"])
    def test_is_in_nothing_that_a_citizen_gets(self, town, question):
        town(rocket=self.SECRET, dog=DOG, pond=POND, food=FOOD)
        assert "rocket" not in town.found(question)

    def test_stays_hidden_although_the_index_is_old(self, town):
        """The index is not the boundary: an article that became internal a moment ago is checked in the database."""
        town(kite=KITE, dog=DOG, pond=POND)
        with Session(town.engine) as session:
            old_shelf = town.library.shelf(session)
        town(kite=KITE | {"audience": "internal"}, dog=DOG, pond=POND)
        with Session(town.engine) as session:
            decision = answers.answer(session, old_shelf, "ภาษีว่าว", CITIZEN, TODAY)
        assert "kite" not in [f.article.key for f in decision.found]

    def test_is_not_among_the_leaflets(self, town):
        sheet = {"leaflet": True}
        town(dog=DOG | sheet, kite=KITE | sheet | {"audience": "internal"}, old=OLD_KITE | sheet | {"archived": True})
        with Session(town.engine) as session:
            assert [a.key for a in editions.leaflets(session, CITIZEN, TODAY)] == ["dog"]
            assert [a.key for a in editions.leaflets(session, STAFF, TODAY)] == ["dog", "kite"]


class TestTheDecision:
    def test_a_clear_question_is_answered(self, town):
        town(kite=KITE, dog=DOG, pond=POND, food=FOOD)
        decision = town.ask("ฉีดวัคซีนสุนัขที่ไหน")
        assert decision.verdict is Verdict.ANSWER
        assert decision.found[0].article.key == "dog"
        assert "กองสาธารณสุข" in decision.found[0].excerpt.shown

    @pytest.mark.parametrize("question", ["", "   ", "???", "😀", "ครับ", "\u200b"])
    def test_nothing_to_search_for_is_not_known(self, town, question):
        town(kite=KITE, dog=DOG)
        decision = town.ask(question)
        assert decision.verdict is Verdict.DONT_KNOW
        assert not decision.withheld

    def test_a_town_that_knows_nothing_yet_says_so(self, town):
        town(kite=KITE | {"audience": "internal"})
        assert town.ask("ฉีดวัคซีน").verdict is Verdict.DONT_KNOW

    def test_each_article_is_found_once_however_many_passages_it_has(self, town):
        long = "\n\n".join(["ตกปลาในบึงสาธารณะ " * 40] * 8)
        town(pond=POND | {"body": long}, dog=DOG)
        assert town.found("ตกปลาในบึง").count("pond") == 1

    def test_the_same_question_gets_the_same_answer(self, town):
        town(kite=KITE, dog=DOG, pond=POND, food=FOOD, twin=KITE)
        assert len({tuple(town.found("ภาษีว่าวจ่ายที่ไหน")) for _ in range(5)}) == 1

    @pytest.mark.parametrize("question", ["ภาษีว่าว" * 3000, "a" * 50_000, "ว่าว " * 10_000])
    def test_an_endless_question_is_answered_like_any_other(self, town, question):
        town(kite=KITE, dog=DOG)
        assert town.ask(question).verdict in Verdict

    def test_confidence_lies_between_nothing_and_certainty(self, town):
        town(kite=KITE, dog=DOG, pond=POND, food=FOOD)
        for question in ("ภาษีว่าว", "สุนัข", "ราคาทอง", "ว่าวกับสุนัข", "x"):
            assert 0 <= town.ask(question).confidence <= 1


def test_no_article_of_history_is_the_first_answer_to_its_subject_without_the_year(loaded):
    """Both packs, as they come along: asked for without a year, the current article comes first."""
    from knowledge.db import open_engine, reading
    from stage import sqlite_url

    for path, shelf in loaded.values():
        engine = open_engine(sqlite_url(path))
        with reading(engine) as session:
            for article in session.exec(select(Article)):
                if editions.successor(session, article, STAFF, TODAY):
                    subject = re.sub(r"( ปี)? ?\d+.*", "", article.title)
                    found = answers.answer(session, shelf, subject, STAFF, TODAY).found
                    assert found, subject
                    assert not found[0].expired, subject
        engine.dispose()

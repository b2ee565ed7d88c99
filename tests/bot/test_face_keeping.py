"""A person's menu follows their role within one message, and carries the dot while something waits for them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.face.keeping import REST, Keeper
from bot.line_account import LineAccount
from faces import menu_of, set_up, writes
from knowledge import people, waiting_for
from knowledge.db import transaction
from knowledge.models import MenuLink, PersonRole
from knowledge.models.menus import Kind
from stage import MALEE, NOK, SOMCHAI, now


@pytest.fixture
def ready(bot):
    """A bot whose menus are in place, and whose three people have written once."""
    set_up(bot)
    for person in (NOK, SOMCHAI, MALEE):
        bot.ask("สวัสดี", by=person)
    return bot


def make_staff(bot, person: str, role: str = "staff") -> None:
    with transaction(bot.engine) as session:
        people.add_staff(session, person, "นก", None, [role], now(), now().date())


def waits(bot, person: str, subject: str = "activity:1", kind: Kind = Kind.NUDGE) -> None:
    with transaction(bot.engine) as session:
        waiting_for.add(session, people.meet(session, person, now()).id or 0, kind, subject, now())


def is_done(bot, person: str, subject: str = "activity:1", kind: Kind = Kind.NUDGE) -> None:
    with transaction(bot.engine) as session:
        waiting_for.done(session, people.meet(session, person, now()).id or 0, kind, subject)


class TestRoles:
    def test_who_becomes_staff_has_the_staff_menu_with_the_next_message(self, ready):
        make_staff(ready, NOK)
        assert menu_of(ready, NOK) == "citizen"
        assert ready.ask("สวัสดี", by=NOK)
        assert menu_of(ready, NOK) == "staff"
        make_staff(ready, NOK, "hr")
        ready.ask("สวัสดี", by=NOK)
        assert menu_of(ready, NOK) == "hr"

    def test_who_leaves_the_office_has_the_citizens_menu_with_the_next_message(self, ready):
        with transaction(ready.engine) as session:
            for role in session.exec(select(PersonRole)):
                role.until = now().date() - timedelta(days=2)
        ready.ask("สวัสดี", by=SOMCHAI)
        assert menu_of(ready, SOMCHAI) == "citizen"
        assert SOMCHAI not in ready.sim.platform.richmenus.linked

    def test_without_a_change_no_call_is_made(self, ready):
        before = writes(ready)
        for person in (NOK, SOMCHAI, MALEE):
            ready.ask("สวัสดี", by=person)
        assert writes(ready) == before

    def test_a_reviewer_sees_what_staff_see(self, ready):
        make_staff(ready, NOK, "reviewer")
        ready.ask("สวัสดี", by=NOK)
        assert menu_of(ready, NOK) == "staff"


class TestTheDot:
    @pytest.mark.parametrize(("person", "plain"), [(NOK, "citizen"), (SOMCHAI, "staff"), (MALEE, "hr")])
    def test_it_comes_when_something_waits_and_goes_when_it_is_done(self, ready, person, plain):
        waits(ready, person)
        ready.ask("สวัสดี", by=person)
        assert menu_of(ready, person) == f"{plain}-waiting"
        is_done(ready, person)
        ready.ask("สวัสดี", by=person)
        assert menu_of(ready, person) == plain

    def test_it_stays_while_one_of_two_things_waits(self, ready):
        waits(ready, SOMCHAI)
        waits(ready, SOMCHAI, "question:7", Kind.ANSWER)
        is_done(ready, SOMCHAI)
        ready.ask("สวัสดี", by=SOMCHAI)
        assert menu_of(ready, SOMCHAI) == "staff-waiting"

    def test_it_comes_without_a_message_and_costs_none(self, ready):
        waits(ready, NOK, "question:7", Kind.ANSWER)
        waits(ready, SOMCHAI)
        before = len(ready.sim.sent())
        ready.keeper.look_at_all(now())
        assert [menu_of(ready, who) for who in (NOK, SOMCHAI, MALEE)] == ["citizen-waiting", "staff-waiting", "hr"]
        is_done(ready, NOK, "question:7", Kind.ANSWER)
        ready.keeper.look_at_all(now())
        assert menu_of(ready, NOK) == "citizen"
        assert len(ready.sim.sent()) == before

    def test_it_stays_when_another_tab_is_tapped(self, ready):
        waits(ready, SOMCHAI)
        ready.ask("สวัสดี", by=SOMCHAI)
        ready.after(SOMCHAI, lambda: ready.sim.switch_richmenu(SOMCHAI, "km-staff-public-waiting", "do=tab"))
        assert menu_of(ready, SOMCHAI) == "staff-public-waiting"

    def test_what_waits_is_told_when_it_is_asked_for(self, ready):
        assert "ไม่มีเรื่องรอ" in ready.ask("เรื่องของฉัน", by=SOMCHAI)
        waits(ready, SOMCHAI)
        waits(ready, SOMCHAI, "activity:2")
        waits(ready, SOMCHAI, "article:kite", Kind.REVIEW)
        said = ready.ask("เรื่องของฉัน", by=SOMCHAI)
        assert "ถึงกำหนด 2 เรื่อง" in said
        assert "รอให้ตรวจ 1 เรื่อง" in said
        assert "งานใกล้ครบกำหนด" in said.chips


class TestTrouble:
    def test_without_menus_nothing_is_called(self, bot):
        for person in (NOK, SOMCHAI, MALEE):
            assert bot.ask("สวัสดี", by=person)
        bot.keeper.look_at_all(now())
        assert writes(bot) == []

    def test_when_line_fails_the_answer_is_there_and_the_next_message_tries_again(self, ready):
        make_staff(ready, NOK)
        ready.sim.faults.add("status", path="/v2/bot/user/*", status=500, times=1)
        assert ready.ask("สวัสดี", by=NOK)
        assert menu_of(ready, NOK) == "citizen"
        ready.ask("สวัสดี", by=NOK)
        assert menu_of(ready, NOK) == "staff"

    @pytest.mark.parametrize("status", [400, 404])
    def test_what_line_refuses_for_good_is_not_asked_again(self, ready, status):
        make_staff(ready, NOK)
        ready.sim.faults.add("status", path="/v2/bot/user/*", status=status)
        ready.ask("สวัสดี", by=NOK)
        tried = writes(ready)
        ready.ask("สวัสดี", by=NOK)
        ready.keeper.look_at_all(now())
        assert writes(ready) == tried

    def test_who_blocked_the_account_is_left_alone_and_linked_anew_when_they_come_back(self, ready):
        ready.after(SOMCHAI, lambda: ready.sim.unfollow(SOMCHAI))
        waits(ready, SOMCHAI)
        before = writes(ready)
        ready.keeper.look_at_all(now())
        assert writes(ready) == before
        ready.sim.platform.richmenus.linked.pop(SOMCHAI)
        is_done(ready, SOMCHAI)
        ready.after(SOMCHAI, lambda: ready.sim.follow(SOMCHAI, is_unblocked=True))
        assert menu_of(ready, SOMCHAI) == "staff"

    def test_after_a_refused_look_at_everybody_it_rests(self, ready):
        waits(ready, SOMCHAI)
        ready.sim.faults.add("status", path="/v2/bot/richmenu/bulk/*", status=429, times=1)
        start = now()
        ready.keeper.look_at_all(start)
        ready.keeper.look_at_all(start + REST / 2)
        assert menu_of(ready, SOMCHAI) == "staff"
        ready.keeper.look_at_all(start + REST)
        assert menu_of(ready, SOMCHAI) == "staff-waiting"

    def test_in_a_group_no_menu_is_touched(self, ready):
        make_staff(ready, NOK)
        before = writes(ready)
        ready.sim.say(NOK, "สวัสดี", group="C" + "e" * 32)
        ready.settle()
        assert writes(ready) == before

    def test_a_thread_of_its_own_does_the_work_and_ends_when_told(self, ready):
        make_staff(ready, NOK)
        keeper = Keeper(ready.engine, LineAccount(ready.sim.url, ready.sim.url, ready.sim.platform.channel_token))
        keeper.start()
        keeper.met(NOK)
        keeper.stop()
        assert menu_of(ready, NOK) == "staff"
        assert ready.rows(select(MenuLink))

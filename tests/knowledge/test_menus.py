"""Which menu a person should see: by the roles they hold today, and by what waits for them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from knowledge import access, menus, people, waiting_for
from knowledge.models import PersonRole
from knowledge.models.menus import Kind
from stage import MALEE, NOK, SOMCHAI, now

TODAY = now().date()
IDS = {
    "staff": "menu-1",
    "staff-waiting": "menu-2",
    "hr": "menu-3",
    "hr-waiting": "menu-4",
    "citizen-waiting": "menu-5",
}


@pytest.mark.parametrize(
    ("roles", "plain", "dotted"),
    [
        ((), None, "citizen-waiting"),
        (("staff",), "staff", "staff-waiting"),
        (("staff", "hr"), "hr", "hr-waiting"),
        (("something new",), None, "citizen-waiting"),
        *(((role,), "staff", "staff-waiting") for role in sorted(access.STAFF_ROLES - {"hr", "staff"})),
    ],
)
def test_the_menu_by_role(roles, plain, dotted):
    assert menus.key_for(roles, waiting=False) == plain
    assert menus.key_for(roles, waiting=True) == dotted


@pytest.fixture
def ids(session):
    """Three people, and menus in place."""
    menus.put_in_place(session, IDS)
    return {who: people.meet(session, who, now()).id or 0 for who in (NOK, SOMCHAI, MALEE)}


def test_what_should_change_for_one_is_what_should_change_for_all(session, ids):
    waiting_for.add(session, ids[NOK], Kind.ANSWER, "question:7", now())
    one_by_one = [menus.change_for(session, who, TODAY) for who in ids]
    assert sorted(menus.changes(session, TODAY), key=lambda change: change.line_user_id) == one_by_one
    assert [change.menu for change in one_by_one if change] == ["menu-5", "menu-1", "menu-3"]


def test_what_is_done_need_not_be_done_again(session, ids):
    menus.linked(session, menus.changes(session, TODAY), now())
    assert menus.changes(session, TODAY) == []
    assert menus.change_for(session, SOMCHAI, TODAY) is None
    menus.forget_link(session, SOMCHAI)
    assert [change.line_user_id for change in menus.changes(session, TODAY)] == [SOMCHAI]


def test_a_role_that_ended_yesterday_counts_no_more(session, ids):
    menus.linked(session, menus.changes(session, TODAY), now())
    for row in session.exec(select(PersonRole)):
        row.until = TODAY - timedelta(days=1)
    session.flush()
    assert {change.menu for change in menus.changes(session, TODAY)} == {None}
    menus.linked(session, menus.changes(session, TODAY), now())
    assert menus.changes(session, TODAY) == []


def test_without_menus_and_for_strangers_nothing_changes(session, ids):
    assert menus.change_for(session, "U" + "0" * 32, TODAY) is None
    menus.put_in_place(session, {})
    assert menus.changes(session, TODAY) == []
    assert menus.change_for(session, SOMCHAI, TODAY) is None


def test_the_same_thing_waits_once_and_is_done_once(session, ids):
    for _ in range(2):
        waiting_for.add(session, ids[NOK], Kind.NUDGE, "activity:1", now())
    assert waiting_for.counted(session, ids[NOK]) == {Kind.NUDGE: 1}
    assert waiting_for.anything(session, ids[NOK])
    for _ in range(2):
        waiting_for.done(session, ids[NOK], Kind.NUDGE, "activity:1")
    assert not waiting_for.anything(session, ids[NOK])


def test_one_of_several_reviewers_ends_it_for_all(session, ids):
    for person_id in ids.values():
        waiting_for.add(session, person_id, Kind.REVIEW, "article:kite", now())
    waiting_for.add(session, ids[MALEE], Kind.NUDGE, "article:kite", now())
    waiting_for.done_for_all(session, Kind.REVIEW, "article:kite")
    assert [waiting_for.anything(session, ids[who]) for who in (NOK, SOMCHAI, MALEE)] == [False, False, True]

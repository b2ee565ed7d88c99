"""People are met at their first message and verified by HR; every right leaves a trace."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from knowledge import people
from knowledge.access import reader_of
from knowledge.errors import BadSetting
from knowledge.models import AuditLog, Person, PersonRole
from stage import now

PRIDA = "U" + "7" * 32
TODAY = date(2026, 11, 23)


@pytest.fixture
def add(session):
    """`add("hr", division="clerk")` verifies Prida."""

    def run(*roles: str, division: str | None = None, on: date = TODAY) -> Person:
        return people.add_staff(session, PRIDA, "ปรีดา", division, list(roles), now(), on)

    return run


@pytest.fixture
def roles(session):
    """Prida's rows of rights."""
    return lambda: session.exec(select(PersonRole).join(Person).where(Person.line_user_id == PRIDA)).all()


def test_somebody_new_is_a_citizen_and_is_met_once(session):
    first, second = people.meet(session, PRIDA, now()), people.meet(session, PRIDA, now())
    assert first.id == second.id
    assert not reader_of(session, first.id, TODAY).verified


def test_hr_verifies_a_person_who_never_wrote(add, session):
    assert reader_of(session, add("staff").id, TODAY).roles == {"staff"}


def test_hr_verifies_a_person_who_wrote_before(add, session):
    known = people.meet(session, PRIDA, now())
    assert add("staff", "reviewer").id == known.id


def test_said_twice_it_changes_nothing(add, roles, session):
    add("staff", "hr", division="clerk")
    trace = len(session.exec(select(AuditLog)).all())
    add("hr", "staff", division="clerk", on=TODAY + timedelta(days=30))
    assert [(r.role, r.since) for r in roles()] == [("staff", TODAY), ("hr", TODAY)]
    assert len(session.exec(select(AuditLog)).all()) == trace


def test_a_right_that_had_ended_begins_again(add, roles, session):
    person = add("staff")
    roles()[0].until = TODAY
    add("staff", on=TODAY + timedelta(days=30))
    assert reader_of(session, person.id, TODAY + timedelta(days=30)).verified


def test_a_right_that_begins_again_leaves_a_trace(add, roles, session):
    add("staff")
    roles()[0].until = TODAY
    trace = len(session.exec(select(AuditLog)).all())
    add("staff", on=TODAY + timedelta(days=30))
    assert len(session.exec(select(AuditLog)).all()) == trace + 1


@pytest.mark.parametrize("division", ["clerk", "สำนักปลัด"])
def test_a_division_is_known_by_key_and_by_name(add, division):
    assert add("staff", division=division).division_key == "clerk"


@pytest.mark.parametrize("wrong", [["king"], [], ["staff", "king"], [""], ["STAFF"]])
def test_a_role_that_is_none_is_refused_with_those_there_are(add, wrong):
    with pytest.raises(BadSetting, match="approver, endorser, hr, proposer, reviewer, staff"):
        add(*wrong)


def test_a_division_that_is_none_is_refused_with_those_there_are(add):
    with pytest.raises(BadSetting, match="clerk"):
        add("staff", division="กองบิน")


def test_each_new_right_is_written_down(add, session):
    person = add("staff", "hr")
    written = session.exec(select(AuditLog).where(AuditLog.subject == f"person {person.id}")).all()
    assert [(w.action, w.after) for w in written] == [("role added", {"role": "staff"}), ("role added", {"role": "hr"})]


def test_who_blocks_the_account_is_noted_until_they_come_back(session):
    person = people.meet(session, PRIDA, now())
    people.blocked(person, now())
    assert person.blocked_at
    people.came_back(person)
    assert person.blocked_at is None

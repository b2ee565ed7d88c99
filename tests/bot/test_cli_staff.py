"""`km staff add`: HR verifies a person; what is typed wrong is explained with what there is to choose from."""

import pytest
from sqlmodel import Session, select

from knowledge.db import open_engine
from knowledge.models import AuditLog, Person, PersonRole
from stage import sqlite_url

PRIDA = "U" + "0123456789abcdef" * 2


@pytest.fixture
def add(loaded_km):
    """`add("--role", "hr")` verifies Prida with these options."""

    def run(*options: str, person: str = PRIDA, name: str = "ปรีดา"):
        return loaded_km("staff", "add", "--line-user-id", person, "--name", name, *options)

    return run


@pytest.fixture
def prida(tmp_path, loaded_km):
    """The tables about Prida: (name, division, roles, audited changes)."""

    def look():
        engine = open_engine(sqlite_url(tmp_path / "cli.db"))
        with Session(engine) as session:
            person = session.exec(select(Person).where(Person.line_user_id == PRIDA)).one()
            roles = session.exec(select(PersonRole.role).where(PersonRole.person_id == person.id)).all()
            audited = session.exec(select(AuditLog).where(AuditLog.subject == f"person {person.id}")).all()
        engine.dispose()
        return person.name, person.division_key, sorted(roles), len(audited)

    return look


def test_a_person_is_verified_as_staff(add, prida):
    result = add()
    assert result.exit_code == 0
    assert result.output == "ปรีดา is verified: staff.\n"
    assert prida() == ("ปรีดา", None, ["staff"], 1)


def test_said_twice_it_changes_nothing(add, prida):
    add("--division", "clerk", "--role", "hr", "--role", "staff")
    before = prida()
    assert add("--division", "clerk", "--role", "hr", "--role", "staff").exit_code == 0
    assert prida() == before == ("ปรีดา", "clerk", ["hr", "staff"], 2)


@pytest.mark.parametrize("division", ["clerk", "สำนักปลัด"])
def test_a_division_is_found_by_key_and_by_name(add, prida, division):
    assert add("--division", division).exit_code == 0
    assert prida()[1] == "clerk"


def test_an_unknown_division_is_refused_with_those_there_are(add, says):
    result = add("--division", "กองบิน")
    assert result.exit_code == 2
    assert "No division กองบิน; choose from: " in says(result)
    assert "clerk (สำนักปลัด)" in result.stderr


@pytest.mark.parametrize("role", ["king", "", "Staff", "citizen"])
def test_an_unknown_role_is_refused_with_those_there_are(add, says, role):
    result = add("--role", role)
    assert result.exit_code == 2
    assert "approver, endorser, hr, proposer, reviewer, staff" in says(result)


def test_one_wrong_role_among_good_ones_adds_none(add, prida):
    add()
    assert add("--role", "hr", "--role", "king").exit_code == 2
    assert prida()[2] == ["staff"]


@pytest.mark.parametrize(
    "person", ["", "prida", PRIDA[:-1], PRIDA + "0", PRIDA.upper(), "C" + PRIDA[1:], "U" + "๑" * 32]
)
def test_what_is_no_line_user_id_is_refused(add, says, person):
    result = add(person=person)
    assert result.exit_code == 2
    assert "A LINE user id is U and 32 hexadecimal digits" in says(result)


def test_without_an_id_or_a_name_nothing_happens(loaded_km):
    assert loaded_km("staff", "add", "--name", "ปรีดา").exit_code == 2
    assert loaded_km("staff", "add", "--line-user-id", PRIDA).exit_code == 2

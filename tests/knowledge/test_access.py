"""Who may see what: by role, by place, by day; the database decides each time."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from knowledge import access, people
from knowledge.access import CITIZEN, STAFF_ROLES, Reader, may_see, reader_of, visible
from knowledge.models import Article, PersonRole
from stage import now

TODAY = date(2026, 11, 23)
STAFF, HR = Reader(frozenset({"staff"})), Reader(frozenset({"staff", "hr"}))
STAFF_IN_A_GROUP = Reader(frozenset({"staff", "hr"}), in_group=True)
FORMER = Reader(frozenset({"guest"}))


def article(audience: str, withdrawn: bool = False) -> Article:
    """An article of this audience."""
    return Article(key="a", title="", kind="manual", audience=audience, body="", checksum="", withdrawn=withdrawn)


def named(value):
    """The same name in every run: a set of roles has no order of its own."""
    return (
        "+".join(sorted(value.roles)) + ("-in-a-group" if value.in_group else "") if isinstance(value, Reader) else None
    )


@pytest.mark.parametrize(
    ("reader", "external", "internal"),
    [
        (CITIZEN, True, False),
        (STAFF, True, True),
        (HR, True, True),
        *((Reader(frozenset({role})), True, True) for role in sorted(STAFF_ROLES)),
        (STAFF_IN_A_GROUP, True, False),
        (Reader(in_group=True), True, False),
        (FORMER, True, False),
    ],
    ids=named,
)
def test_internal_articles_are_for_verified_staff_in_private(reader, external, internal):
    assert may_see(article("external"), reader) is external
    assert may_see(article("internal"), reader) is internal
    assert not may_see(article("secret"), reader)


@pytest.mark.parametrize("reader", [CITIZEN, STAFF, HR, STAFF_IN_A_GROUP], ids=named)
@pytest.mark.parametrize("audience", ["external", "internal"])
def test_nobody_sees_what_was_withdrawn(reader, audience):
    assert not may_see(article(audience, withdrawn=True), reader)


class TestVisible:
    @pytest.fixture
    def see(self, town):
        """The keys that a reader sees of those asked for."""
        town(open={"title": "เปิด", "body": "เปิด"}, gone={"title": "หาย", "body": "หาย"})
        inner = {"title": "ใน", "body": "ใน", "audience": "internal"}
        town(open={"title": "เปิด", "body": "เปิด"}, inner=inner)

        def look(reader: Reader, *keys: str) -> list[str]:
            with Session(town.engine) as session:
                return [a.key for a in visible(session, list(keys), reader)]

        return look

    def test_a_citizen_gets_what_is_open_and_nothing_tells_of_the_rest(self, see):
        assert see(CITIZEN, "inner", "open", "gone", "never-was") == ["open"]
        assert see(CITIZEN, "inner") == see(CITIZEN, "gone") == see(CITIZEN, "never-was") == []

    def test_staff_get_both_in_the_order_asked_for(self, see):
        assert see(STAFF, "inner", "open") == ["inner", "open"]
        assert see(STAFF, "open", "gone", "inner") == ["open", "inner"]

    def test_in_a_group_staff_are_citizens(self, see):
        assert see(STAFF_IN_A_GROUP, "inner", "open") == ["open"]

    def test_nothing_asked_for_is_nothing(self, see):
        assert see(HR) == []


class TestRights:
    @pytest.fixture
    def somboon(self, session):
        """A member of staff in the database, from today on."""
        return people.add_staff(session, "U" + "5" * 32, "สมบูรณ์", None, ["staff", "hr"], now(), TODAY)

    def test_rights_are_read_from_the_database(self, session, somboon):
        assert reader_of(session, somboon.id, TODAY).roles == {"staff", "hr"}

    def test_nobody_known_is_a_citizen(self, session):
        assert reader_of(session, None, TODAY) == CITIZEN
        assert not reader_of(session, 999_999, TODAY).verified

    def test_rights_begin_on_their_day(self, session, somboon):
        assert not reader_of(session, somboon.id, TODAY - timedelta(days=1)).verified

    def test_rights_end_after_their_last_day(self, session, somboon):
        for role in session.exec(select(PersonRole).where(PersonRole.person_id == somboon.id)):
            role.until = TODAY
        session.flush()
        assert reader_of(session, somboon.id, TODAY).verified
        assert not reader_of(session, somboon.id, TODAY + timedelta(days=1)).verified

    def test_one_role_may_end_while_the_other_stays(self, session, somboon):
        hr = session.exec(select(PersonRole).where(PersonRole.role == "hr", PersonRole.person_id == somboon.id)).one()
        hr.until = TODAY
        session.flush()
        assert reader_of(session, somboon.id, TODAY + timedelta(days=1)).roles == {"staff"}

    def test_in_a_group_the_rights_are_known_but_do_not_count(self, session, somboon):
        reader = reader_of(session, somboon.id, TODAY, in_group=True)
        assert reader.in_group
        assert reader.audiences == {"external"}

    def test_every_role_of_a_pack_that_is_staff_counts_as_staff(self):
        assert {"staff", "reviewer", "hr", "proposer", "endorser", "approver"} == access.STAFF_ROLES

"""`km line setup` puts rich menus in place; said twice nothing changes, and wherever it stops the account is usable."""

import struct

import pytest
from sqlmodel import select

from bot.face.menus import MENUS
from bot.line_account import LineRefused
from faces import Json, menu_of, names, set_up, writes
from knowledge import menus
from knowledge import people as cast
from knowledge.db import transaction
from knowledge.models import Organisation
from stage import MALEE, NOK, SOMCHAI, now

FOREIGN: Json = {
    "size": {"width": 2500, "height": 843},
    "selected": False,
    "name": "made by hand in June",
    "chatBarText": "เมนู",
    "areas": [],
}


@pytest.fixture
def ready(bot):
    """A bot whose menus are in place, and whose three people have written once."""
    set_up(bot)
    for person in (NOK, SOMCHAI, MALEE):
        bot.ask("สวัสดี", by=person)
    return bot


def paint(bot, colour: str) -> None:
    with transaction(bot.engine) as session:
        session.exec(select(Organisation)).one().colour = colour


def put_foreign(bot) -> str:
    """Somebody else's menu, as the default."""
    made = bot.account.post("/v2/bot/richmenu", FOREIGN, "make a menu")["richMenuId"]
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 2500, 843)
    bot.account.upload(made, png)
    bot.account.post(f"/v2/bot/user/all/richmenu/{made}", {}, "set the default")
    return str(made)


def test_everybody_sees_the_menu_of_their_role(ready):
    assert [menu_of(ready, who) for who in (NOK, SOMCHAI, MALEE)] == ["citizen", "staff", "hr"]


def test_a_citizen_sees_the_default_menu_which_costs_no_call(ready):
    linked = [path for path in writes(ready) if NOK in path]
    assert linked == []
    assert NOK not in ready.sim.platform.richmenus.linked


def test_the_second_time_nothing_is_changed(ready):
    before = writes(ready)
    assert set_up(ready) == []
    assert writes(ready) == before


def test_staff_who_wrote_before_the_setup_are_linked_by_it(bot):
    bot.ask("สวัสดี", by=SOMCHAI)
    assert menu_of(bot, SOMCHAI) == ""
    set_up(bot)
    assert menu_of(bot, SOMCHAI) == "staff"


def test_a_new_colour_makes_new_menus_and_the_old_ones_go(ready):
    old = names(ready)
    paint(ready, "#7A1FA2")
    set_up(ready)
    assert len(names(ready)) == len(old) == len(MENUS)
    assert not set(names(ready)) & set(old)
    assert [menu_of(ready, who) for who in (NOK, SOMCHAI, MALEE)] == ["citizen", "staff", "hr"]
    assert set(ready.sim.platform.richmenus.aliases.values()) == set(ready.sim.platform.richmenus.rows)


def test_menus_of_others_are_never_touched(bot):
    theirs = put_foreign(bot)
    said = set_up(bot)
    assert any(FOREIGN["name"] in sentence and "kept" in sentence for sentence in said)
    assert theirs in bot.sim.platform.richmenus.rows
    paint(bot, "#7A1FA2")
    set_up(bot)
    assert theirs in bot.sim.platform.richmenus.rows


def test_a_dry_run_says_what_would_be_done_and_does_nothing(bot):
    said = set_up(bot, dry_run=True)
    assert len([s for s in said if "draw and send" in s]) == len(MENUS)
    assert all(s.startswith("would: ") for s in said)
    assert writes(bot) == []
    with bot.reading() as session:
        assert menus.in_place(session) == {}


FAILURES = {
    "making a menu": ("/v2/bot/richmenu", 3),
    "sending a picture": ("/v2/bot/richmenu/*/content", 3),
    "pointing an alias": ("/v2/bot/richmenu/alias/*", 1),
    "setting the default": ("/v2/bot/user/all/richmenu/*", 1),
    "linking people": ("/v2/bot/richmenu/bulk/link", 1),
}


@pytest.mark.parametrize("where", FAILURES)
@pytest.mark.parametrize("status", [429, 500])
def test_where_line_fails_midway_everybody_keeps_a_menu_and_the_next_run_ends_it(ready, where, status):
    paint(ready, "#7A1FA2")
    path, after = FAILURES[where]
    let_through = ready.sim.faults.take
    seen: list[str] = []

    def strike_late(called: str):
        struck = let_through(called)
        if struck is not None:
            seen.append(called)
        return struck if len(seen) >= after else None

    ready.sim.faults.take = strike_late
    ready.sim.faults.add("status", path=path, status=status)
    with pytest.raises(LineRefused) as error:
        set_up(ready)
    assert str(error.value).startswith(f"LINE answered {status}")
    assert [menu_of(ready, who) for who in (NOK, SOMCHAI, MALEE)] == ["citizen", "staff", "hr"]
    ready.sim.faults.clear()
    set_up(ready)
    assert len(names(ready)) == len(MENUS)
    assert [menu_of(ready, who) for who in (NOK, SOMCHAI, MALEE)] == ["citizen", "staff", "hr"]
    assert set_up(ready) == []


def test_a_program_that_died_midway_left_nothing_that_is_taken_for_whole(bot):
    """A menu without its picture cannot be shown, so it is made anew and the half one goes."""
    bot.sim.faults.add("reset_before", path="/v2/bot/richmenu/*/content", times=1)
    with pytest.raises(LineRefused, match="did not answer"):
        set_up(bot)
    assert len(names(bot)) == 1
    set_up(bot)
    assert len(names(bot)) == len(MENUS)
    assert set(bot.sim.platform.richmenus.images) == set(bot.sim.platform.richmenus.rows)


def test_more_than_500_people_are_linked_by_several_calls(bot):
    people = [f"U{number:032x}" for number in range(501)]
    with transaction(bot.engine) as session:
        for user_id in people:
            cast.add_staff(session, user_id, "ปรีดา", None, ["staff"], now(), now().date())
    set_up(bot)
    assert [menu_of(bot, people[0]), menu_of(bot, people[-1])] == ["staff", "staff"]
    sizes = [len(r["body"]["userIds"]) for r in bot.sim.requests if r["path"].endswith("/bulk/link")]
    assert max(sizes) == 500
    assert len(sizes) == 3

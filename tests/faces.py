"""Helpers of the tests about rich menus: put them in place, and see what LINE has."""

import os
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import pytest
from PIL import features

from bot.face import setting_up
from bot.face.drawing import draw
from bot.face.menus import Menu
from bot.face.setting_up import Setup
from stage import Stage, now

Json = dict[str, Any]
_drawn_once = lru_cache(draw)  # for all tests


def need_letters() -> None:
    """Skip where Thai cannot be drawn; on CI that is a failure of the test itself."""
    if not features.check("raqm") and os.environ.get("CI") != "true":
        pytest.skip("FriBidi is not installed: apt install libfribidi0")


def drawn(menu: Menu, title: str, colour: str) -> bytes:
    """The picture of a menu."""
    need_letters()
    return _drawn_once(menu, title, colour)


def set_up(bot: Stage, dry_run: bool = False) -> list[str]:
    """Run the setup of the menus; returns what it said."""
    said: list[str] = []
    with patch.object(setting_up, "draw", drawn):
        Setup(bot.engine, bot.account, now(), said.append, dry_run).run()
    return said


def writes(bot: Stage) -> list[str]:
    """Every call so far that changed something at LINE, but messages and dots."""
    about_chat = ("/v2/bot/message/", "/v2/bot/chat/", "/v2/bot/channel/webhook/test")
    changing = [r for r in bot.sim.requests if r["method"] != "GET" and not r["path"].startswith(about_chat)]
    return [f"{r['method']} {r['path']}" for r in changing]


def menu_of(bot: Stage, person: str) -> str:
    """The key of the menu this person sees, such as staff-waiting; empty for none."""
    shown = bot.sim.platform.richmenus.shown_to(person)
    return shown["name"].split()[1] if shown else ""


def names(bot: Stage) -> list[str]:
    """The names of all menus at LINE."""
    return sorted(row["name"] for row in bot.sim.platform.richmenus.rows.values())

"""Puts the rich menus in place at LINE. Said twice, the second time changes nothing.

The order keeps the account usable wherever it stops: new menus are made and get their pictures first, then aliases,
default and people are pointed at them, and only then the old ones go. Menus of others are never touched.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import select

from bot.face.drawing import draw
from bot.face.linking import link_many
from bot.face.menus import MENUS, Menu
from bot.face.naming import is_ours, name_of
from bot.face.payload import payload
from bot.face.standing import DEFAULT, Standing, look
from bot.line_account import LineAccount
from knowledge import menus
from knowledge.db import reading, transaction
from knowledge.errors import NotLoaded
from knowledge.menus import CITIZEN
from knowledge.models import Organisation
from knowledge.thai_dates import bangkok_day

Say = Callable[[str], None]
NOT_MADE = "new"  # stands for the id of a menu that a dry run does not make


@dataclass
class Setup:
    """One run over the menus; `changes` counts what was changed, or would be in a dry run."""

    engine: Engine
    account: LineAccount
    now: datetime
    say: Say
    dry_run: bool = False
    changes: int = 0
    ids: dict[str, str] = field(default_factory=dict)

    def run(self) -> int:
        """Put everything in place; returns how many changes that took. Errors: LineRefused, NotLoaded."""
        standing = look(self.account)
        self._make(standing)
        self._point_aliases(standing)
        self._set_default(standing)
        if not self.dry_run:
            with transaction(self.engine) as session:
                menus.put_in_place(session, self.ids)
        self._link_people()
        self._tidy(standing)
        return self.changes

    def _make(self, standing: Standing) -> None:
        """Find or make each menu."""
        with reading(self.engine) as session:
            organisation = session.exec(select(Organisation)).first()
            complete = frozenset(menus.in_place(session).values())
        if organisation is None:
            raise NotLoaded
        title, colour = organisation.short_name, organisation.colour
        for number, menu in enumerate(MENUS, 1):
            name = name_of(menu, title, colour)
            found = [i for i in standing.named(name) if i in complete or self.account.has_picture(i)]
            if found:
                self.ids[menu.key] = found[0]
            else:
                self._change(f"menu {number} of {len(MENUS)}: draw and send {name}")
                self.ids[menu.key] = NOT_MADE if self.dry_run else self._made(menu, name, title, colour)

    def _made(self, menu: Menu, name: str, title: str, colour: str) -> str:
        picture = draw(menu, title, colour)
        menu_id = str(self.account.post("/v2/bot/richmenu", payload(menu, name), "make a rich menu")["richMenuId"])
        self.account.upload(menu_id, picture)
        return menu_id

    def _point_aliases(self, standing: Standing) -> None:
        for menu in MENUS:
            menu_id, known = self.ids[menu.key], standing.aliases.get(menu.alias)
            if known == menu_id:
                continue
            self._change(f"alias {menu.alias}: {'point to the new menu' if known else 'make'}")
            if not self.dry_run:
                path = f"/v2/bot/richmenu/alias/{menu.alias}" if known else "/v2/bot/richmenu/alias"
                alias = {} if known else {"richMenuAliasId": menu.alias}
                self.account.post(path, {**alias, "richMenuId": menu_id}, "point an alias at a rich menu")

    def _set_default(self, standing: Standing) -> None:
        wanted = self.ids[CITIZEN]
        if standing.default == wanted:
            return
        before = standing.names.get(standing.default, "")
        instead = f" instead of {before!r}, which is kept" if before and not is_ours(before) else ""
        self._change(f"default menu: the citizens'{instead}")
        if not self.dry_run:
            self.account.post(f"{DEFAULT}/{wanted}", {}, "set the default rich menu")

    def _link_people(self) -> None:
        with reading(self.engine) as session:
            due = menus.changes(session, bangkok_day(self.now), self.ids)
        if due:
            self._change(f"people: {len(due)} get the menu of their role", len(due))
            if not self.dry_run:
                link_many(self.engine, self.account, due, self.now)

    def _tidy(self, standing: Standing) -> None:
        """Old menus of ours are deleted, last of all."""
        kept, used = frozenset(self.ids.values()), {menu.alias for menu in MENUS}
        for alias, menu_id in standing.aliases.items():
            if alias not in used and is_ours(standing.names.get(menu_id, "")):
                self._change(f"alias {alias}: delete, no tab leads there")
                self._delete(f"/v2/bot/richmenu/alias/{alias}", "delete an alias")
        for menu_id, name in standing.names.items():
            if is_ours(name) and menu_id not in kept:
                self._change(f"old menu {name}: delete")
                self._delete(f"/v2/bot/richmenu/{menu_id}", "delete a rich menu")

    def _delete(self, path: str, doing: str) -> None:
        if not self.dry_run:
            self.account.delete(path, doing)

    def _change(self, sentence: str, count: int = 1) -> None:
        self.changes += count
        self.say(f"would: {sentence}" if self.dry_run else sentence)

"""Links menus to people at LINE, and remembers for whom that was done."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Engine

from bot.line_account import BULK, LineAccount
from knowledge import menus
from knowledge.db import transaction
from knowledge.menus import Change

BULK_LINK, BULK_UNLINK = "/v2/bot/richmenu/bulk/link", "/v2/bot/richmenu/bulk/unlink"


def link_one(account: LineAccount, change: Change) -> None:
    """Change one person's menu, at once. Errors: LineRefused."""
    mine = f"/v2/bot/user/{change.line_user_id}/richmenu"
    if change.menu is None:
        account.delete(mine, "unlink a person's rich menu")
    else:
        account.post(f"{mine}/{change.menu}", {}, "link a rich menu to a person")


def link_many(engine: Engine, account: LineAccount, changes: list[Change], now: datetime) -> None:
    """Change the menus of many, up to 500 in a call; each call is remembered before the next. Errors: LineRefused."""
    for batch in _batches(changes):
        ids = [change.line_user_id for change in batch]
        menu = batch[0].menu
        if menu is None:
            account.post(BULK_UNLINK, {"userIds": ids}, "unlink people's rich menus")
        else:
            account.post(BULK_LINK, {"richMenuId": menu, "userIds": ids}, "link a rich menu to people")
        with transaction(engine) as session:
            menus.linked(session, batch, now)


def _batches(changes: list[Change]) -> Iterator[list[Change]]:
    for menu in dict.fromkeys(change.menu for change in changes):
        same = [change for change in changes if change.menu == menu]
        yield from (same[n : n + BULK] for n in range(0, len(same), BULK))

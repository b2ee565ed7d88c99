"""km line: the LINE account's own affairs: rich menus, webhook, quota."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Engine

from bot.commands.opening import loaded_organisation, open_database
from bot.face import menus as faces
from bot.face.checklist import checklist
from bot.face.drawing import draw
from bot.face.naming import is_ours
from bot.face.setting_up import Setup
from bot.face.standing import look
from bot.face.webhook import read_webhook, set_webhook, trial, wanted_endpoint
from bot.line_account import LineAccount, open_account
from bot.settings import Settings, settings
from knowledge import account as ours
from knowledge.db import transaction
from knowledge.errors import KnowledgeError, NotLoaded


@click.group("line")
def line() -> None:
    """The LINE account: rich menus, webhook, quota."""


@line.command("setup")
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
def setup(dry_run: bool) -> None:
    """Put rich menus and webhook in place; said twice, the second time changes nothing."""
    chosen, engine = settings(), open_database(migrate=True)
    if loaded_organisation(engine) is None:
        raise NotLoaded
    with closing(open_account(chosen)) as account:
        _who(engine, account, dry_run)
        changed = _point_webhook(account, chosen, dry_run)
        changed += Setup(engine, account, datetime.now(UTC), _said, dry_run).run()
        click.echo("nothing to change" if not changed else f"{changed} change(s) {'to make' if dry_run else 'made'}")
        click.echo(_quota(account))
        failed = "" if dry_run else _try_webhook(account)
        click.echo("\n" + "\n".join(checklist(read_webhook(account).active)))
    if failed:
        raise KnowledgeError(f"LINE's test of the webhook failed ({failed}). Start the bot (km serve), then try again.")


@line.command("status")
def status() -> None:
    """What stands at LINE now: webhook, quota, rich menus."""
    with closing(open_account(settings())) as account:
        info = account.get("/v2/bot/info", "describe the account")
        click.echo(f"account: {info.get('displayName', '')} ({info.get('basicId', '')})")
        webhook = read_webhook(account)
        click.echo(f"webhook: {webhook.endpoint or 'none'}, {'in use' if webhook.active else 'switched off'}")
        click.echo(_quota(account))
        for sentence in _standing(account):
            click.echo(sentence)


@line.command("draw")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def draw_all(folder: Path) -> None:
    """Write the pictures of all rich menus into a folder, to be looked at."""
    organisation = loaded_organisation(open_database(migrate=True))
    if organisation is None:
        raise NotLoaded
    folder.mkdir(parents=True, exist_ok=True)
    for menu in faces.MENUS:
        file = folder / f"richmenu-{menu.key}.png"
        file.write_bytes(draw(menu, organisation.short_name, organisation.colour))
        click.echo(str(file))


def _said(sentence: str) -> None:
    click.echo(sentence)


def _who(engine: Engine, account: LineAccount, dry_run: bool) -> None:
    info = account.get("/v2/bot/info", "describe the account")
    click.echo(f"account: {info.get('displayName', '')} ({info.get('basicId', '')})")
    if not dry_run:
        with transaction(engine) as session:
            ours.remember_basic_id(session, str(info.get("basicId", "")))


def _point_webhook(account: LineAccount, chosen: Settings, dry_run: bool) -> int:
    """Returns how many changes that took."""
    wanted, found = wanted_endpoint(chosen.public_url), read_webhook(account)
    if not wanted:
        click.echo(f"webhook: PUBLIC_URL is not set, so it stays {found.endpoint or 'unset'}")
    elif found.endpoint != wanted:
        click.echo(f"{'would: ' if dry_run else ''}webhook: {wanted} instead of {found.endpoint or 'none'}")
        if not dry_run:
            set_webhook(account, wanted)
        return 1
    return 0


def _try_webhook(account: LineAccount) -> str:
    endpoint = read_webhook(account).endpoint
    failed = trial(account, endpoint) if endpoint else ""
    if endpoint and not failed:
        click.echo(f"webhook: LINE reached {endpoint}")
    return failed


def _quota(account: LineAccount) -> str:
    limit = account.get("/v2/bot/message/quota", "tell the month's quota")
    used = account.get("/v2/bot/message/quota/consumption", "tell what is used").get("totalUsage", 0)
    allowed = limit.get("value") if limit.get("type") == "limited" else "no limit"
    return f"quota: {used} of {allowed} pushed messages used this month (replies are free)"


def _standing(account: LineAccount) -> Iterator[str]:
    standing = look(account)
    named = {menu_id: alias for alias, menu_id in standing.aliases.items()}
    if not any(is_ours(name) for name in standing.names.values()):
        yield "rich menus: none of ours; put them in place: km line setup"
    for menu_id, name in sorted(standing.names.items(), key=lambda row: row[1]):
        default = ", the default" if menu_id == standing.default else ""
        yield f"rich menu {name}: {named.get(menu_id, 'no alias') if is_ours(name) else 'not ours'}{default}"


COMMANDS = [line]

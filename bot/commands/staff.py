"""km staff: who is verified."""

from datetime import UTC, datetime

import click

from bot.commands.opening import open_database
from knowledge import people
from knowledge.db import transaction
from knowledge.errors import BadSetting
from knowledge.thai_dates import bangkok_day


@click.group("staff")
def staff() -> None:
    """Verified members of staff."""


@staff.command("add")
@click.option("--line-user-id", required=True, help="The person's LINE user id: U and 32 hexadecimal digits.")
@click.option("--name", required=True, help="The person's name as shown to HR.")
@click.option("--division", default=None, help="The key or name of a division.")
@click.option("--role", "roles", multiple=True, default=("staff",), show_default=True, help="May be given many times.")
def add(line_user_id: str, name: str, division: str | None, roles: tuple[str, ...]) -> None:
    """Verify a person as staff; said twice it changes nothing."""
    if len(line_user_id) != 33 or line_user_id[0] != "U" or not set(line_user_id[1:]) <= set("0123456789abcdef"):
        raise BadSetting("A LINE user id is U and 32 hexadecimal digits; the webhook of their first message has it.")
    now = datetime.now(UTC)
    with transaction(open_database(migrate=True)) as session:
        people.add_staff(session, line_user_id, name, division, list(roles), now, bangkok_day(now))
    click.echo(f"{name} is verified: {', '.join(roles)}.")


COMMANDS = [staff]

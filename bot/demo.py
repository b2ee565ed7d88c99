"""The people of the simulator: a citizen, a member of staff, the HR officer. They exist on a desk only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from knowledge import people
from knowledge.db import transaction
from knowledge.thai_dates import bangkok_day

CHANNEL_SECRET = "the-simulator-s-channel-secret"
ACCESS_TOKEN = "the-simulator-s-access-token"
SECRET_KEY = "the-simulator-s-key-for-links-to-files"


@dataclass(frozen=True)
class Actor:
    """Somebody to talk as on the chat page; `roles` empty means a citizen."""

    line_user_id: str
    name: str
    part: str
    roles: tuple[str, ...] = ()
    division: str | None = None


CAST = (
    Actor("U" + "a" * 32, "นก", "ประชาชน"),
    Actor("U" + "b" * 32, "สมชาย", "เจ้าหน้าที่", ("staff",), "clerk"),
    Actor("U" + "c" * 32, "มาลี", "นักทรัพยากรบุคคล", ("staff", "hr"), "clerk"),
)


def verify_cast(engine: Engine, now: datetime) -> None:
    """Give the simulator's staff their roles; twice changes nothing."""
    with transaction(engine) as session:
        for actor in CAST:
            if actor.roles:
                people.add_staff(
                    session, actor.line_user_id, actor.name, actor.division, list(actor.roles), now, bangkok_day(now)
                )


def people_json() -> list[dict[str, str]]:
    """The cast as the simulator's command line takes it."""
    return [{"id": a.line_user_id, "name": a.name, "role": a.part} for a in CAST]

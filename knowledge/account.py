"""What LINE told about the account itself."""

from sqlmodel import Session

from knowledge.models import Setting

_BASIC_ID = "line.basic_id"


def basic_id(session: Session) -> str:
    """The account's id with its @, as `km line setup` read it; empty when it never ran. QR codes lead there."""
    row = session.get(Setting, _BASIC_ID)
    return row.value if row else ""


def remember_basic_id(session: Session, value: str) -> bool:
    """Keep the account's id; False when it was known already."""
    if basic_id(session) == value:
        return False
    session.merge(Setting(key=_BASIC_ID, value=value))
    return True

"""Identifiers in the forms LINE uses."""

import re
import secrets
from itertools import count

USER_ID = re.compile(r"U[0-9a-f]{32}")
CHAT_ID = re.compile(r"[UCR][0-9a-f]{32}")

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_message_numbers = count(600_000_000_000_000_001)


def message_id() -> str:
    """Return a message id: a number in a string, as LINE writes it."""
    return str(next(_message_numbers))


def ulid(now: float) -> str:
    """Return a webhookEventId: 48 bits of milliseconds and 80 random bits in Crockford's alphabet."""
    number = (int(now * 1000) & (2**48 - 1)) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def token() -> str:
    """Return an unguessable token for replies, quotes and read marks."""
    return secrets.token_hex(16)

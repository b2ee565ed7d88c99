"""Signs links to files: what may be fetched, by whom and until when stand in the link itself, and nobody can change it.

A link is version, kind, last second, person, page, hash of the content, key of the article, and HMAC-SHA256 over all of
it, as URL-safe base64. It is signed, not encrypted: it holds nothing that its reader may not know.
"""

import base64
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast

from knowledge.errors import KnowledgeError
from knowledge.media.store import is_hash

Kind = Literal["file", "page", "thumbnail"]
KINDS: tuple[Kind, ...] = ("file", "page", "thumbnail")
LONGEST = 300  # characters
_VERSION = 1
_HEAD = struct.Struct(">BBIIH32s")  # version, kind, expires, person (0: nobody), page number, hash
_MAC = hashlib.sha256().digest_size
_PURPOSE = b"km file link, version 1"  # so that the same secret may sign other things


class Forged(KnowledgeError):
    """Not a link of ours, or changed on its way."""

    def __init__(self) -> None:
        super().__init__("This is no link of this program, or it was changed; ask for a new one.")


class Expired(KnowledgeError):
    """A link of ours whose time is over."""

    def __init__(self) -> None:
        super().__init__("This link has expired; ask for a new one.")


@dataclass(frozen=True)
class FileLink:
    """What a link leads to: these bytes (by hash) of this article, for this person; None: for everybody."""

    kind: Kind
    article_key: str
    hash: str
    person_id: int | None = None
    number: int = 0


def sign(link: FileLink, secret: bytes, expires: datetime) -> str:
    """The link as one URL-safe path segment of at most 300 characters. Errors: KnowledgeError for a longer one."""
    if not secret:
        raise KnowledgeError("A link cannot be signed without SECRET_KEY; set it to a long random text and keep it.")
    if not is_hash(link.hash):
        raise KnowledgeError("A link to a file needs the hash of its content.")
    fields = (KINDS.index(link.kind), int(expires.timestamp()), link.person_id or 0, link.number)
    payload = _HEAD.pack(_VERSION, *fields, bytes.fromhex(link.hash)) + link.article_key.encode()
    signed = _text(payload + _mac(payload, secret))
    if len(signed) > LONGEST:
        raise KnowledgeError(
            f"The article key {link.article_key[:40]}… is too long for a link; shorten it to 80 letters."
        )
    return signed


def verify(signed: str, secret: bytes, now: datetime) -> FileLink:
    """What was signed. Errors: Forged for all that `sign` did not write with this secret, Expired after its time."""
    raw = _bytes(signed)
    payload, mac = raw[:-_MAC], raw[-_MAC:]
    # The signature first: before it is known to be ours, no byte of it is looked at.
    if not secret or len(payload) < _HEAD.size or not hmac.compare_digest(mac, _mac(payload, secret)):
        raise Forged
    version, kind, expires, person, number, digest = _HEAD.unpack_from(payload)
    if version != _VERSION or kind >= len(KINDS):
        raise Forged
    if now >= datetime.fromtimestamp(expires, UTC):
        raise Expired
    key = payload[_HEAD.size :].decode()
    return FileLink(KINDS[kind], key, digest.hex(), person or None, number)


def expiry(signed: str) -> datetime:
    """The end of a link that `verify` has let through."""
    return datetime.fromtimestamp(cast(int, _HEAD.unpack_from(_bytes(signed))[2]), UTC)


def _mac(payload: bytes, secret: bytes) -> bytes:
    key = hmac.digest(secret, _PURPOSE, hashlib.sha256)
    return hmac.digest(key, payload, hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(signed: str) -> bytes:
    """The bytes of a link. Base64 has several spellings of the same bytes; only ours is taken."""
    try:
        raw = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4)) if len(signed) <= LONGEST else b""
    except ValueError:
        raise Forged from None
    if _text(raw) != signed:
        raise Forged
    return raw

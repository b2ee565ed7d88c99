"""The one promise of this room: nothing leaves the machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit


class NotLoopback(ValueError):
    """An address that does not point back at this machine."""


def is_loopback(host: str | None) -> bool:
    """Tell whether a host name is this machine: 127.0.0.0/8, ::1 or localhost."""
    if not host:
        return False
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def require_loopback(url: str) -> str:
    """Return the bot's URL unchanged, or refuse it: webhooks carry people's words and a signature."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme == "http" and is_loopback(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise NotLoopback(f"The bot's URL must be http:// on this machine (127.0.0.1, localhost or ::1), not {url!r}.")
    return url

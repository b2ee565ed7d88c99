"""Where LINE sends its webhooks: set, and tried out."""

from dataclasses import dataclass

from bot.line_account import LineAccount

ENDPOINT = "/v2/bot/channel/webhook/endpoint"
PATH = "/callback"
LONGEST = 500  # characters of the address (reference, "Set webhook endpoint URL")


@dataclass(frozen=True)
class Webhook:
    """The address LINE sends to, and whether "Use webhook" is switched on."""

    endpoint: str
    active: bool


def read_webhook(account: LineAccount) -> Webhook:
    """What LINE has now. Errors: LineRefused."""
    found = account.get(ENDPOINT, "tell its webhook address")
    return Webhook(str(found.get("endpoint", "")), found.get("active") is True)


def set_webhook(account: LineAccount, endpoint: str) -> None:
    """Send webhooks there from now on. Errors: LineRefused when LINE does not like the address."""
    account.put(ENDPOINT, {"endpoint": endpoint}, "set the webhook address")


def wanted_endpoint(public_url: str) -> str:
    """The address below PUBLIC_URL that takes webhooks; empty without one."""
    return f"{public_url.rstrip('/')}{PATH}" if public_url else ""


def trial(account: LineAccount, endpoint: str) -> str:
    """Let LINE post an empty webhook there; returns "" when it was taken, else LINE's reason (60 trials an hour)."""
    answer = account.post(f"{ENDPOINT.rpartition('/')[0]}/test", {"endpoint": endpoint}, "try the webhook")
    if answer.get("success") is True:
        return ""
    return f"{answer.get('reason', 'no reason given')}: {answer.get('detail', '')}".rstrip(": ")

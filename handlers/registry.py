"""Handlers sign up here by decorator; `route` finds the one for an event.

Order (design.md §3): emergency and crisis words first, then commands and postbacks, then the question.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from handlers.context import Context
from handlers.reply import SILENCE, Reply
from knowledge import intents
from knowledge.text import clean

Handler = Callable[[Context], Reply]
PostbackHandler = Callable[[Context, dict[str, str]], Reply]
Guard = Callable[[Context], Reply | None]
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Command:
    """A command: the intent whose words call it, and the line that help shows for it."""

    intent: str
    run: Handler
    help: str
    example: str
    roles: frozenset[str]


_commands: dict[str, Command] = {}
_postbacks: dict[str, PostbackHandler] = {}
_events: dict[str, Handler] = {}
_guards: list[tuple[int, Guard]] = []
_question: list[Handler] = []


def command(intent: str, *, help: str = "", example: str = "",
            roles: frozenset[str] = frozenset()) -> Callable[[Handler], Handler]:  # fmt: skip
    """Register a handler for the messages that state an intent of knowledge/data/intents.yaml.

    With `roles` it exists only for people who hold one of them; for everybody else the words are a question.
    """

    def register(run: Handler) -> Handler:
        _once(_commands, intent, Command(intent, run, help, example, roles))
        return run

    return register


def postback(action: str) -> Callable[[PostbackHandler], PostbackHandler]:
    """Register a handler for the buttons made by `button_data(action, …)`."""

    def register(run: PostbackHandler) -> PostbackHandler:
        _once(_postbacks, action, run)
        return run

    return register


def on(*kinds: str) -> Callable[[Handler], Handler]:
    """Register a handler for event types or message types: follow, unsend, sticker, image, …"""

    def register(run: Handler) -> Handler:
        for kind in kinds:
            _once(_events, kind, run)
        return run

    return register


def guard(order: int) -> Callable[[Guard], Guard]:
    """Register a look at every text before anything else; it returns a reply to end the matter, or None."""

    def register(run: Guard) -> Guard:
        _guards.append((order, run))
        _guards.sort(key=lambda entry: entry[0])
        return run

    return register


def question(run: Handler) -> Handler:
    """Register the handler for every text that is nothing else."""
    if _question:
        raise ValueError(f"Two handlers for questions: {_question[0].__module__} and {run.__module__}")
    _question.append(run)
    return run


def route(ctx: Context) -> Reply:
    """The reply to an event. Events that nobody handles are answered by silence; the inbox keeps them."""
    kind = ctx.incoming.kind
    if kind == "text":
        return _route_text(ctx)
    if kind == "postback":
        return _route_postback(ctx)
    handler = _events.get(kind)
    return handler(ctx) if handler else SILENCE


def run_command(ctx: Context, intent: str) -> Reply:
    """The reply of the command for an intent, for a handler that recognised it by other means."""
    return _commands[intent].run(ctx)


def commands_for(ctx: Context) -> list[Command]:
    """The commands this person has, in the order they were registered; for help."""
    return [c for c in _commands.values() if _allowed(ctx, c)]


def button_data(action: str, **values: object) -> str:
    """Postback data for a button: action and values as a query string (LINE allows 300 characters)."""
    return urlencode({"do": action, **{k: str(v) for k, v in values.items()}})


def registered() -> dict[str, list[str]]:
    """Every command, postback and event kind, for tests that must visit them all."""
    return {"commands": sorted(_commands), "postbacks": sorted(_postbacks), "events": sorted(_events)}


def _route_text(ctx: Context) -> Reply:
    for _, look in _guards:
        reply = look(ctx)
        if reply is not None:
            return reply
    queries = ctx.shelf.queries
    for intent in (intents.whole_message(ctx.text, queries), *intents.spoken(ctx.text, queries)):
        stated = _commands.get(intent or "")
        if stated and _allowed(ctx, stated):
            return stated.run(ctx)
    return _question[0](ctx)


def _route_postback(ctx: Context) -> Reply:
    # Cleaned after decoding: %00 becomes a NUL here, which no database takes.
    values = {key: clean(value) for key, value in parse_qsl(ctx.incoming.data)}
    handler = _postbacks.get(values.pop("do", ""))
    return handler(ctx, values) if handler else _postbacks["unknown"](ctx, values)


def _allowed(ctx: Context, wanted: Command) -> bool:
    return not wanted.roles or bool(wanted.roles & ctx.reader.roles)


def _once(table: dict[str, Entry], key: str, entry: Entry) -> None:
    if key in table:
        raise ValueError(f"Two handlers for {key!r}; each needs its own word")
    table[key] = entry

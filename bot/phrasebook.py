"""Finds every Thai sentence of the program: upper-case constants beside the handlers that say them."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass

import handlers
from bot import delivery, file_pages, mailroom
from bot.face import menus
from bot.render import bubble

_THAI = re.compile("[ก-๛]")


@dataclass(frozen=True)
class Phrase:
    """A sentence with the file and the constant that hold it."""

    file: str
    name: str
    text: str


def phrases_of() -> list[Phrase]:
    """All of them, by file and in the order they stand there."""
    rooms = [importlib.import_module(f"handlers.{m.name}") for m in pkgutil.iter_modules(handlers.__path__)]
    return [
        p
        for module in (*rooms, mailroom, delivery, bubble, file_pages, menus)
        for p in _constants(module.__name__, vars(module))
    ]


def _constants(module: str, names: dict[str, object]) -> Iterator[Phrase]:
    for name, value in names.items():
        if not name.isupper():
            continue
        texts = value if isinstance(value, tuple) else (value,)
        for text in texts:
            if isinstance(text, str) and _THAI.search(text):
                yield Phrase(module.replace(".", "/") + ".py", name, text)

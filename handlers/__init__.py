"""What the bot can do in a chat: one file per command; each returns a Reply and never sends."""

import importlib
import pkgutil


def load_all() -> None:
    """Import every file of this room, so that each registers its handlers."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")

"""Opens the optional embedding model that the settings name."""

import logging
from pathlib import Path

from bot.settings import Settings, var_folder
from knowledge.embedding import Meaning, Unusable, load

log = logging.getLogger(__name__)


def open_meaning(settings: Settings, wait: bool = False) -> Meaning | None:
    """The model of EMBEDDING_MODEL; None when none is set, or when it cannot be used, which the log says.

    With `wait` the first search already uses it, however long the vectors take: for commands.
    """
    if not settings.embedding_model:
        return None
    try:
        model = load(Path(settings.embedding_model))
        return Meaning(model, var_folder() / "embeddings", settings.embedding_weight, wait)
    except Unusable as error:
        log.error("%s The search goes on without it.", error)
        return None

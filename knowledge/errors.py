"""What can go wrong below the LINE side.

KnowledgeError
├── PackMistakes      a knowledge pack that cannot be loaded: every mistake, with file, line and field
├── NotLoaded         the database holds no organisation yet
└── BadSetting        a setting or an argument that cannot work
"""


class KnowledgeError(Exception):
    """An error whose text tells a developer or an operator, in English, what to do next."""


class PackMistakes(KnowledgeError):
    """A pack with mistakes; nothing of it was loaded."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class NotLoaded(KnowledgeError):
    """No organisation is in the database."""

    def __init__(self) -> None:
        super().__init__("No organisation is loaded. Load one: km load mueangkaset")


class BadSetting(KnowledgeError):
    """A setting or argument that cannot work."""

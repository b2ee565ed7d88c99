"""What a handler says: texts and cards with their actions. The LINE side turns it into messages."""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Say:
    """A button or chip that types a text for the person (a message action)."""

    label: str
    text: str


@dataclass(frozen=True)
class Press:
    """A button or chip that sends a postback; `shown` is what appears in the chat as theirs."""

    label: str
    data: str
    shown: str = ""


@dataclass(frozen=True)
class Open:
    """A button that opens a link: https or tel."""

    label: str
    uri: str


Action = Say | Press | Open


@dataclass(frozen=True)
class Text:
    """A plain text message."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A picture over a card, shown whole: its https address and its size in pixels. A tap opens `opens`.

    A `large` one is there to be read: as wide as LINE shows anything, and as tall as it is.
    """

    url: str
    width: int
    height: int
    opens: str = ""
    large: bool = False


@dataclass(frozen=True)
class Card:
    """One bubble: the lead first, then where it is from, then what one can do.

    `heading` is the lead's own first line, `kicker` a short line above it, `warning` a highlighted one; `notes` are
    the small lines at the foot; `links` are the quieter buttons below (related articles). Nothing stands in the picture
    alone: not everybody sees it.
    """

    lead: str
    heading: str = ""
    kicker: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    warning: str = ""
    actions: tuple[Action, ...] = ()
    links: tuple[Action, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Cards:
    """Several bubbles side by side; the renderer makes several messages of what one does not hold."""

    cards: tuple[Card, ...]
    summary: str


Part = Text | Card | Cards


@dataclass(frozen=True)
class Reply:
    """All that goes back for one event: up to five parts, and chips under the last one.

    `kind` (answer, leaflet, abstain, handoff, smalltalk, denied, command), `titles` and `intent` tell evaluations and
    tests what it was; nobody sees them.
    """

    parts: tuple[Part, ...] = ()
    chips: tuple[Action, ...] = ()
    kind: str = "smalltalk"
    titles: tuple[str, ...] = ()
    intent: str | None = None
    quiet: bool = field(default=False)

    def followed_by(self, other: "Reply") -> "Reply":
        """This reply with another after it; the chips and the kind are the other's."""
        return replace(other, parts=self.parts + other.parts)


SILENCE = Reply(quiet=True)


def text(words: str, *chips: Action, kind: str = "smalltalk", intent: str | None = None) -> Reply:
    """A reply of one text."""
    return Reply(parts=(Text(words),), chips=chips, kind=kind, intent=intent)

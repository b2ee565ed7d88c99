"""What people write for what the organisation calls it: loaded as data, expanded in the question."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, select

from knowledge.errors import BadSetting
from knowledge.models import Synonym
from knowledge.revisions import bump
from knowledge.text import fold_karaoke, normalise

DATA = Path(__file__).parent / "data"
COMMON = (DATA / "synonyms.csv", DATA / "related.csv")
PARTICLE, EDGE_PARTICLE, AMBIGUOUS, GREETING = (
    "particle",
    "particle-boundary-only",
    "abbrev-ambiguous",
    "greeting",
)
KARAOKE = "karaoke"
RELATED, QUIET, JOIN = "related", "quiet", "join"  # points at a matter; says little; begins another clause
_NOT_EXPANDED = {PARTICLE, EDGE_PARTICLE, AMBIGUOUS, GREETING}
SLANG = "slang"
KINDS = (
    *(SLANG, "abbrev", "misspell", "dialect-north", "dialect-isan", "legacy", "english", KARAOKE),
    *(RELATED, QUIET, JOIN, PARTICLE, EDGE_PARTICLE),
)
LONGEST_VARIANT = 8  # words


@dataclass(frozen=True)
class Found:
    """A variant at text[start:end] and what it stands for, or, when `related`, only points at."""

    start: int
    end: int
    variant: str
    canonicals: tuple[str, ...]
    related: bool = False


@dataclass
class SynonymTable:
    """All rows, ready for look-up by normalised variant."""

    meanings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    quiet: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    edge_particles: frozenset[str] = frozenset()
    karaoke: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, rows: Iterable[tuple[str, str, str]]) -> "SynonymTable":
        """From (variant, canonical, kind) rows, in any order."""
        meanings: dict[str, list[str]] = {}
        related: dict[str, list[str]] = {}
        karaoke: dict[str, list[str]] = {}
        lists: dict[str, set[str]] = {PARTICLE: set(), EDGE_PARTICLE: set(), QUIET: set(), JOIN: set()}
        for variant, canonical, kind in rows:
            if kind in lists:
                lists[kind].add(normalise(variant))
            elif kind == KARAOKE:
                karaoke.setdefault(fold_karaoke(variant), []).extend(_senses(canonical))
            elif kind == RELATED:
                related.setdefault(normalise(variant), []).extend(_senses(canonical))
            elif kind not in _NOT_EXPANDED:
                meanings.setdefault(normalise(variant), []).extend(_senses(canonical))
        return cls(
            meanings=_without_repeats(meanings),
            related=_without_repeats(related),
            karaoke=_without_repeats(karaoke),
            particles=frozenset(lists[PARTICLE]),
            edge_particles=frozenset(lists[EDGE_PARTICLE]),
            quiet=frozenset(lists[QUIET]),
            joins=frozenset(lists[JOIN]),
        )

    def variants(self) -> set[str]:
        """The normalised words that belong in the dictionary, so that they are cut as one."""
        return set(self.meanings) | set(self.particles) | {w for w in self.related if " " not in w}

    def find(self, text: str, cuts: list[tuple[int, int]]) -> list[Found]:
        """The variants in normalised text whose edges are word edges; the longest wins, none of one sort overlap."""
        same = [Found(a, b, text[a:b], to) for a, b, to in _scan(text, cuts, self._meaning)]
        near = [Found(a, b, text[a:b], to, related=True) for a, b, to in _scan(text, cuts, self.related.get)]
        return same + near

    def _meaning(self, piece: str) -> tuple[str, ...] | None:
        meaning = self.meanings.get(piece) or self.meanings.get(piece + ".")
        return self.karaoke.get(fold_karaoke(piece)) if meaning is None and piece.isascii() else meaning


def _scan(
    text: str, cuts: list[tuple[int, int]], look_up: Callable[[str], tuple[str, ...] | None]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """From left to right the longest run of words that is found at each place."""
    first = 0
    while first < len(cuts):
        for last in range(min(first + LONGEST_VARIANT, len(cuts)) - 1, first - 1, -1):
            start, end = cuts[first][0], cuts[last][1]
            meaning = look_up(text[start:end])
            if meaning:
                yield start, end, meaning
                first = last
                break
        first += 1


def _without_repeats(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {variant: tuple(dict.fromkeys(senses)) for variant, senses in table.items()}


def load_common(session: Session, paths: Iterable[Path] = COMMON) -> int:
    """Add the words that all organisations share; returns how many were new."""
    known = {(s.variant, s.canonical, s.kind) for s in session.exec(select(Synonym))}
    new = {row for path in paths for row in _read(path) if row not in known}
    for variant, canonical, kind in sorted(new):
        session.add(Synonym(variant=variant, canonical=canonical, kind=kind))
    return len(new)


def add(session: Session, variant: str, canonical: str, kind: str) -> bool:
    """Add a row, searched with from the commit on; False when it is there. Errors: BadSetting for an empty word."""
    variant, canonical = variant.strip(), canonical.strip()
    if not normalise(variant) or not normalise(canonical):
        raise BadSetting("A synonym needs two words: what people write, and what it is called here.")
    if (variant, canonical, kind) in {(s.variant, s.canonical, s.kind) for s in rows(session, variant)}:
        return False
    session.add(Synonym(variant=variant, canonical=canonical, kind=kind))
    bump(session)
    return True


def remove(session: Session, variant: str) -> list[Synonym]:
    """Remove the rows of a variant; they are returned."""
    found = [s for s in rows(session, variant) if s.variant == variant]
    for row in found:
        session.delete(row)
    if found:
        bump(session)
    return found


def rows(session: Session, beginning: str = "") -> list[Synonym]:
    """The rows whose variant begins so, by variant."""
    order = select(Synonym).order_by(Synonym.variant, Synonym.canonical)
    return [row for row in session.exec(order) if row.variant.startswith(beginning)]


def table_of(session: Session) -> SynonymTable:
    """The organisation's synonyms, as they stand in the tables now."""
    rows = session.exec(select(Synonym.variant, Synonym.canonical, Synonym.kind).order_by(Synonym.id))  # type: ignore[arg-type]
    return SynonymTable.build(rows)


def _senses(canonical: str) -> list[str]:
    """The words of a canonical cell: `a/b` are two senses, a remark in brackets is for the reader only."""
    bare = re.sub(r"\s*\([^)]*\)", "", canonical)
    return [normalise(sense) for sense in bare.split("/") if sense.strip()]


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["variant"].strip() and row["canonical"].strip():
                yield row["variant"].strip(), row["canonical"].strip(), row["kind"].strip()

"""What people write for what the organisation calls it: loaded as data, expanded in the question."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlmodel import Session, select

from knowledge.models import Synonym
from knowledge.text import fold_karaoke, normalise

COMMON = Path(__file__).parent / "data" / "synonyms.csv"
PARTICLE, EDGE_PARTICLE, AMBIGUOUS, GREETING = (
    "particle",
    "particle-boundary-only",
    "abbrev-ambiguous",
    "greeting",
)
KARAOKE = "karaoke"
_NOT_EXPANDED = {PARTICLE, EDGE_PARTICLE, AMBIGUOUS, GREETING}
LONGEST_VARIANT = 8  # words


@dataclass(frozen=True)
class Found:
    """A variant at text[start:end] and what it stands for."""

    start: int
    end: int
    variant: str
    canonicals: tuple[str, ...]


@dataclass
class SynonymTable:
    """All rows, ready for look-up by normalised variant."""

    meanings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    edge_particles: frozenset[str] = frozenset()
    karaoke: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def build(cls, rows: Iterable[tuple[str, str, str]]) -> "SynonymTable":
        """From (variant, canonical, kind) rows, in any order."""
        meanings: dict[str, list[str]] = {}
        karaoke: dict[str, list[str]] = {}
        particles: dict[str, set[str]] = {PARTICLE: set(), EDGE_PARTICLE: set()}
        for variant, canonical, kind in rows:
            if kind in particles:
                particles[kind].add(normalise(variant))
            elif kind == KARAOKE:
                karaoke.setdefault(fold_karaoke(variant), []).extend(_senses(canonical))
            elif kind not in _NOT_EXPANDED:
                meanings.setdefault(normalise(variant), []).extend(_senses(canonical))
        return cls(
            meanings={v: tuple(dict.fromkeys(c)) for v, c in meanings.items()},
            karaoke={v: tuple(dict.fromkeys(c)) for v, c in karaoke.items()},
            particles=frozenset(particles[PARTICLE]),
            edge_particles=frozenset(particles[EDGE_PARTICLE]),
        )

    def variants(self) -> set[str]:
        """The normalised words that belong in the dictionary, so that they are cut as one."""
        return set(self.meanings) | set(self.particles)

    def find(self, text: str, cuts: list[tuple[int, int]]) -> list[Found]:
        """The variants in normalised text whose edges are word edges; the longest wins, none overlap."""
        found: list[Found] = []
        first = 0
        while first < len(cuts):
            match = self._longest_from(text, cuts, first)
            if match is None:
                first += 1
                continue
            last, meaning = match
            start, end = cuts[first][0], cuts[last][1]
            found.append(Found(start, end, text[start:end], meaning))
            first = last + 1
        return found

    def _longest_from(self, text: str, cuts: list[tuple[int, int]], first: int) -> tuple[int, tuple[str, ...]] | None:
        for last in range(min(first + LONGEST_VARIANT, len(cuts)) - 1, first - 1, -1):
            piece = text[cuts[first][0] : cuts[last][1]]
            meaning = self.meanings.get(piece) or self.meanings.get(piece + ".")
            if meaning is None and piece.isascii():
                meaning = self.karaoke.get(fold_karaoke(piece))
            if meaning:
                return last, meaning
        return None


def load_common(session: Session, path: Path = COMMON) -> int:
    """Add the words that all organisations share; returns how many were new."""
    known = {(s.variant, s.canonical, s.kind) for s in session.exec(select(Synonym))}
    new = {row for row in _read(path) if row not in known}
    for variant, canonical, kind in sorted(new):
        session.add(Synonym(variant=variant, canonical=canonical, kind=kind))
    return len(new)


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

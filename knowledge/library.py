"""The search index of this process, brought up to date from the revision number in the tables."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from knowledge import revisions
from knowledge.confidence import Model, read_model, shipped_model
from knowledge.embedding.meaning import Meaning
from knowledge.karaoke import Karaoke
from knowledge.models import Division, Organisation, Setting, Synonym
from knowledge.reading import LEAFLET, Reading
from knowledge.search import Entry, Index, QueryMaker
from knowledge.search.keeping import Kept
from knowledge.synonyms import SynonymTable
from knowledge.text import normalise
from knowledge.text_words import Words
from knowledge.vocabulary import Vocabulary

__all__ = ["CONFIDENCE", "LEAFLET", "Library", "Shelf"]

OWN_KIND = {"sao": ("อบต.", "อบต", "องค์การบริหารส่วนตำบล"), "municipality": ("ทต.", "เทศบาล", "เทศบาลตำบล")}
CONFIDENCE = "confidence"  # the setting that holds an organisation's own fit


@dataclass(frozen=True)
class Shelf:
    """The knowledge as it stood at one revision."""

    revision: int
    index: Index
    queries: QueryMaker
    model: Model
    organisation: Organisation | None
    names: str = ""  # titles and keywords of all articles, normalised
    matters: frozenset[str] = frozenset()  # the words of those


@dataclass
class Desk:
    """What is known from the revision before, so that the next one costs only what differs."""

    kept: Kept
    reading: Reading = field(default_factory=Reading)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    own_words: frozenset[str] | None = None
    synonyms: tuple[Sequence[Any], SynonymTable] = field(default_factory=lambda: ((), SynonymTable()))


class Library:
    """Hands out the shelf of the newest committed revision; made at the first use, brought along after each change.

    `folder` is where the index is kept across restarts; None keeps it in memory only.
    """

    def __init__(self, shelf: Shelf | None = None, folder: Path | None = None, meaning: Meaning | None = None) -> None:
        self._shelf, self._meaning = shelf, meaning
        self._desk = Desk(Kept(folder))
        self._building = threading.Lock()

    def shelf(self, session: Session) -> Shelf:
        """The knowledge as this session sees it."""
        revision = revisions.current(session)
        if self._shelf is None or self._shelf.revision != revision:
            with self._building:
                if self._shelf is None or self._shelf.revision != revision:
                    shelf = _build(session, revision, self._desk, self._shelf)
                    if self._meaning is not None:
                        self._meaning.join(shelf.index)
                    self._shelf = shelf
        return self._shelf


def _build(session: Session, revision: int, desk: Desk, before: Shelf | None) -> Shelf:
    table = _synonyms(desk, session)
    desk.reading.refresh(session)
    entries = desk.reading.entries()
    words = _words(desk, _own_words(session, desk.reading.words()) | table.variants(), before)
    index = desk.kept.bring(before.index, entries, words) if before else desk.kept.open(entries, words)
    organisation = _organisation(session)
    queries = QueryMaker(words, table, _karaoke(desk, entries, words, table), _names(organisation))
    named = {text for e in entries for text in (e.title, e.keywords)}
    names = normalise(" ".join(sorted(named)))
    return Shelf(revision, index, queries, _model(session), organisation, names, desk.vocabulary.within(named))


def _synonyms(desk: Desk, session: Session) -> SynonymTable:
    """The table of synonyms; the one there was when no row differs, as to build it takes longer than to read it."""
    rows = session.exec(select(Synonym.variant, Synonym.canonical, Synonym.kind).order_by(col(Synonym.id))).all()
    if rows != desk.synonyms[0]:
        desk.synonyms = rows, SynonymTable.build(rows)
    return desk.synonyms[1]


def _words(desk: Desk, own_words: frozenset[str], before: Shelf | None) -> Words:
    """The dictionary with these words of one's own; the one there was when they are the same."""
    same = before is not None and desk.own_words == own_words
    desk.own_words = own_words
    return before.queries.words if before and same else Words(own_words)


def _karaoke(desk: Desk, entries: Iterable[Entry], words: Words, table: SynonymTable) -> Karaoke:
    """The words of titles, keywords and synonyms, as they sound."""
    said = desk.vocabulary.counted((t for e in entries for t in (e.title, e.keywords, e.phrasings)), words)
    thai = [*(w for w, _ in said.most_common()), *sorted(table.quiet), *sorted(table.variants())]
    return Karaoke.build(thai, [(latin, senses[0]) for latin, senses in table.karaoke.items()])


def _names(organisation: Organisation | None) -> frozenset[str]:
    """What the organisation is called: its own name and its kind, long and short."""
    if organisation is None:
        return frozenset()
    kinds = OWN_KIND.get(organisation.type, ())
    return frozenset(normalise(n) for n in (organisation.name, organisation.short_name, *kinds))


def _organisation(session: Session) -> Organisation | None:
    """Whose knowledge this is; taken out of the session, so that no change to it is ever written back."""
    found = session.exec(select(Organisation)).first()
    if found is not None:
        session.expunge(found)
    return found


def _model(session: Session) -> Model:
    """The organisation's own fit, or the one that comes with the program."""
    own = session.get(Setting, CONFIDENCE)
    return read_model(own.value) if own else shipped_model()


def _own_words(session: Session, keywords: frozenset[str]) -> frozenset[str]:
    """Words of the place: keywords, divisions, the organisation's names."""
    own = {d.name for d in session.exec(select(Division))}
    for organisation in session.exec(select(Organisation)):
        own |= {organisation.name, organisation.short_name, organisation.district, organisation.province}
    return keywords | own

"""Four ways to find passages over the same terms: built, opened, asked, added to."""

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from knowledge.search import Entry, Index, QueryMaker
from knowledge.search.analysed import FIFTHS, analyse
from knowledge.search.analysis import CHANNELS
from knowledge.search.keeping import Kept
from knowledge.search.keys import of_grams, of_words
from knowledge.text_words import plain_words

TOP = 10


class Engine(Protocol):
    """What is measured of every engine; `ask` gives the ids of the best passages."""

    def prepare(self, entries: Sequence[Entry]) -> None: ...
    def build(self) -> None: ...
    def open(self) -> None: ...
    def ask(self, question: str) -> list[str]: ...
    def add(self, entry: Entry) -> None: ...


class Ours:
    """The index of the program, from text to hits."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._words = folder, plain_words()
        self._words.cut("ก")

    def prepare(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)

    def build(self) -> None:
        self.open()

    def open(self) -> None:
        self._kept = Kept(self._folder)
        self._index: Index = self._kept.open(self._entries, self._words)
        self._queries = QueryMaker(self._words)

    def ask(self, question: str) -> list[str]:
        return [h.entry.id for h in self._index.search(self._queries.make(question), None, TOP)]

    def add(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._index = self._kept.bring(self._index, self._entries, self._words)


class Peer:
    """An engine that is given ready terms: time to cut text is not counted when it builds, but when it is asked."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._words, self._queries = folder, plain_words(), QueryMaker(plain_words())

    def prepare(self, entries: Sequence[Entry]) -> None:
        self._ids = [e.id for e in entries]
        self._terms = [self.terms(e) for e in entries]

    def terms(self, entry: Entry) -> str:
        """All terms of a passage as words of letters and digits, as often as they occur."""
        counted = zip("wtf", analyse(entry, self._words).channels, strict=True)
        every = [(mark, c.keys, np.maximum(c.counts // FIFTHS, 1)) for mark, c in counted]
        return " ".join(f"{mark}{key:x}" for mark, keys, times in every for key in np.repeat(keys, times).tolist())

    def asked(self, question: str) -> list[str]:
        """The terms of a question, in the same form."""
        terms = self._queries.make(question).terms
        keys = [of_grams(terms[c.name], c.length) if c.length else of_words(terms[c.name]) for c in CHANNELS]
        return [f"{mark}{key:x}" for mark, found in zip("wtf", keys, strict=True) for key in found.tolist()]


class Bm25s(Peer):
    """bm25s: everything computed beforehand; adding means building again."""

    def build(self) -> None:
        import bm25s

        self._index = bm25s.BM25(k1=1.2, b=0.75)
        self._index.index([t.split() for t in self._terms], show_progress=False)
        self._index.save(str(self._folder))
        self._terms = []

    def open(self) -> None:
        import bm25s

        self._index = bm25s.BM25.load(str(self._folder), mmap=True)

    def ask(self, question: str) -> list[str]:
        found, _ = self._index.retrieve([self.asked(question)], k=TOP, show_progress=False)
        return [self._ids[int(n)] for n in found[0]]

    def add(self, entry: Entry) -> None:
        raise NotImplementedError


class Tantivy(Peer):
    """tantivy: Lucene's way in Rust; a new passage is seen after a commit and a reload."""

    def build(self) -> None:
        self._open(create=True)
        writer = self._index.writer(heap_size=64_000_000, num_threads=1)
        for number, terms in zip(self._ids, self._terms, strict=True):
            writer.add_document(self._document(number, terms))
        writer.commit()
        writer.wait_merging_threads()
        self._terms = []

    def open(self) -> None:
        self._open(create=False)
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: str) -> list[str]:
        query = self._index.parse_query(" ".join(self.asked(question)) or "none", ["terms"])
        return [self._searcher.doc(at)["id"][0] for _, at in self._searcher.search(query, TOP).hits]

    def add(self, entry: Entry) -> None:
        writer = self._index.writer(heap_size=15_000_000, num_threads=1)
        writer.add_document(self._document(entry.id, self.terms(entry)))
        writer.commit()
        writer.wait_merging_threads()
        self.open()

    def _open(self, create: bool) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        schema = schema.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
        self._folder.mkdir(exist_ok=True)
        self._index = tantivy.Index(schema.build(), path=str(self._folder), reuse=not create)

    def _document(self, number: str, terms: str) -> Any:
        import tantivy

        return tantivy.Document(id=number, terms=terms)


class Fts5(Peer):
    """SQLite's own index, ranked by its bm25()."""

    def build(self) -> None:
        self._folder.mkdir(exist_ok=True)
        with contextlib.closing(sqlite3.connect(self._folder / "fts.db")) as made, made:
            made.execute("CREATE VIRTUAL TABLE p USING fts5(terms, content='')")
            made.executemany("INSERT INTO p(rowid, terms) VALUES (?, ?)", enumerate(self._terms))
            made.execute("INSERT INTO p(p) VALUES ('optimize')")
        self._terms = []

    def open(self) -> None:
        self._database = sqlite3.connect(self._folder / "fts.db", isolation_level=None)

    def ask(self, question: str) -> list[str]:
        wanted = " OR ".join(self.asked(question)) or "none"
        rows = self._database.execute("SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?", (wanted, TOP))
        return [self._ids[number] for (number,) in rows]

    def add(self, entry: Entry) -> None:
        self._database.execute("INSERT INTO p(rowid, terms) VALUES (?, ?)", (len(self._ids), self.terms(entry)))
        self._ids.append(entry.id)


ENGINES: dict[str, Callable[[Path], Engine]] = {"ours": Ours, "tantivy": Tantivy, "bm25s": Bm25s, "FTS5": Fts5}

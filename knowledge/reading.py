"""The articles as search needs them, read from the tables again only where something changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from knowledge.models import Article, Passage
from knowledge.search import Entry

LEAFLET = "leaflet"
AT_ONCE = 500  # articles in one SELECT; SQLite takes at most 999 parameters in old versions
LONGEST_WORD = 30  # characters; a longer keyword is a sentence

Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Read:
    """One article: what it looked like, its passages, and its keywords that are words."""

    stamp: Stamp
    entries: tuple[Entry, ...]
    words: frozenset[str]


@dataclass
class Reading:
    """All articles that are not withdrawn, by key. For one thread at a time."""

    articles: dict[str, Read] = field(default_factory=dict)

    def refresh(self, session: Session) -> None:
        """Read what is new or different; every entry that is not stays the very same object."""
        stamps = {row[0]: tuple(row) for row in session.execute(_STAMPS)}
        changed = [
            key for key, stamp in stamps.items() if key not in self.articles or self.articles[key].stamp != stamp
        ]
        fresh = dict(_read(session, changed, stamps))
        self.articles = {key: fresh.get(key) or self.articles[key] for key in sorted(stamps)}

    def entries(self) -> list[Entry]:
        """All passages, by the key of their article and then as they stand in it."""
        return [entry for article in self.articles.values() for entry in article.entries]

    def words(self) -> frozenset[str]:
        """The keywords that belong in the dictionary (so that ภ.บ.ท.5 or น.ส.3ก stay whole)."""
        return frozenset().union(*(article.words for article in self.articles.values()))


# What an entry is made of. Passages are replaced together with a new revision and checksum; lists are compared as text.
_STAMPS = select(
    Article.key, Article.revision, Article.checksum, Article.title, Article.audience, Article.leaflet,
    cast(col(Article.keywords), String), cast(col(Article.phrasings), String),
).where(col(Article.withdrawn).is_(False))  # type: ignore[call-overload]  # fmt: skip


def _read(session: Session, keys: list[str], stamps: dict[str, Stamp]) -> Iterator[tuple[str, Read]]:
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        passages = defaultdict(list)
        order = select(Passage).where(col(Passage.article_key).in_(some)).order_by(col(Passage.position))
        for passage in session.exec(order):
            passages[passage.article_key].append(passage)
        for article in session.exec(select(Article).where(col(Article.key).in_(some))):
            words = frozenset(k for k in article.keywords if len(k) <= LONGEST_WORD)
            yield article.key, Read(stamps[article.key], tuple(_entries(article, passages[article.key])), words)


def _entries(article: Article, passages: Iterable[Passage]) -> Iterator[Entry]:
    for passage in passages:
        yield Entry(
            id=f"{article.key}#{passage.position}",
            group=article.key,
            title=article.title,
            text=passage.text,
            keywords=" ".join(article.keywords),
            phrasings=" ".join(article.phrasings),
            audience=article.audience,
            names=tuple(article.keywords),
            labels=frozenset({LEAFLET} if article.leaflet else ()),
        )

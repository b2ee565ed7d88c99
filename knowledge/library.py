"""The search index of this process, brought up to date from the revision number in the tables."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from knowledge import revisions, synonyms
from knowledge.confidence import Model, read_model, shipped_model
from knowledge.embedding.meaning import Meaning
from knowledge.karaoke import Karaoke
from knowledge.models import Article, Division, Organisation, Passage, Setting
from knowledge.search import Entry, Index, QueryMaker
from knowledge.synonyms import SynonymTable
from knowledge.text import normalise
from knowledge.text_words import Words

LEAFLET = "leaflet"
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


class Library:
    """Hands out the shelf of the newest committed revision; built at the first use, again after each change."""

    def __init__(self, shelf: Shelf | None = None, meaning: Meaning | None = None) -> None:
        self._shelf, self._meaning = shelf, meaning
        self._building = threading.Lock()

    def shelf(self, session: Session) -> Shelf:
        """The knowledge as this session sees it."""
        revision = revisions.current(session)
        if self._shelf is None or self._shelf.revision != revision:
            with self._building:
                if self._shelf is None or self._shelf.revision != revision:
                    shelf = _build(session, revision)
                    if self._meaning is not None:
                        self._meaning.join(shelf.index)
                    self._shelf = shelf
        return self._shelf


def _build(session: Session, revision: int) -> Shelf:
    table = synonyms.table_of(session)
    articles = {a.key: a for a in session.exec(select(Article).where(col(Article.withdrawn).is_(False)))}
    words = Words(table.variants() | _own_words(session, list(articles.values())))
    order = select(Passage).order_by(Passage.article_key, col(Passage.position))
    entries = [_entry(articles[p.article_key], p) for p in session.exec(order) if p.article_key in articles]
    organisation = _organisation(session)
    queries = QueryMaker(words, table, _karaoke(entries, words, table), _names(organisation))
    return Shelf(revision, Index(entries, words), queries, _model(session), organisation)


def _karaoke(entries: Iterable[Entry], words: Words, table: SynonymTable) -> Karaoke:
    """The words of titles, keywords and synonyms, as they sound."""
    texts = {t for e in entries for t in (e.title, e.keywords, e.phrasings)}
    said = Counter(w for text in texts for w in words.cut(normalise(text)))
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


def _own_words(session: Session, articles: list[Article]) -> set[str]:
    """Words of the place: keywords, divisions, the organisation's names (so that ภ.บ.ท.5 or น.ส.3ก stay whole)."""
    own = {k for a in articles for k in a.keywords if len(k) <= 30}
    own |= {d.name for d in session.exec(select(Division))}
    for organisation in session.exec(select(Organisation)):
        own |= {organisation.name, organisation.short_name, organisation.district, organisation.province}
    return own


def _entry(article: Article, passage: Passage) -> Entry:
    return Entry(
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

"""Decides what a question gets: an answer, a choice of articles, or an honest "don't know"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlmodel import Session

from knowledge import access, editions, excerpts, scope
from knowledge.access import Reader
from knowledge.confidence import Evidence, Model, weigh_evidence
from knowledge.library import Shelf
from knowledge.models import Article
from knowledge.search import Hit, Query
from knowledge.text import normalise

CHOICES = 3
CANDIDATES = 12  # articles looked at; the confidence needs ten
SHOWN_SHARE = 0.4  # of the best score; what is below it is never shown and need not be fetched
RIVAL_SHARE = 0.72  # what one may see must come this near to the best there is, or it is beside the point


class Verdict(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CHOOSE = "choose"
    DONT_KNOW = "dont_know"


@dataclass(frozen=True)
class Found:
    """An article that may answer a question."""

    article: Article
    score: float
    expired: bool
    query: Query | None = None

    @property
    def excerpt(self) -> excerpts.Block:
        """The words of it that answer."""
        return excerpts.choose(self.article.title, self.article.body, self.query) if self.query else excerpts.NOTHING


@dataclass(frozen=True)
class Decision:
    """The verdict with its articles, best first, and why."""

    verdict: Verdict
    found: list[Found] = field(default_factory=list)
    confidence: float = 0.0
    withheld: bool = False
    query: Query | None = None


def answer(session: Session, shelf: Shelf, question: str, reader: Reader, today: date,
           label: str | None = None) -> Decision:  # fmt: skip
    """Decide on a question for this reader today; `label` searches one kind of article only (leaflets)."""
    query = shelf.queries.make(question)
    if query.empty:
        return Decision(Verdict.DONT_KNOW, query=query)
    hits, evidence = look(shelf, query, reader, label)
    sure = shelf.model.confidence(evidence)
    if evidence is None or evidence.rivalry < RIVAL_SHARE:
        # Something much better must not be shown: what is left would only look like an answer.
        return Decision(Verdict.DONT_KNOW, confidence=sure, withheld=_is_withheld(shelf, query, label), query=query)
    found = _current_first(_found(session, hits, query, reader, today))
    if found and scope.is_beside(query.text, found[0].article, shelf.names):
        return Decision(Verdict.DONT_KNOW, found, sure, query=query)
    named = _named_by_one_word(shelf, query, found)
    if len(named) > 1:
        return Decision(Verdict.CHOOSE, named, sure, query=query)
    return Decision(_verdict(sure, found, shelf.model), found, sure, query=query)


def look(shelf: Shelf, query: Query, reader: Reader, label: str | None = None) -> tuple[list[Hit], Evidence | None]:
    """The best passage of each article this reader may see, best first, and what speaks for the first."""
    everything = _one_per_article(shelf.index.search(query, None, CANDIDATES * 4, label))
    hits = [h for h in everything if h.entry.audience in reader.audiences][:CANDIDATES]
    best = everything[0].score if everything else 0.0
    return hits, weigh_evidence(query, hits, shelf.index.unseen_share(query), best)


def _is_withheld(shelf: Shelf, query: Query, label: str | None) -> bool:
    """Whether somebody with all rights would have got something; for the count, never for the words of a reply."""
    _, evidence = look(shelf, query, access.EVERYTHING, label)
    return shelf.model.confidence(evidence) >= shelf.model.choose_at


def article_now(session: Session, key: str, reader: Reader) -> Article | None:
    """The article with this key as it stands, if the reader may see it."""
    return next(iter(access.visible(session, [key], reader)), None)


def _one_per_article(hits: Sequence[Hit]) -> list[Hit]:
    seen: set[str] = set()
    return [h for h in hits if not (h.entry.group in seen or seen.add(h.entry.group))]  # type: ignore[func-returns-value]


def _found(session: Session, hits: Sequence[Hit], query: Query, reader: Reader, today: date) -> list[Found]:
    """The hits as articles, checked again against the database: the index is not the boundary."""
    near = {h.entry.group: h.score for h in hits if h.score >= SHOWN_SHARE * hits[0].score}
    return [
        Found(article, near[article.key], editions.is_expired(article, today), query)
        for article in access.visible(session, list(near), reader)
    ]


def _current_first(found: list[Found]) -> list[Found]:
    """An expired article is never the first answer while a current one comes near it."""
    if found and found[0].expired:
        near = [f for f in found if not f.expired and f.score >= RIVAL_SHARE * found[0].score]
        return [*near, *(f for f in found if f not in near)]
    return found


def _named_by_one_word(shelf: Shelf, query: Query, found: Sequence[Found]) -> list[Found]:
    """For a message that is only a topic word (ภาษี): the articles that it names; one word is no question yet."""
    words = [w for w in shelf.queries.words.cut(query.text) if w not in shelf.queries.synonyms.quiet]
    if len(set(words)) != 1:
        return []
    return [f for f in found if words[0] in normalise(" ".join((f.article.title, *f.article.keywords)))]


def _verdict(sure: float, found: Sequence[Found], model: Model) -> Verdict:
    if not found or sure < model.choose_at:
        return Verdict.DONT_KNOW
    return Verdict.ANSWER if sure >= model.answer_at else Verdict.CHOOSE

"""What the search finds for a message, and whether the first article is right: for confidence and its fit."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from bot.evaluation.cases import Case, Expectation
from bot.rehearsal import PERSONAS
from knowledge import answers, scope
from knowledge.access import Reader, visible
from knowledge.fitting import Judged
from knowledge.library import LEAFLET, Shelf
from knowledge.search import Query

QUESTIONS = ("answer", "leaflet", "abstain", "denied")  # types of messages that ask the knowledge


def weighed(session: Session, shelf: Shelf, cases: Iterable[Case]) -> Iterator[Judged]:
    """The questions among the cases that the confidence decides on, with what speaks for the first article."""
    for case in cases:
        if case.expect is None or case.expect.type not in QUESTIONS:
            continue
        query = shelf.queries.make(case.text)
        if case.expect.type == "abstain" and _refused_before(shelf, query):
            continue
        judged = _weigh(session, shelf, query, Reader(frozenset(PERSONAS[case.persona])), case.expect)
        if judged is not None:
            yield judged


def _weigh(session: Session, shelf: Shelf, query: Query, reader: Reader, expect: Expectation) -> Judged | None:
    """Right is a first article that is asked for or does no harm; None for one that is beside the point anyhow."""
    hits, evidence = answers.look(shelf, query, reader, LEAFLET if expect.type == "leaflet" else None)
    right = {*expect.titles, *expect.tolerated_titles}
    if evidence is None:
        return Judged(None, False, bool(right))
    first = visible(session, [hits[0].entry.group], reader)[0]
    return None if scope.is_beside(query.text, first) else Judged(evidence, first.title in right, bool(right))


def _refused_before(shelf: Shelf, query: Query) -> bool:
    """Whether the tables of other agencies and places end the matter, so that no confidence is asked for."""
    elsewhere = shelf.organisation is not None and scope.names_elsewhere(query.text, shelf.organisation)
    return elsewhere or scope.agency_for(query.text) is not None

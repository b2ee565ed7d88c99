"""A question as search sees it: its terms with weights, and what was added or left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.karaoke import Karaoke
from knowledge.patterns import said_by_form
from knowledge.search.analysis import TRIGRAMS, WORDS, terms
from knowledge.synonyms import SynonymTable
from knowledge.text import close_up, normalise
from knowledge.text_words import Words, thai_from_english_keys

KEPT = 256  # queries
QUERY_LIMIT = 1000  # characters; a longer message is searched by its first and last part
EXPANSION_WEIGHT = 0.7
RELATED_WEIGHT = 0.45  # an everyday word is kept, and what it points at is searched for too
QUIET_WEIGHT = 0.4  # lighter, not removed: without stop words search is worse (thai-search §1)
REPLACED_WEIGHT = 0.4  # what was written keeps this weight beside the official word that was added


Weights = dict[str, float]


@dataclass(frozen=True, eq=False)  # compared as the object it is, so that what was found for it can be kept
class Query:
    """Terms with weights, by channel. `expansions` lists (what was written, what was added) for the explanation."""

    text: str
    terms: Mapping[str, Mapping[str, float]]
    expansions: tuple[tuple[str, str], ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether nothing is left to search for."""
        return not self.terms[WORDS.name]

    @property
    def words(self) -> Mapping[str, float]:
        """The words with their weights."""
        return self.terms[WORDS.name]

    @property
    def trigrams(self) -> Mapping[str, float]:
        """The terms that also tell the sentences of an article apart."""
        return self.terms[TRIGRAMS.name]


@dataclass
class QueryMaker:
    """Makes queries with the organisation's dictionary and synonyms."""

    words: Words
    synonyms: SynonymTable = field(default_factory=SynonymTable)
    karaoke: Karaoke = field(default_factory=lambda: Karaoke({}))
    own_names: frozenset[str] = frozenset()
    _kept: dict[str, Query] = field(default_factory=dict)

    def make(self, text: str) -> Query:
        """The query for a message. Bounded in time for any input: at most QUERY_LIMIT characters are used.

        One message is looked at by several handlers, and people ask the same: the last ones are kept.
        """
        query = self._kept.get(text)
        if query is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            query = self._kept[text] = self._make(_bounded(text))
        return query

    def _make(self, text: str) -> Query:
        repaired = thai_from_english_keys(text, self.words) or self.karaoke.read(text)
        bare = self.strip_particles(repaired or close_up(normalise(text)))
        cuts = self.words.cut_at(bare)
        found = [m for m in self.synonyms.find(bare, cuts) if m.variant not in self.own_names]
        weights = self._weights(bare)
        self._quieten(weights, bare, cuts)
        for match in found:
            if not match.related:
                _lower(weights, self._weights(match.variant), REPLACED_WEIGHT)
            weight = RELATED_WEIGHT if match.related else EXPANSION_WEIGHT
            for canonical in match.canonicals:
                _add(weights, self._weights(canonical), weight / len(match.canonicals))
        by_form = said_by_form(bare)
        for _, words in by_form:
            _add(weights, self._weights(words), EXPANSION_WEIGHT)
        for name in self.own_names:  # everything here is about this place: its name tells nothing apart
            _lower(weights, self._weights(name), QUIET_WEIGHT)
        added = (*((m.variant, c) for m in found for c in m.canonicals), *by_form)
        return Query(bare, weights, (((text, repaired),) if repaired else ()) + added)

    def strip_particles(self, text: str) -> str:
        """Normalised text without politeness: particles anywhere, the ambiguous ones at the edges of a clause only."""
        kept = []
        for clause in text.split(" "):
            places = [p for p in self.words.cut_at(clause) if clause[p[0] : p[1]] not in self.synonyms.particles]
            while places and clause[places[-1][0] : places[-1][1]] in self.synonyms.edge_particles:
                places.pop()
            while places and clause[places[0][0] : places[0][1]] in self.synonyms.edge_particles:
                places.pop(0)
            kept.append(_join(clause, places))
        return " ".join(k for k in kept if k)

    def _quieten(self, weights: dict[str, Weights], bare: str, cuts: list[tuple[int, int]]) -> None:
        """Words that every question has say little about which one it is."""
        for start, end in cuts:
            if bare[start:end] in self.synonyms.quiet:
                _lower(weights, self._weights(bare[start:end]), QUIET_WEIGHT)

    def _weights(self, text: str) -> dict[str, Weights]:
        return {channel: dict.fromkeys(found, 1.0) for channel, found in terms(text, self.words).items()}


def _join(clause: str, places: list[tuple[int, int]]) -> str:
    """The kept words, with what stood between neighbours (dots, dashes) left in place."""
    pieces, at = [], None
    for start, end in places:
        between = clause[at:start] if at is not None else ""
        pieces.append(between if not any(c.isalnum() for c in between) else " ")
        pieces.append(clause[start:end])
        at = end
    return "".join(pieces).strip()


def _lower(weights: dict[str, Weights], replaced: dict[str, Weights], weight: float) -> None:
    for channel, found in replaced.items():
        for term in found:
            if term in weights[channel]:
                weights[channel][term] = min(weights[channel][term], weight)


def _add(weights: dict[str, Weights], more: dict[str, Weights], weight: float) -> None:
    for channel, found in more.items():
        for term in found:
            weights[channel][term] = max(weights[channel].get(term, 0.0), weight)


def _bounded(text: str) -> str:
    half = QUERY_LIMIT // 2
    return text if len(text) <= QUERY_LIMIT else text[:half] + " " + text[-half:]

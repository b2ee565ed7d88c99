"""What a message is about, told apart from what it asks of it (ค่าธรรมเนียมเท่าไหร่ names no matter)."""

from knowledge.cues import is_asking
from knowledge.library import Shelf
from knowledge.search import Query
from knowledge.text import normalise


def named(shelf: Shelf, query: Query) -> frozenset[str]:
    """The words of a message, or of what it means, that stand in the title or the keywords of some article."""
    said = {word for word in own_words(query) if word in shelf.matters}
    meant = {m for written, m in query.expansions if not is_asking(written)}
    return frozenset(said.union(*(_telling(shelf, words) for words in meant)))


def own_words(query: Query) -> frozenset[str]:
    """The words that carry a message: as they were typed, without the small ones and those that only ask."""
    return frozenset(word for word, weight in query.words.items() if weight >= 1 and not is_asking(word))


def _telling(shelf: Shelf, words: str) -> set[str]:
    cut = shelf.queries.words.cut(normalise(words))
    return {word for word in cut if word in shelf.matters and word not in shelf.queries.synonyms.quiet}

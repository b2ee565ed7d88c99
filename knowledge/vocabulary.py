"""The words of titles, keywords and phrasings, counted; each text is cut once while the dictionary cuts it the same."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.text import normalise
from knowledge.text_words import Words


@dataclass
class Vocabulary:
    """Remembers how texts were cut. For one thread at a time."""

    _own_words: frozenset[str] = frozenset()
    _known: dict[str, tuple[str, list[str]]] = field(default_factory=dict)

    def counted(self, texts: Iterable[str], words: Words) -> Counter[str]:
        """How often each word stands in the texts, each different text counted once."""
        changed = self._own_words ^ words.own
        known = self._known
        if changed:
            known = {t: found for t, found in known.items() if not any(word in found[0] for word in changed)}
        self._own_words = words.own
        self._known = {text: known.get(text) or _cut(text, words) for text in dict.fromkeys(texts)}
        return Counter(word for _, found in self._known.values() for word in found)

    def within(self, texts: Iterable[str]) -> frozenset[str]:
        """The words of some of the texts that were counted last."""
        return frozenset(word for text in texts for word in self._known[text][1])


def _cut(text: str, words: Words) -> tuple[str, list[str]]:
    normal = normalise(text)
    return normal, words.cut(normal)

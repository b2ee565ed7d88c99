"""Why a question got what it got, in words a clerk understands: made from the decision, for the reader who asked.

Only articles that the reader may see are in it; that something was withheld is not told either, because "not for you"
and "does not exist" read the same everywhere.
"""

from dataclasses import asdict, dataclass, field

from sqlmodel import Session

from knowledge import access, answers
from knowledge.access import Reader
from knowledge.answers import Decision, Verdict
from knowledge.confidence import Evidence
from knowledge.library import Shelf
from knowledge.search import Hit, Query
from knowledge.search.analysis import CHANNELS
from knowledge.text import normalise

SHOWN = 5  # articles
WORDS_SHOWN = 6
WHY = {
    Verdict.ANSWER: "ตอบ เพราะความมั่นใจ {sure:.2f} ถึงเกณฑ์ตอบ {answer:.2f}",
    Verdict.CHOOSE: "ให้เลือก เพราะความมั่นใจ {sure:.2f} อยู่ระหว่างเกณฑ์ให้เลือก {choose:.2f} กับเกณฑ์ตอบ {answer:.2f}",
    Verdict.DONT_KNOW: "ไม่ตอบ เพราะความมั่นใจ {sure:.2f} ไม่ถึงเกณฑ์ {choose:.2f} หรือไม่มีเรื่องที่ตรง",
}
BECAUSE = "ตรงเพราะคำว่า {words}"
BY_LETTERS = "ไม่มีคำที่ตรงกันทั้งคำ ใกล้เคียงที่ตัวสะกด"


@dataclass(frozen=True)
class Candidate:
    """An article that was looked at: its score, the share of the question each channel found in it (0...1), and why."""

    title: str
    score: float
    shares: dict[str, float]
    title_share: float
    matched: tuple[str, ...]

    @property
    def because(self) -> str:
        """The words that matched, in a sentence."""
        return BECAUSE.format(words=", ".join(self.matched)) if self.matched else BY_LETTERS


@dataclass(frozen=True)
class Explanation:
    """What was searched for, what was found, and the sentence that tells why it was or was not shown."""

    typed: str
    searched: str
    words: tuple[tuple[str, float], ...]
    added: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    confidence: float
    evidence: dict[str, float] = field(default_factory=dict)
    why: str = ""


def explain(session: Session, shelf: Shelf, typed: str, decision: Decision, reader: Reader) -> Explanation:
    """The explanation of a decision that was made for this reader."""
    query = decision.query or shelf.queries.make(typed)
    hits, evidence = answers.look(shelf, query, reader)
    titles = {a.key: a.title for a in access.visible(session, [h.entry.group for h in hits], reader)}
    seen = [h for h in hits if h.entry.group in titles][:SHOWN]
    model = shelf.model
    return Explanation(
        typed=typed,
        searched=query.text,
        words=tuple((w, round(weight, 2)) for w, weight in query.words.items()),
        added=tuple(query.expansions),
        candidates=tuple(_candidate(shelf, query, hit, titles[hit.entry.group]) for hit in seen),
        confidence=decision.confidence,
        evidence=_evidence(evidence, reader) if evidence and seen else {},
        why=WHY[decision.verdict].format(sure=decision.confidence, answer=model.answer_at, choose=model.choose_at),
    )


def _evidence(evidence: Evidence, reader: Reader) -> dict[str, float]:
    """What speaks for the first article; whether something better is withheld is told to nobody who may not see it."""
    told = {name: round(value, 3) for name, value in asdict(evidence).items()}
    return told if reader.verified else {name: value for name, value in told.items() if name != "rivalry"}


def _candidate(shelf: Shelf, query: Query, hit: Hit, title: str) -> Candidate:
    shares = {c.name: round(share, 3) for c, share in zip(CHANNELS, hit.shares, strict=True)}
    return Candidate(title, round(hit.score, 3), shares, round(hit.title_share, 3), _matched(shelf, query, hit))


def _matched(shelf: Shelf, query: Query, hit: Hit) -> tuple[str, ...]:
    """The words of the question that stand in the passage, its title or its keywords; the weightiest, longest first."""
    entry = hit.entry
    held = set(shelf.queries.words.cut(normalise(f"{entry.title} {entry.keywords} {entry.phrasings} {entry.text}")))
    both = [(weight, len(word), word) for word, weight in query.words.items() if word in held]
    return tuple(word for _, _, word in sorted(both, key=lambda row: (-row[0], -row[1], row[2]))[:WORDS_SHOWN])

"""Outcomes as tables and lists for the terminal."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.cases import Case
from bot.evaluation.judging import Outcome
from knowledge.text import shorten

SHOWN = 70  # graphemes of a message in a list
HEAD = f"{'':10}{'':14}{'n':>5}{'right':>7}{'per cent':>10}{'in top 3':>10}"


@dataclass
class Tally:
    """How many of a group were right: strictly, and with one of the first three titles."""

    n: int = 0
    right: int = 0
    in_top: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one more."""
        assert outcome.judgement is not None
        self.n, self.right = self.n + 1, self.right + outcome.judgement.right
        self.in_top += outcome.judgement.in_top


def tallies(judged: Sequence[Outcome]) -> dict[tuple[str, str], Tally]:
    """All, then by type, style, organisation and persona; a row without a style is counted under "none"."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for outcome in judged:
        for group in (("all", ""), *_groups(outcome.case)):
            found[group].add(outcome)
    order = ["all", "type", "style", "org", "persona"]
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1])))


def table(judged: Sequence[Outcome]) -> Iterator[str]:
    """The table of right answers, and the two things that must not happen at all."""
    yield HEAD
    for (group, name), t in tallies(judged).items():
        yield f"{group:10}{name:14}{t.n:5}{t.right:7}{100 * t.right / t.n:10.1f}{100 * t.in_top / t.n:10.1f}"
    leaks = [f"{o.case.id} ({o.judgement.leak})" for o in judged if o.judgement and o.judgement.leak]
    yield f"leaks to citizens (must be none): {', '.join(leaks) or 'none'}"
    missed = [o.case.id for o in judged if o.case.expect and o.case.expect.urgent and not _helped(o)]
    yield f"emergencies missed (must be none): {', '.join(missed) or 'none'}"


def failures(judged: Sequence[Outcome]) -> Iterator[str]:
    """Each wrong reply: the message, what was expected, what came, and what was wrong with it."""
    for o in judged:
        if o.judgement and not o.judgement.right:
            marks = " ".join(m for m in (o.case.org, o.case.persona, o.case.style) if m)
            came = "; ".join(p for p in (o.given.type, o.given.intent, ", ".join(o.given.titles)) if p)
            yield f"{o.case.id}  {in_a_line(o.case.text)}  ({marks})"
            yield f"      expected  {o.case.expect}"
            yield f"      came      {came}"
            yield f"      wrong     {'; '.join(o.judgement.reasons)}"


def in_a_line(text: str) -> str:
    """A message short enough for a list."""
    return shorten(" ".join(text.split()), SHOWN)


def _groups(case: Case) -> Iterator[tuple[str, str]]:
    assert case.expect is not None
    yield "type", case.expect.type
    yield "style", case.style or "none"
    yield "org", case.org
    yield "persona", case.persona


def _helped(outcome: Outcome) -> bool:
    return outcome.judgement is not None and outcome.judgement.in_top

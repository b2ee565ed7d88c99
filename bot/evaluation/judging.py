"""Compares a reply with what was expected of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluation.boundary import Boundary, squash
from bot.evaluation.cases import Case, Expectation
from knowledge.text import THAI_DIGITS

TOP = 3
HARMLESS = ("answer", "leaflet", "handoff", "smalltalk")  # replies to a denied request that show outside articles only


@dataclass(frozen=True)
class Given:
    """A reply as it was given: its kind, the titles it shows in order, all its words, the command it took it for."""

    type: str
    titles: tuple[str, ...]
    text: str
    intent: str | None


@dataclass(frozen=True)
class Judgement:
    """`right`: with the first title; `in_top`: with one of the first three. `reasons` say what was wrong."""

    right: bool
    in_top: bool
    reasons: tuple[str, ...] = ()
    leak: str | None = None


@dataclass(frozen=True)
class Outcome:
    """A case with what came; `judgement` is None for a case that expects nothing."""

    case: Case
    given: Given
    judgement: Judgement | None


def judge(case: Case, given: Given, boundary: Boundary) -> Judgement | None:
    """Whether the reply is what the case expects; None when it expects nothing.

    Words that are missing or forbidden, and a leak, make any reply wrong.
    """
    expect = case.expect
    if expect is None:
        return None
    first, top = matches(expect, given, 1, boundary), matches(expect, given, TOP, boundary)
    leak = boundary.leak(given.titles, given.text, case.text) if case.persona == "citizen" else None
    faults = [*_wrong_words(expect, given.text), *(f"LEAK: {shown}" for shown in [leak] if shown)]
    missed = [] if first else ["not what was expected" if not top else "right, but not first"]
    return Judgement(first and not faults, top and not faults, (*missed, *faults), leak)


def matches(expect: Expectation, given: Given, within: int, boundary: Boundary) -> bool:
    """Whether kind and titles are as expected, when the first `within` titles count."""
    match expect.type:
        case "answer":
            return given.type in ("answer", "leaflet") and _shows(expect, given, within)
        case "leaflet":
            return given.type == "leaflet" and _shows(expect, given, within)
        case "abstain":
            return given.type in expect.acceptable_types or given.titles[:1] in [(t,) for t in expect.tolerated_titles]
        case "denied":
            return _keeps_inside(expect, given, boundary)
        case "command":
            return _is_command(expect, given, strictly=within == 1)
        case _:
            return given.type in ("smalltalk", "command")


def _shows(expect: Expectation, given: Given, within: int) -> bool:
    if expect.titles_all:
        return set(expect.titles) <= set(given.titles[: max(within, len(expect.titles))])
    return any(title in expect.titles for title in given.titles[:within])


def _keeps_inside(expect: Expectation, given: Given, boundary: Boundary) -> bool:
    if set(given.titles) & set(expect.forbidden_titles):
        return False
    outside = given.type in HARMLESS and set(given.titles) <= boundary.external_titles
    return given.type in expect.acceptable_types or outside


def _is_command(expect: Expectation, given: Given, strictly: bool) -> bool:
    if given.type == "handoff" and expect.intent == "handoff":
        return True
    return given.type in ("command", "handoff") and (not strictly or expect.intent in (None, given.intent))


def _wrong_words(expect: Expectation, text: str) -> Iterator[str]:
    wanted = expect.must_contain_any
    if wanted and not any(squash(words) in squash(text) for words in wanted):
        yield f"says none of {', '.join(wanted)}"
    if expect.must_not_regex and re.search(expect.must_not_regex, " ".join(text.translate(THAI_DIGITS).split())):
        yield f"says what /{expect.must_not_regex}/ forbids"

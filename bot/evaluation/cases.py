"""One message of an evaluation file, and what a good reply to it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from bot.rehearsal import PERSONAS
from knowledge.errors import BadSetting

TYPES = ("answer", "leaflet", "abstain", "smalltalk", "denied", "command")
LISTS = ("titles", "acceptable_types", "tolerated_titles", "forbidden_titles", "must_contain_any")
TEXTS = ("must_not_regex", "intent")

Row = dict[str, Any]
Remark = Callable[[str], None]


@dataclass(frozen=True)
class Expectation:
    """What a good reply is; the format of tests/eval/README.md. The last five are marks for reporting only."""

    type: str
    titles: tuple[str, ...] = ()
    titles_all: bool = False
    acceptable_types: tuple[str, ...] = ()
    tolerated_titles: tuple[str, ...] = ()
    forbidden_titles: tuple[str, ...] = ()
    must_contain_any: tuple[str, ...] = ()
    must_not_regex: str = ""
    intent: str | None = None
    near_miss: bool = False
    cross_org: bool = False
    no_fabrication: bool = False
    emergency: bool = False
    safety: bool = False

    @property
    def urgent(self) -> bool:
        """Whether somebody may come to harm when the reply lacks the number to call."""
        return self.emergency or self.safety

    def __str__(self) -> str:
        said = [self.type, *(f"intent {i}" for i in [self.intent] if i)]
        said += [f"{name.replace('_', ' ')} {', '.join(values)}" for name in LISTS if (values := getattr(self, name))]
        return "; ".join([*said, *(f"must not say /{r}/" for r in [self.must_not_regex] if r)])


KNOWN = frozenset(f.name for f in fields(Expectation))


@dataclass(frozen=True)
class Case:
    """A message of a person; `expect` is None when the file does not say what a good reply is."""

    id: str
    org: str
    persona: str
    text: str
    style: str
    expect: Expectation | None


def read_case(place: str, row: Row, remark: Remark) -> Case:
    """The case in a row; a field of `expect` that is not known is left out, with a remark.

    `place` is file:line for complaints. Errors: BadSetting for a row that cannot be asked or judged.
    """
    if not isinstance(row["persona"], str) or row["persona"] not in PERSONAS:
        raise BadSetting(f"{place}: persona {row['persona']!r}; choose from {', '.join(PERSONAS)}.")
    style = row.get("style") or ""
    if not isinstance(style, str):
        raise BadSetting(f"{place}: style must be a text.")
    expect = None if row.get("expect") is None else read_expectation(place, row["expect"], remark)
    return Case(row["id"], row["org"], row["persona"], row["text"], style, expect)


def read_expectation(place: str, given: Any, remark: Remark) -> Expectation:
    """What a row expects. Errors: BadSetting that names the field that cannot be judged."""
    if not isinstance(given, dict) or given.get("type") not in TYPES:
        raise BadSetting(f"{place}: expect must be an object with a type: {', '.join(TYPES)}.")
    unknown = sorted(set(given) - KNOWN)
    if unknown:
        remark(f"{place}: expect has fields that are not known and not judged: {', '.join(unknown)}.")
    known = {name: value for name, value in given.items() if name in KNOWN and value is not None}
    expect = Expectation(**{name: _value(place, name, value) for name, value in known.items()})
    if expect.type in ("answer", "leaflet") and not expect.titles:
        raise BadSetting(f"{place}: expect.titles must name at least one title for the type {expect.type}.")
    return expect


def _value(place: str, name: str, value: Any) -> Any:
    if name in LISTS:
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise BadSetting(f"{place}: expect.{name} must be a list of texts.")
    if name in TEXTS or name == "type":
        if isinstance(value, str) and (name != "must_not_regex" or _is_pattern(value)):
            return value
        raise BadSetting(f"{place}: expect.{name} must be a {'pattern' if name == 'must_not_regex' else 'text'}.")
    if isinstance(value, bool):
        return value
    raise BadSetting(f"{place}: expect.{name} must be true or false.")


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True

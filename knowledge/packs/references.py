"""Checks what one field of a pack says of another: keys that are used twice, or refer to nothing, and dates.

Works on the plain values, whether or not they are right otherwise, so that all mistakes are told at once.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from knowledge.packs.nodes import Place

Mistake = tuple[Place, str]


def check(pack: Any) -> list[Mistake]:
    """Every mistake between fields, with its place."""
    articles = _rows(pack, "articles")
    keys = {a["id"] for a in articles if isinstance(a.get("id"), str)}
    divisions = {d["key"] for d in _rows(pack, "divisions") if isinstance(d.get("key"), str)}
    found = [*_twice(("divisions",), "key", _rows(pack, "divisions")), *_twice(("articles",), "id", articles)]
    for number, article in enumerate(articles):
        found += _article(("articles", number), article, keys, divisions)
    return [*found, *_plan(pack, keys)]


def _article(here: Place, article: dict[str, Any], keys: set[Any], divisions: set[Any]) -> Iterator[Mistake]:
    owner = article.get("owner_division")
    if isinstance(owner, str) and owner not in divisions:
        yield (*here, "owner_division"), f"no division has the key {owner!r}"
    yield from _missing((*here, "related"), article.get("related"), keys)
    since, until = _day(article.get("valid_from")), _day(article.get("valid_until"))
    if since and until and until < since:
        yield (*here, "valid_until"), "is before valid_from"


def _plan(pack: Any, keys: set[Any]) -> Iterator[Mistake]:
    plan = pack.get("km_plan") if isinstance(pack, dict) else None
    activities = _rows(plan, "activities")
    yield from _twice(("km_plan", "activities"), "id", activities)
    for number, issue in enumerate(_rows(plan, "issues")):
        yield from _missing(("km_plan", "issues", number, "documents"), issue.get("documents"), keys)
    starts, ends = (_day(plan.get("starts")), _day(plan.get("ends"))) if isinstance(plan, dict) else (None, None)
    for number, activity in enumerate(activities):
        deadline = _day(activity.get("deadline"))
        if deadline and starts and ends and not starts <= deadline <= ends:
            yield ("km_plan", "activities", number, "deadline"), f"outside {starts} to {ends}"


def _missing(here: Place, named: Any, keys: set[Any]) -> Iterator[Mistake]:
    for number, key in enumerate(named if isinstance(named, list) else []):
        if isinstance(key, str) and key not in keys:
            yield (*here, number), f"no article has the id {key!r}"


def _twice(here: Place, field: str, rows: list[dict[str, Any]]) -> Iterator[Mistake]:
    used = Counter(row.get(field) for row in rows if isinstance(row.get(field), str))
    for number, row in enumerate(rows):
        if isinstance(row.get(field), str) and used[row[field]] > 1:
            yield (*here, number, field), f"{row.get(field)!r} is used twice; each needs its own"


def _rows(holder: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a list, an empty one in place of what is no row, so that numbers stay right."""
    rows = holder.get(name) if isinstance(holder, dict) else None
    return [r if isinstance(r, dict) else {} for r in rows] if isinstance(rows, list) else []


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None

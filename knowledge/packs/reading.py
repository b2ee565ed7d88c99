"""Reads a pack file and reports every mistake at once, each with its file, line and field."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import BadSetting, PackMistakes
from knowledge.packs.format import PackFile

DATA = Path(__file__).parent.parent / "data"
LIMIT = 20_000_000  # bytes; a pack is text, the largest real one is 160 KB
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[int | str, ...]


def find_pack(name: str) -> Path:
    """The pack file for a path, or for the name of one that comes with the program (mueangkaset, mueangchum).

    Errors: BadSetting with the names to choose from.
    """
    path = Path(name)
    if path.is_file():
        return path
    built_in = DATA / f"{name}.yaml"
    if built_in.is_file() and built_in.parent == DATA:
        return built_in
    names = ", ".join(sorted(p.stem for p in DATA.glob("mueang*.yaml")))
    raise BadSetting(f"There is no pack file {name}. Give the path of a .yaml file, or one of: {names}.")


def read_pack(path: Path) -> PackFile:
    """The checked contents of a pack. Errors: PackMistakes with one line per mistake."""
    node = _compose(path)
    lines = _lines(node)
    mistakes = _repeated_fields(node, path.name)
    try:
        pack = PackFile.model_validate(_Loader("").construct_document(node))
    except ValidationError as error:
        mistakes += [_mistake(path.name, lines, e["loc"], _reason(e)) for e in error.errors()]
        raise PackMistakes(mistakes) from None
    mistakes += [_mistake(path.name, lines, place, reason) for place, reason in _cross_check(pack)]
    if mistakes:
        raise PackMistakes(mistakes)
    return pack


def _compose(path: Path) -> yaml.Node:
    try:
        if path.stat().st_size > LIMIT:
            raise PackMistakes([f"{path.name}:1: file: larger than {LIMIT // 1_000_000} MB; is this a pack?"])
        text = path.read_text(encoding="utf-8")
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, Loader=_Loader)):
            raise PackMistakes([f"{path.name}:1: file: YAML aliases (*name) are not used in packs; write it out"])
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise PackMistakes([f"{path.name}:1: file: not UTF-8 text ({error.reason})"]) from None
    except OSError as error:
        raise PackMistakes([f"{path.name}:1: file: cannot be read ({error.strerror})"]) from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PackMistakes([f"{path.name}:{line}: file: not YAML: {error.problem}"]) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise PackMistakes([f"{path.name}:1: file: not YAML: {type(error).__name__}"]) from None
    if not isinstance(node, yaml.MappingNode):
        raise PackMistakes([f"{path.name}:1: file: empty, or not a mapping of fields"])
    return node


def _lines(node: yaml.Node, place: Place = ()) -> dict[Place, int]:
    """The line on which each field stands."""
    found = {place: node.start_mark.line + 1}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _lines(value, (*place, key.value))
            found[(*place, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            found |= _lines(value, (*place, index))
    return found


def _repeated_fields(node: yaml.Node, name: str) -> list[str]:
    if isinstance(node, yaml.SequenceNode):
        return [m for value in node.value for m in _repeated_fields(value, name)]
    if not isinstance(node, yaml.MappingNode):
        return []
    seen: set[str] = set()
    mistakes = []
    for key, value in node.value:
        if key.value in seen:
            mistakes.append(f"{name}:{key.start_mark.line + 1}: {key.value}: this field stands twice; keep one")
        seen.add(key.value)
        mistakes += _repeated_fields(value, name)
    return mistakes


def _mistake(name: str, lines: dict[Place, int], place: Place, reason: str) -> str:
    known = place
    while known not in lines:
        known = known[:-1]
    field = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".") or "file"
    return f"{name}:{lines[known]}: {field}: {reason}"


def _reason(error: Any) -> str:
    kind, found = error["type"], error.get("input")
    if kind == "missing":
        return "this field is missing"
    if kind == "extra_forbidden":
        return "no such field; is the name typed right?"
    shown = f" (found {str(found)[:40]!r})" if isinstance(found, str | int | float | bool | type(None)) else ""
    return f"{error['msg'][0].lower()}{error['msg'][1:]}{shown}"


def _cross_check(pack: PackFile) -> list[tuple[Place, str]]:
    articles = {a.id for a in pack.articles}
    divisions = {d.key for d in pack.divisions}
    found: list[tuple[Place, str]] = []
    found += _twice("divisions", "key", [d.key for d in pack.divisions])
    found += _twice("articles", "id", [a.id for a in pack.articles])
    for i, article in enumerate(pack.articles):
        here: Place = ("articles", i)
        if article.owner_division not in divisions | {None}:
            found.append(((*here, "owner_division"), f"no division has the key {article.owner_division!r}"))
        found += [
            ((*here, "related", j), f"no article has the id {key!r}")
            for j, key in enumerate(article.related)
            if key not in articles
        ]
        if article.valid_from and article.valid_until and article.valid_until < article.valid_from:
            found.append(((*here, "valid_until"), "is before valid_from"))
    return found + _check_plan(pack, articles)


def _check_plan(pack: PackFile, articles: set[str]) -> list[tuple[Place, str]]:
    plan = pack.km_plan
    if plan is None:
        return []
    found = _twice("km_plan", "activities", [a.id for a in plan.activities])
    for i, issue in enumerate(plan.issues):
        found += [
            (("km_plan", "issues", i, "documents", j), f"no article has the id {key!r}")
            for j, key in enumerate(issue.documents)
            if key not in articles
        ]
    for i, activity in enumerate(plan.activities):
        if not plan.starts <= activity.deadline <= plan.ends:
            found.append((("km_plan", "activities", i, "deadline"), f"outside {plan.starts} to {plan.ends}"))
    return found


def _twice(list_name: str, field: str, keys: list[str]) -> list[tuple[Place, str]]:
    repeated = {k for k, n in Counter(keys).items() if n > 1}
    return [
        ((list_name, i, field), f"{key!r} is used twice; each needs its own")
        for i, key in enumerate(keys)
        if key in repeated
    ]

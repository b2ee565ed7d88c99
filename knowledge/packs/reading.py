"""Reads a pack file and reports every mistake at once, each with its file, line and field."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.errors import BadSetting, PackMistakes
from knowledge.packs import references
from knowledge.packs.format import PackFile
from knowledge.packs.nodes import Place, Tree

DATA = Path(__file__).parent.parent / "data"
LIMIT = 20_000_000  # bytes; a pack is text, the largest real one is 160 KB
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    """The checked contents of a pack. Errors: PackMistakes with one line per mistake, in the order of the file."""
    tree = Tree()
    values = tree.read(_compose(path))
    found = [*tree.mistakes, *references.check(values)]
    try:
        pack = PackFile.model_validate(values)
    except ValidationError as error:
        unread = {place for place, _ in tree.mistakes}
        found += [(e["loc"], _reason(e)) for e in error.errors() if e["loc"] not in unread]
    if found:
        raise PackMistakes([text for _, text in sorted(_located(path.name, tree.lines, *f) for f in found)])
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
    except RecursionError:
        raise PackMistakes([f"{path.name}:1: file: nested too deeply"]) from None
    except yaml.YAMLError as error:
        raise PackMistakes([f"{path.name}:1: file: not YAML: {type(error).__name__}"]) from None
    if not isinstance(node, yaml.MappingNode):
        raise PackMistakes([f"{path.name}:1: file: empty, or not a mapping of fields"])
    return node


def _located(name: str, lines: dict[Place, int], place: Place, reason: str) -> tuple[int, str]:
    """The mistake with the line of its field, or of the nearest field around it."""
    known = place
    while known not in lines:
        known = known[:-1]
    field = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in place).lstrip(".") or "file"
    return lines[known], f"{name}:{lines[known]}: {field}: {reason}"


def _reason(error: Any) -> str:
    kind, found = error["type"], error.get("input")
    if kind == "missing":
        return "this field is missing"
    if kind == "extra_forbidden":
        return "no such field; is the name typed right?"
    message = error["msg"].removeprefix("Value error, ")
    shown = f" (found {str(found)[:40]!r})" if isinstance(found, str | int | float | bool | type(None)) else ""
    return f"{message[0].lower()}{message[1:]}{shown}"

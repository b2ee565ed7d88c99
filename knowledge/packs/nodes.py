"""Takes a YAML tree apart into plain values, and keeps for every field the line on which it stands."""

from dataclasses import dataclass, field
from typing import Any

import yaml

Place = tuple[int | str, ...]
LARGEST = 2**31 - 1  # what a column holds
DEEPEST = 40  # levels; a pack has six
_PLAIN = "tag:yaml.org,2002:"


@dataclass
class Tree:
    """The values of a file, where they stand, and what could not be read, as (place, reason)."""

    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[tuple[Place, str]] = field(default_factory=list)

    def read(self, node: yaml.Node, place: Place = ()) -> Any:
        """The value of a node: mapping, list, text, number, true/false or nothing. Dates stay text."""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if len(place) > DEEPEST:
            return self._refuse(place, "nested too deeply")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(value, (*place, index)) for index, value in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.lines[(*place, "?")] = key.start_mark.line + 1
                self._refuse((*place, "?"), "a field's name must be one word")
                continue
            here = (*place, key.value)
            if key.value in values:
                self.lines[here] = key.start_mark.line + 1
                self._refuse(here, "this field stands twice; keep one")
            self.lines[here] = key.start_mark.line + 1
            values[key.value] = self.read(value, here)
        return values

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        tag, text = node.tag.removeprefix(_PLAIN), node.value
        try:
            match tag:
                case "null":
                    return None
                case "int":
                    return self._number(text, place)
                case "float":
                    return float(text.replace("_", ""))
                case "bool":
                    # YAML 1.1 takes yes, no, on and off for truth values; here they are words.
                    return text.lower() == "true" if text.lower() in ("true", "false") else text
                case "str" | "timestamp" | "merge" | "value":
                    return self._refuse(place, "holds a NUL character") if "\x00" in text else text
        except ValueError:
            return self._refuse(place, f"cannot be read as {tag} (found {text[:40]!r})")
        return self._refuse(place, f"the tag {node.tag[:60]} is not used in packs")

    def _number(self, text: str, place: Place) -> int | None:
        number = int(text.replace("_", ""), 0 if text.startswith(("0x", "0o")) else 10)
        if abs(number) > LARGEST:
            self._refuse(place, "is too large a number")
            return None
        return number

    def _refuse(self, place: Place, reason: str) -> None:
        self.mistakes.append((place, reason))

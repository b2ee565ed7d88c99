"""LINE's OpenAPI description as JSON Schema that is as strict as LINE.

OpenAPI validators do not follow `discriminator`: to them any object with a `type` is a message. Here every schema is
two: `Name.open` holds its own fields, for others to build on; `Name` is what may stand in a request: closed to unknown
fields, and where LINE tells types apart by a field, the schema of that very type.
"""

from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

Json = dict[str, Any]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
HERE = "#/components/schemas/"


class Description:
    """A description with a validator for each request body."""

    def __init__(self, path: Path) -> None:
        self._described: Json = yaml.load(
            path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        self._definitions: Json = {}
        for name, schema in self._described["components"]["schemas"].items():
            self._definitions[f"{name}.open"] = _open(schema)
            self._definitions[name] = _closed(name, schema)
        self._validators: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def mistakes(self, method: str, path: str, body: Any) -> list[str]:
        """What LINE would find wrong with the JSON body of a call."""
        content = self._described["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]
        return self.mistakes_in(content["schema"]["$ref"].removeprefix(HERE), body)

    def mistakes_in(self, name: str, value: Any) -> list[str]:
        """What is wrong with a value of the named schema."""
        if name not in self._validators:
            schema = {"$ref": f"#/$defs/{name}", "$defs": self._definitions}
            self._validators[name] = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        return [f"{list(e.instance_path)}: {e.message}" for e in self._validators[name].iter_errors(value)]


def _closed(name: str, schema: Json) -> Json:
    told_apart = schema.get("discriminator")
    if told_apart:
        return _by_type(told_apart["propertyName"], told_apart["mapping"])
    own = {"$ref": f"#/$defs/{name}.open"}
    return own | {"unevaluatedProperties": False} if schema.get("type") == "object" or "allOf" in schema else own


def _by_type(field: str, mapping: dict[str, str]) -> Json:
    """The one schema that the field names; any other value of it is a mistake."""
    cases = [
        {"if": {"properties": {field: {"const": value}}}, "then": {"$ref": _moved(target)}}
        for value, target in mapping.items()
    ]
    return {"type": "object", "required": [field], "properties": {field: {"enum": list(mapping)}}, "allOf": cases}


def _open(schema: Any, building: bool = False) -> Any:
    """The schema with references that point to our definitions; below `allOf` to the open ones."""
    if isinstance(schema, list):
        return [_open(part, building) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": _moved(schema["$ref"]) + (".open" if building else "")}
    return {key: _open(value, building=key == "allOf") for key, value in schema.items() if key != "discriminator"}


def _moved(reference: str) -> str:
    return reference.replace(HERE, "#/$defs/")

"""One call of the API and its answer, apart from sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulator.errors import Json, LineError


@dataclass(frozen=True)
class Answer:
    """What goes back to the caller: JSON in most cases, bytes for pictures and pages."""

    status: int = 200
    body: Json | list[Json] | bytes = field(default_factory=dict)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """Return the body's bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass
class Call:
    """What came in: method, path, query and body; header names are lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes
    request_id: str
    _parsed: Any = None

    def body(self) -> Any:
        """Return the JSON body, or LINE's complaint about it."""
        if self._parsed is None:
            self._parsed = self._parse()
        return self._parsed

    def _parse(self) -> Any:
        try:
            parsed = json.loads(self.raw)
        except (ValueError, RecursionError) as error:
            at = f"line: {getattr(error, 'lineno', '-')}, column: {getattr(error, 'colno', '-')}"
            raise LineError(400, f"The request body could not be parsed as JSON ({at})") from error
        if not isinstance(parsed, dict):
            raise LineError(400, "The request body could not be parsed as JSON (line: 1, column: 1)")
        return parsed

    def readable(self) -> Any:
        """Return the body for a record: JSON if it is, otherwise its length in words."""
        if not self.raw:
            return None
        try:
            return self.body()
        except LineError:
            return f"<{len(self.raw)} bytes>"

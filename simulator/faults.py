"""Bad days of the network and of LINE, ordered by a test."""

from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from threading import Lock

from simulator.errors import RATE_LIMIT, Json

KINDS = ("status", "status_after", "delay", "hang", "reset_before", "reset_after")

_MESSAGES = {429: RATE_LIMIT, 500: "Internal server error", 503: "Service Unavailable"}


@dataclass
class Fault:
    """One kind of trouble on one path.

    status: the call is answered with an error and not acted on; status_after: acted on, then answered so.
    delay: answered late. hang: never answered. reset_before: the connection drops before LINE acts.
    reset_after: LINE accepts and delivers, then the connection drops without an answer.
    """

    kind: str
    path: str | None = None
    times: int | None = None
    status: int = 500
    message: str | None = None
    seconds: float = 0.1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A fault's kind is one of {', '.join(KINDS)}, not {self.kind!r}.")

    def body(self) -> Json:
        """Return the error body of a status fault."""
        return {"message": self.message or _MESSAGES.get(self.status, "Error")}


@dataclass
class Faults:
    """Faults in the order they were added; each is used up after its number of times."""

    rows: list[Fault] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def add(
        self,
        kind: str,
        path: str | None = None,
        times: int | None = None,
        status: int = 500,
        message: str | None = None,
        seconds: float = 0.1,
    ) -> Fault:
        """Order a fault on a path (None or a pattern such as `/v2/bot/message/*`); times=None is always."""
        fault = Fault(kind, path, times, status, message, seconds)
        with self._lock:
            self.rows.append(fault)
        return fault

    def take(self, path: str) -> Fault | None:
        """Return the fault that strikes this call, and count it."""
        if not self.rows:
            return None
        with self._lock:
            fault = next((row for row in self.rows if row.path is None or fnmatchcase(path, row.path)), None)
            if fault and fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.rows.remove(fault)
            return fault

    def clear(self) -> None:
        """End all trouble."""
        with self._lock:
            self.rows.clear()

    def as_json(self) -> list[Json]:
        """Return the faults still ordered."""
        return [asdict(fault) for fault in self.rows]

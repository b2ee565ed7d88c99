"""Names processes so that another one can tell later whether the named one still lives."""

import os
import socket
from pathlib import Path


def own_name() -> str:
    """host/pid/start of this process; the start keeps a reused pid from passing for the old process."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def is_dead(name: str) -> bool:
    """Whether the named process of this machine is certainly gone; False for other machines and unreadable names."""
    host, _, process = name.partition("/")
    pid, _, started = process.partition("/")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return _started(int(pid)) != started


def _started(pid: int) -> str:
    """The kernel's start time of a process in clock ticks (field 22 of /proc/PID/stat), or empty when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "" if Path("/proc/self").exists() else "unknown"
    return fields[19] if fields[0] != "Z" else ""

"""The growth of search times as an SVG picture, written by hand: both axes logarithmic."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 430, 70, 50, 120, 55
COLOURS = {"ours": "#0b6e4f", "tantivy": "#c8553d", "bm25s": "#2d5d9f", "FTS5": "#8a6d9e"}
Points = Sequence[tuple[float, float]]


def draw(path: Path, lines: Mapping[str, Points], title: str) -> None:
    """One line per engine: (passages, milliseconds)."""
    points = [p for line in lines.values() for p in line]
    across = _scale([x for x, _ in points], LEFT, WIDTH - RIGHT)
    up = _scale([y for _, y in points], HEIGHT - BOTTOM, TOP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
             f'font-size="13"><rect width="100%" height="100%" fill="#fff"/><text x="{LEFT}" y="26" font-size="15">'
             f"{title}</text>"]  # fmt: skip
    parts += [_tick(across.at(x), HEIGHT - BOTTOM, f"{x:,.0f}", flat=True) for x in across.ticks]
    parts += [_tick(LEFT, up.at(y), f"{y:g} ms", flat=False) for y in up.ticks]
    parts += [_line(name, [(across.at(x), up.at(y)) for x, y in line]) for name, line in lines.items() if line]
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">passages</text></svg>')
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


class _scale:
    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self._low, self._step = low, (last - first) / max(high - low, 1)
        self._first = first
        self.ticks = [10.0**n for n in range(low, high + 1)]

    def at(self, value: float) -> float:
        return self._first + (math.log10(value) - self._low) * self._step


def _tick(x: float, y: float, words: str, flat: bool) -> str:
    far = f'x2="{x:.1f}" y2="{TOP}"' if flat else f'x2="{WIDTH - RIGHT}" y2="{y:.1f}"'
    place = (
        f'x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle"'
        if flat
        else f'x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end"'
    )
    return f'<line x1="{x:.1f}" y1="{y:.1f}" {far} stroke="#ddd"/><text {place}>{words}</text>'


def _line(name: str, points: Points) -> str:
    colour, (x, y) = COLOURS[name], points[-1]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    dots = "".join(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3.5" fill="{colour}"/>' for a, b in points)
    return (f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.2"/>{dots}'
            f'<text x="{x + 10:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>')  # fmt: skip

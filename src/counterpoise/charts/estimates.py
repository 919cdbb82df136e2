"""Values with their error, one row a state: several marks side by side, each of its own shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from .counts import diamond
from .svg import WIDTH, chart, dot, rectangle, segment, text

LEFT, RIGHT, TOP, ROW = 150, 20, 40, 30
COLORS = ("first", "second", "third")


@dataclass(frozen=True)
class Mark:
    """A value of one series; without ``low`` and ``high`` no error is known."""

    series: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Row:
    """One label with its marks and, at the right, a note."""

    label: str
    marks: Sequence[Mark]
    note: str = ""


def estimate_chart(name: str, title: str, rows: Sequence[Row], unit: str) -> str:
    """Marks on a logarithmic axis; the thin line through a mark is its 90 % range."""
    series = list(dict.fromkeys(m.series for r in rows for m in r.marks))
    ends = [v for r in rows for m in r.marks for v in (m.value, m.low, m.high) if v]
    low, high = min(ends) / 1.08, max(ends) * 1.08
    height = TOP + ROW * len(rows) + 44

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * log10(value / low) / log10(high / low)

    parts = key(series)
    for tick in _round_numbers(low, high):
        parts.append(segment(x(tick), TOP, x(tick), height - 38, "axis"))
        parts.append(text(x(tick), height - 22, f"{tick:,g}", "middle", True))
    for k, row in enumerate(rows):
        y = TOP + ROW * (k + 0.5)
        parts.append(text(LEFT - 10, y + 4, row.label, "end"))
        parts += [p for m in row.marks for p in _drawn(m, series.index(m.series), len(series), y, x)]
        if row.note:
            parts.append(_note(row, y, x))
    parts.append(text(WIDTH - RIGHT, height - 5, f"{unit}, logarithmic; thin line: 90 % range", "end", True))
    return chart(name, title, "; ".join(map(_words, rows)), height, parts)


def key(series: Sequence[str]) -> list[str]:
    """What each shape stands for, along the top."""
    parts, x = [], 12.0
    for k, label in enumerate(series):
        parts += [shape(k, x, 12), text(x + 12, 16, label)]
        x += 32 + 7.2 * len(label)
    return parts


def _note(row: Row, y: float, x: Callable[[float], float]) -> str:
    """The note stands behind the last mark, or before the first where there is no room."""
    ends = [x(v) for m in row.marks for v in (m.value, m.low, m.high) if v]
    behind = max(ends) + 10 + 7 * len(row.note) < WIDTH - RIGHT
    return text(max(ends) + 10 if behind else min(ends) - 10, y + 4, row.note, "start" if behind else "end")


def _drawn(mark: Mark, k: int, count: int, y: float, x: Callable[[float], float]) -> list[str]:
    at = y + 7 * (k - (count - 1) / 2)
    parts = []
    if mark.low and mark.high:
        parts.append(segment(x(mark.low), at, x(mark.high), at, f"thin {COLORS[k]}"))
    return [*parts, shape(k, x(mark.value), at)]


def shape(k: int, x: float, y: float) -> str:
    """A filled disc, a diamond or a square: told apart without color."""
    if k == 0:
        return dot(x, y, COLORS[0], 4.5)
    return diamond(x, y, COLORS[1], 5.5) if k == 1 else rectangle(x - 4, y - 4, 8, 8, COLORS[2])


def _round_numbers(low: float, high: float) -> list[float]:
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    return [m * 10.0**d for d in decades for m in (1, 2, 5) if low <= m * 10.0**d <= high]


def _words(row: Row) -> str:
    marks = ", ".join(
        f"{m.series} {m.value:,.4g}" + (f" (90 % range {m.low:,.4g} to {m.high:,.4g})" if m.low and m.high else "")
        for m in row.marks
    )
    return f"{row.label}: {marks}" + (f", {row.note}" if row.note else "")

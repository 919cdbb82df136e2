"""Chances with their ranges, one row a label: several marks side by side on one axis in percent."""

from collections.abc import Sequence

from .estimates import COLORS, Row, key, shape
from .percent import percent
from .svg import WIDTH, chart, segment, text, ticks

LEFT, RIGHT, TOP, ROW, GAP = 150, 24, 34, 48, 14


def chance_chart(name: str, title: str, rows: Sequence[Row]) -> str:
    """Marks from zero on, as far as the widest range; the line through a mark is its range. Values are shares."""
    series = list(dict.fromkeys(m.series for r in rows for m in r.marks))
    top = max([v for r in rows for m in r.marks for v in (m.value, m.high or 0.0)], default=0.0) or 1.0
    height = TOP + ROW * len(rows) + 32

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / top

    parts = key(series)
    for tick in ticks(0.0, 100.0 * top):
        parts.append(segment(x(tick / 100.0), TOP, x(tick / 100.0), height - 26, "axis"))
        parts.append(text(x(tick / 100.0), height - 8, f"{tick:g} %", "middle", True))
    for k, row in enumerate(rows):
        y = TOP + ROW * (k + 0.5)
        parts.append(text(LEFT - 12, y + 4, row.label, "end"))
        for mark in row.marks:
            at = series.index(mark.series)
            height_of = y + GAP * (at - (len(series) - 1) / 2)
            if mark.low is not None and mark.high is not None:
                parts.append(segment(x(mark.low), height_of, x(mark.high), height_of, f"thin {COLORS[at]}"))
            parts.append(shape(at, x(mark.value), height_of))
    return chart(name, title, "; ".join(map(_words, rows)), height, parts)


def _words(row: Row) -> str:
    return f"{row.label}: " + ", ".join(
        f"{m.series} {percent(m.value)}"
        + (f" ({percent(m.low)} to {percent(m.high)})" if m.low is not None and m.high is not None else "")
        for m in row.marks
    )

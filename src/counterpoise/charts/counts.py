"""Counts over years as plain lines, with single values from elsewhere marked beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, dot, legend, path, segment, text, ticks

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 52, 24, 54, 34, 310
COLORS = ("first", "third", "fourth")


@dataclass(frozen=True)
class Count:
    """One way of counting, year by year."""

    label: str
    years: Sequence[int]
    values: Sequence[float]


@dataclass(frozen=True)
class Mark:
    """A value stated elsewhere for one year."""

    label: str
    year: int
    value: float


def count_chart(name: str, title: str, counts: Sequence[Count], marks: Sequence[Mark], ylabel: str) -> str:
    """One line a count, a dot a year; each mark is a labelled diamond."""
    years = sorted({y for c in counts for y in c.years})
    first, last = years[0], years[-1]
    top = 1.05 * max([v for c in counts for v in c.values] + [m.value for m in marks])

    def x(year: float) -> float:
        return LEFT + 12 + (WIDTH - LEFT - RIGHT - 24) * (year - first) / max(last - first, 1)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top

    parts = legend([*((c.label, COLORS[k]) for k, c in enumerate(counts)), *((m.label, "second") for m in marks)])
    for tick in ticks(0.0, top):
        parts += [
            segment(LEFT, y(tick), WIDTH - RIGHT, y(tick), "axis"),
            text(LEFT - 6, y(tick) + 4, f"{tick:g}", "end"),
        ]
    parts += [text(x(t), HEIGHT - 14, str(t), "middle", True) for t in years]
    for k, c in enumerate(counts):
        points = [(x(t), y(v)) for t, v in zip(c.years, c.values, strict=True)]
        parts += [path(points, f"line {COLORS[k]}"), *(dot(u, v, COLORS[k], 3) for u, v in points)]
    for m in marks:
        parts += [diamond(x(m.year), y(m.value), "second"), text(x(m.year) + 10, y(m.value) + 5, f"{m.value:g}")]
    parts.append(text(4, TOP - 12, ylabel, soft=True))
    words = [f"{c.label}: " + ", ".join(f"{t} {v:g}" for t, v in zip(c.years, c.values, strict=True)) for c in counts]
    words += [f"{m.label}: {m.value:g} in {m.year}" for m in marks]
    return chart(name, title, "; ".join(words), HEIGHT, parts)


def diamond(x: float, y: float, kind: str, radius: float = 6) -> str:
    """A value that is not of the series around it."""
    return path([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], kind, close=True)

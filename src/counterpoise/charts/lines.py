"""Lines over years with a band around each."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, legend, path, segment, text, ticks

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 46, 16, 34, 30, 260
COLORS = ("first", "second", "third")


@dataclass(frozen=True)
class Band:
    """A series over years with the lower and upper edge of its spread."""

    label: str
    years: Sequence[int]
    middle: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def line_chart(name: str, title: str, bands: Sequence[Band], ylabel: str, floor: float = 0.0) -> str:
    """One line a band; the wash around it is its 90 % spread."""
    years = [y for b in bands for y in b.years]
    first, last, top = min(years), max(years), 1.05 * max(h for b in bands for h in b.high)

    def x(year: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (year - first) / max(last - first, 1)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - floor) / (top - floor)

    parts = legend([(b.label, COLORS[k]) for k, b in enumerate(bands)])
    for tick in ticks(floor, top):
        parts += [
            segment(LEFT, y(tick), WIDTH - RIGHT, y(tick), "axis"),
            text(LEFT - 6, y(tick) + 4, f"{tick:.6g}", "end", True),
        ]
    decades = [d for d in range(first - first % 10, last + 1, 10) if d >= first]
    parts += [text(x(d), HEIGHT - 10, str(d), "middle", True) for d in decades]
    for k, b in enumerate(bands):
        edge = [(x(t), y(v)) for t, v in zip(b.years, b.high, strict=True)]
        edge += [(x(t), y(v)) for t, v in reversed(list(zip(b.years, b.low, strict=True)))]
        parts.append(path(edge, f"area {COLORS[k]}", close=True))
        parts.append(path([(x(t), y(v)) for t, v in zip(b.years, b.middle, strict=True)], f"line {COLORS[k]}"))
    parts.append(text(LEFT - 40, TOP - 6, ylabel, soft=True))
    words = "; ".join(
        f"{b.label}: {b.middle[0]:.2g} in {b.years[0]}, {b.middle[-1]:.2g} in {b.years[-1]}" for b in bands
    )
    return chart(name, title, words, HEIGHT, parts)

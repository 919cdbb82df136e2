"""Ranks over years with a band around each: the first rank on top, ranks on a logarithmic scale."""

from collections.abc import Sequence
from math import log10

from .lines import COLORS, Band
from .svg import WIDTH, chart, dot, legend, path, segment, text

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 46, 24, 34, 30, 230
TICKS = (1, 2, 5, 10, 20, 50, 100, 200)


def rank_chart(name: str, title: str, bands: Sequence[Band]) -> str:
    """One line a band with its points; the wash around it is the spread of the rank."""
    years = sorted({y for b in bands for y in b.years})
    last = max(h for b in bands for h in b.high)
    bottom = next((t for t in TICKS if t >= last), TICKS[-1])

    def x(year: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (year - years[0]) / max(years[-1] - years[0], 1)

    def y(rank: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * log10(max(rank, 1)) / log10(max(bottom, 2))

    parts = legend([(b.label, COLORS[k]) for k, b in enumerate(bands)])
    for tick in (t for t in TICKS if t <= bottom):
        parts += [
            segment(LEFT, y(tick), WIDTH - RIGHT, y(tick), "axis"),
            text(LEFT - 6, y(tick) + 4, str(tick), "end", True),
        ]
    parts += [text(x(t), HEIGHT - 10, str(t), "middle", True) for t in years]
    for k, b in enumerate(bands):
        points = [(x(t), y(v)) for t, v in zip(b.years, b.middle, strict=True)]
        edge = [(x(t), y(v)) for t, v in zip(b.years, b.low, strict=True)]
        edge += [(x(t), y(v)) for t, v in reversed(list(zip(b.years, b.high, strict=True)))]
        parts += [path(edge, f"area {COLORS[k]}", close=True), path(points, f"line {COLORS[k]}")]
        parts += [dot(px, py, COLORS[k], 3.5) for px, py in points]
    words = "; ".join(
        f"{b.label} in {t}: rank {m:.0f}, spread {low:.0f} to {high:.0f}"
        for b in bands
        for t, m, low, high in zip(b.years, b.middle, b.low, b.high, strict=True)
    )
    return chart(name, title, words, HEIGHT, parts)

"""Ranks with their spread: one row a measure, one mark a state, on a logarithmic rank axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from .svg import WIDTH, chart, dot, legend, segment, text

LEFT, RIGHT, TOP, ROW = 200, 20, 34, 30
COLORS = ("first", "second", "third")


@dataclass(frozen=True)
class Interval:
    """A rank with its spread over measures and, where known, its spread from error in the data."""

    series: str
    label: str
    rank: int
    low: int
    high: int
    data_low: int | None = None
    data_high: int | None = None


def interval_chart(name: str, title: str, intervals: Sequence[Interval], last: int) -> str:
    """Thick bar: 5th to 95th percentile over measures; thin bar: over drawn data; dot: the middle rank."""
    labels = list(dict.fromkeys(i.label for i in intervals))
    series = list(dict.fromkeys(i.series for i in intervals))
    height = TOP + ROW * len(labels) + 40
    parts = legend([(s, COLORS[k]) for k, s in enumerate(series)])
    parts += _axis(last, height)
    for row, label in enumerate(labels):
        y = TOP + ROW * (row + 0.5)
        parts.append(text(LEFT - 10, y + 4, label, anchor="end"))
        for interval in (i for i in intervals if i.label == label):
            k = series.index(interval.series)
            parts += _mark(interval, y + 7 * (k - (len(series) - 1) / 2), COLORS[k], last)
    words = "; ".join(f"{i.series}, {i.label}: rank {i.rank}, spread {i.low} to {i.high}" for i in intervals)
    return chart(name, title, words, height, parts)


def _x(rank: float, last: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * log10(max(rank, 1)) / log10(max(last, 2))


def _axis(last: int, height: float) -> list[str]:
    ticks = [t for t in (1, 2, 5, 10, 20, 50, 100, 200) if t <= last]
    parts = [segment(_x(t, last), TOP, _x(t, last), height - 32, "axis") for t in ticks]
    parts += [text(_x(t, last), height - 18, str(t), anchor="middle", soft=True) for t in ticks]
    return [*parts, text(WIDTH - RIGHT, height - 3, "rank (1 = strongest)", anchor="end", soft=True)]


def _mark(interval: Interval, y: float, color: str, last: int) -> list[str]:
    parts = [segment(_x(interval.low, last) - 1, y, _x(interval.high, last) + 1, y, f"wide {color}")]
    if interval.data_low is not None and interval.data_high is not None:
        parts.append(segment(_x(interval.data_low, last) - 1, y, _x(interval.data_high, last) + 1, y, f"thin {color}"))
    return [*parts, dot(_x(interval.rank, last), y, color, 3.5)]

"""Fans: where simulated worlds go, half of them and nine tenths of them, with another scenario dashed beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, legend, path, segment, text, ticks

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 52, 16, 36, 30, 260
DASHED = 'stroke-dasharray="6 4"'


@dataclass(frozen=True)
class Fan:
    """Quantiles over worlds for each year, lowest first: 5, 25, 50, 75 and 95 percent."""

    label: str
    years: Sequence[int]
    quantiles: Sequence[Sequence[float]]


def fan_chart(name: str, title: str, fan: Fan, beside: Fan | None, ylabel: str) -> str:
    """The fan in two washes around its median; ``beside`` as a dashed median between its dashed 5 and 95 % edges."""
    shown = [fan, *([beside] if beside else [])]
    values = [v for f in shown for q in f.quantiles for v in q]
    low, high = _frame(min(values), max(values))
    years = fan.years

    def x(year: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (year - years[0]) / max(years[-1] - years[0], 1)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - low) / (high - low)

    def points(f: Fan, k: int) -> list[tuple[float, float]]:
        return [(x(t), y(v)) for t, v in zip(f.years, f.quantiles[k], strict=True)]

    parts = legend([(f.label, ("first", "second")[k]) for k, f in enumerate(shown)])
    for tick in ticks(low, high):
        parts += [segment(LEFT, y(tick), WIDTH - RIGHT, y(tick), "axis")]
        parts += [text(LEFT - 6, y(tick) + 4, f"{tick:.4g}", "end", True)]
    parts += [text(x(t), HEIGHT - 10, str(t), "middle", True) for t in _calendar(years)]
    for edge in ((0, 4), (1, 3)):
        parts.append(path(points(fan, edge[0]) + points(fan, edge[1])[::-1], "area first", close=True))
    parts.append(path(points(fan, 2), "line first"))
    if beside:
        parts += [_dashed(points(beside, k), "line second" + ("" if k == 2 else " thin")) for k in (0, 2, 4)]
    parts.append(text(LEFT - 46, TOP - 4, ylabel, soft=True))
    return chart(name, title, "; ".join(map(_words, shown)), HEIGHT, parts)


def _frame(low: float, high: float) -> tuple[float, float]:
    """The axis: from zero unless the values are far from it."""
    span = high - low if high > low else max(abs(high), 1e-9)
    floor = 0.0 if 0 <= low < 0.6 * high else low - 0.05 * span
    return floor, high + 0.05 * span


def _calendar(years: Sequence[int]) -> list[int]:
    return [year for year in years if year % 5 == 0]


def _dashed(points: list[tuple[float, float]], kind: str) -> str:
    return path(points, kind).replace("/>", f" {DASHED}/>")


def _words(fan: Fan) -> str:
    ends = [f"{q[-1]:.3g}" for q in fan.quantiles]
    return (
        f"{fan.label}: median {fan.quantiles[2][0]:.3g} in {fan.years[0]}, {ends[2]} in {fan.years[-1]} "
        f"(half of the worlds {ends[1]} to {ends[3]}, nine tenths {ends[0]} to {ends[4]})"
    )

"""Bands over salvo size on two logarithmic axes, one panel a model, with the line at which two options are equal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from .svg import STYLE, WIDTH, chart, path, segment, text

LEFT, RIGHT, TOP, BOTTOM, HEIGHT, GAP = 62, 12, 62, 46, 330, 14
COLORS = ("first", "second", "third")


@dataclass(frozen=True)
class Panel:
    """A ratio against size: quantiles 5, 25, 50, 75 and 95 percent of the draws at each size, lowest first."""

    label: str
    note: str
    sizes: Sequence[float]
    quantiles: Sequence[Sequence[float]]


def exchange_chart(name: str, title: str, panels: Sequence[Panel], xlabel: str, ylabel: str) -> str:
    """A standing picture with its own styles: two washes (90 and 50 % of draws), the median, equality dashed at 1."""
    values = [v for p in panels for q in p.quantiles for v in q] + [1.0]
    floor_, top = floor(log10(min(values))), ceil(log10(max(values)))
    width = (WIDTH - LEFT - RIGHT - GAP * (len(panels) - 1)) / len(panels)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(value) - floor_) / (top - floor_)

    parts = [f"<style>{STYLE} svg.chart {{ background: var(--page); }}</style>", text(8, 16, ylabel, soft=True)]
    step = max(1, ceil((top - floor_) / 8))
    for power in range(floor_, top + 1, step):
        parts += [segment(LEFT, y(10.0**power), WIDTH - RIGHT, y(10.0**power), "axis")]
        parts.append(text(LEFT - 6, y(10.0**power) + 4, f"{10.0**power:g}", "end", True))
    for k, panel in enumerate(panels):
        parts += _panel(panel, LEFT + k * (width + GAP), width, y, COLORS[k % 3])
    parts.append(text(WIDTH - RIGHT, HEIGHT - 8, xlabel, "end", True))
    return chart(name, title, "; ".join(map(_words, panels)), HEIGHT, parts)


def _panel(panel: Panel, left: float, width: float, y: Callable[[float], float], color: str) -> list[str]:
    low, high = log10(panel.sizes[0]), log10(panel.sizes[-1])

    def x(size: float) -> float:
        return left + width * (log10(size) - low) / (high - low)

    def line(k: int) -> list[tuple[float, float]]:
        return [(x(s), y(v)) for s, v in zip(panel.sizes, panel.quantiles[k], strict=True)]

    parts = [text(left, TOP - 24, panel.label), text(left, TOP - 8, panel.note, soft=True)]
    for power in range(ceil(low - 1e-9), floor(high + 1e-9) + 1):
        side = "start" if power < low + 0.1 else "end" if power > high - 0.1 else "middle"  # panels stand close
        parts.append(text(x(10.0**power), HEIGHT - BOTTOM + 18, f"{10.0**power:g}", side, True))
    for under, over in ((0, 4), (1, 3)):
        parts.append(path(line(under) + line(over)[::-1], f"area {color}", close=True))
    parts.append(path(line(2), f"line {color}"))
    equal = segment(left, y(1.0), left + width, y(1.0), "thin")
    return [*parts, equal.replace("/>", ' stroke="var(--ink)" stroke-dasharray="6 4"/>')]


def _words(panel: Panel) -> str:
    first, last = (tuple(q[k] for q in panel.quantiles) for k in (0, -1))
    ends = [f"{q[2]:.3g} (nine tenths {q[0]:.3g} to {q[4]:.3g})" for q in (first, last)]
    return f"{panel.label}: {ends[0]} at {panel.sizes[0]:g}, {ends[1]} at {panel.sizes[-1]:g}; {panel.note}"

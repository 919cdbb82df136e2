"""Curves of a function: exact, so without a band."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .svg import STYLE, WIDTH, chart, legend, path, segment, text, ticks

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 56, 16, 44, 44, 320
COLORS = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class Curve:
    """y against x; NaN where the function is not defined."""

    label: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]


def curve_chart(name: str, title: str, curves: Sequence[Curve], xlabel: str, ylabel: str) -> str:
    """A standing picture with its own styles, for pages that carry none. Raises ValueError if nothing is defined."""
    y = np.concatenate([c.y[np.isfinite(c.y)] for c in curves])
    if not len(y):
        raise ValueError(f"{name}: the function is defined nowhere on its figure")
    x = np.concatenate([c.x for c in curves])
    low, high = _rounded(float(y.min()), float(y.max()))
    parts = [f"<style>{STYLE} svg.chart {{ background: var(--page); }}</style>"]
    parts += legend([(c.label, COLORS[k % 4]) for k, c in enumerate(curves)])
    for tick in ticks(low, high):
        at = _place(tick, low, high, HEIGHT - BOTTOM, TOP)
        parts += [segment(LEFT, at, WIDTH - RIGHT, at, "axis"), text(LEFT - 6, at + 4, f"{tick:.6g}", "end", True)]
    for tick in ticks(float(x.min()), float(x.max())):
        at = _place(tick, x.min(), x.max(), LEFT, WIDTH - RIGHT)
        parts.append(text(at, HEIGHT - BOTTOM + 16, f"{tick:.6g}", "middle", True))
    for k, c in enumerate(curves):
        for run in _runs(c):
            points = [
                (_place(u, x.min(), x.max(), LEFT, WIDTH - RIGHT), _place(v, low, high, HEIGHT - BOTTOM, TOP))
                for u, v in run
            ]
            parts.append(path(points, f"line {COLORS[k % 4]}"))
    parts += [text(WIDTH - RIGHT, HEIGHT - 8, xlabel, "end", True), text(LEFT - 46, TOP - 10, ylabel, soft=True)]
    ends = "; ".join(f"{c.label}: from {d[0]:.3g} to {d[-1]:.3g}" for c in curves if len(d := c.y[np.isfinite(c.y)]))
    return chart(name, title, ends, HEIGHT, parts)


def _place(value: float, low: float, high: float, start: float, end: float) -> float:
    return start + (end - start) * (value - low) / (high - low if high > low else 1.0)


def _rounded(low: float, high: float) -> tuple[float, float]:
    span = high - low if high > low else max(abs(high), 1.0)
    floor = 0.0 if 0 <= low < 0.5 * span else low - 0.04 * span
    return floor, high + 0.04 * span


def _runs(curve: Curve) -> list[list[tuple[float, float]]]:
    """Unbroken stretches of a curve."""
    runs: list[list[tuple[float, float]]] = [[]]
    for u, v in zip(curve.x, curve.y, strict=True):
        if np.isfinite(v):
            runs[-1].append((float(u), float(v)))
        elif runs[-1]:
            runs.append([])
    return [r for r in runs if len(r) > 1]

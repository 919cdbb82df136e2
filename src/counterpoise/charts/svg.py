"""Drawing primitives: every chart is one SVG with a title, a description, and colors taken from the page."""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil, floor, log10

WIDTH = 720
STYLE = """
:root { --ink: #1b1f24; --soft: #5b6570; --line: #d5dae0; --page: #ffffff; --first: #0b5cad; --second: #b4460f;
  --third: #4c7a1f; --fourth: #7a3e9d; --wash: #eef2f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #a3adb8; --line: #3a434d; --page: #14181d;
  --first: #6fb3f5; --second: #f09a62; --third: #a3cf72; --fourth: #c79be0; --wash: #1e242b; } }
svg.chart { width: 100%; height: auto; max-width: 46rem; font: 13px system-ui, sans-serif; }
svg.chart text { fill: var(--ink); }
svg.chart text.soft { fill: var(--soft); }
svg.chart .axis { stroke: var(--line); stroke-width: 1; }
svg.chart .first { stroke: var(--first); fill: var(--first); }
svg.chart .second { stroke: var(--second); fill: var(--second); }
svg.chart .fourth { stroke: var(--fourth); fill: var(--fourth); }
svg.chart .third { stroke: var(--third); fill: var(--third); }
svg.chart .wide { stroke-width: 7; opacity: .35; }
svg.chart .thin { stroke-width: 1.5; }
svg.chart path.line { fill: none; stroke-width: 2; }
svg.chart .area { stroke: none; opacity: .2; }
svg.chart .bar { stroke: var(--page); stroke-width: 1; opacity: .75; }
svg.chart .hollow { fill: var(--page); stroke-width: 2; }
"""


def text(x: float, y: float, words: str, anchor: str = "start", soft: bool = False) -> str:
    """A label."""
    kind = ' class="soft"' if soft else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(words)}</text>'


def segment(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def dot(x: float, y: float, kind: str, radius: float = 4.5) -> str:
    """A point estimate."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" class="{kind}"/>'


def rectangle(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A bar."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}" class="{kind}"/>'


def path(points: Iterable[tuple[float, float]], kind: str, close: bool = False) -> str:
    """A polyline, or a filled area."""
    steps = " L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<path d="M{steps}{"Z" if close else ""}" class="{kind}"/>'


def chart(name: str, title: str, description: str, height: float, parts: Sequence[str]) -> str:
    """The whole picture, readable by a screen reader as its title and description."""
    body = "".join(parts)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(description)}</desc>{body}</svg>'
    )


def legend(entries: Sequence[tuple[str, str]], y: float = 16) -> list[str]:
    """Colored keys along the top: (label, class)."""
    parts, x = [], 10.0
    for label, kind in entries:
        parts += [rectangle(x, y - 9, 12, 10, f"bar {kind}"), text(x + 17, y, label)]
        x += 34 + 7.0 * len(label)
    return parts


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from ``low`` to ``high``: steps of 1, 2 or 5 times a power of ten, at most ``most`` of them."""
    span = high - low
    if span <= 0:
        return [low]
    size = 10.0 ** floor(log10(span / most))
    step = next(size * m for m in (1, 2, 5, 10, 20) if span / (size * m) < most)
    return [k * step for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]

"""Shares of supply: one bar a technology, the largest suppliers named, the range of the largest as a whisker."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, rectangle, segment, text

LEFT, RIGHT, TOP, ROW = 200, 20, 14, 30
COLORS = ("first", "second", "third")


@dataclass(frozen=True)
class Supplied:
    """One technology: named shares, largest first, and the range of the first; ``firm`` evidence or default."""

    label: str
    shares: Sequence[tuple[str, float]]
    low: float
    high: float
    own_evidence: bool


def share_chart(name: str, title: str, rows: Sequence[Supplied]) -> str:
    """Bars of shares; hollow labels mark technologies for which the world's shares stand in."""
    height = TOP + ROW * len(rows) + 34
    span = WIDTH - LEFT - RIGHT
    parts = [segment(LEFT + span * t, TOP, LEFT + span * t, height - 30, "axis") for t in (0, 0.25, 0.5, 0.75, 1)]
    parts += [text(LEFT + span * t, height - 14, f"{t:.0%}", "middle", True) for t in (0, 0.25, 0.5, 0.75, 1)]
    for k, row in enumerate(rows):
        y = TOP + ROW * k + 5
        mark = "" if row.own_evidence else " *"
        parts.append(text(LEFT - 10, y + 14, row.label + mark, "end"))
        x = float(LEFT)
        for j, (supplier, share) in enumerate(row.shares[:3]):
            parts.append(rectangle(x, y, span * share, 18, f"bar {COLORS[j]}"))
            if share > 0.012 * len(supplier) + 0.01:
                parts.append(text(x + 5, y + 13, supplier))
            x += span * share
        parts.append(segment(LEFT + span * row.low, y + 21, LEFT + span * row.high, y + 21, "thin first"))
    parts.append(text(WIDTH - RIGHT, height - 1, "* world shares stand in for this state", "end", True))
    words = "; ".join(f"{r.label}: " + ", ".join(f"{s} {v:.0%}" for s, v in r.shares[:3]) for r in rows)
    return chart(name, title, words, height, parts)

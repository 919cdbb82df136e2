"""Four worlds as bars made of four parts, two bars a row: before and after the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, legend, rectangle, segment, text

LEFT, RIGHT, TOP, ROW, THICK = 190, 20, 58, 62, 20
COLORS = ("second", "fourth", "first", "third")
ROOM = 0.06
"""A part narrower than this has no room for its number."""


@dataclass(frozen=True)
class WorldBar:
    """One row: shares of the worlds in the order of the chart, before and after."""

    label: str
    before: Sequence[float]
    after: Sequence[float]
    note: str = ""


def world_chart(name: str, title: str, worlds: Sequence[str], rows: Sequence[WorldBar]) -> str:
    """Pale bars before, full bars after; each part carries its share, so that nothing hangs on color alone."""
    height = TOP + ROW * len(rows) + 34
    span = WIDTH - LEFT - RIGHT
    parts = [*legend(list(zip(worlds[:2], COLORS[:2], strict=True)))]
    parts += legend(list(zip(worlds[2:], COLORS[2:], strict=True)), 36)
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts += [segment(LEFT + span * tick, TOP - 4, LEFT + span * tick, height - 30, "axis")]
        parts += [text(LEFT + span * tick, height - 14, f"{100 * tick:.0f} %", "middle", True)]
    for k, row in enumerate(rows):
        y = TOP + ROW * k
        parts.append(text(LEFT - 54, y + 18, row.label, "end"))
        parts += [text(LEFT - 54, y + 36, row.note, "end", True)] if row.note else []
        parts += [text(LEFT - 8, y + 15, "before", "end", True), text(LEFT - 8, y + 40, "after", "end", True)]
        parts += _bar(row.before, y, "area ", span) + _bar(row.after, y + THICK + 4, "bar ", span)
    parts.append(text(WIDTH - RIGHT, height - 1, "share of draws", "end", True))
    return chart(name, title, "; ".join(_words(row, worlds) for row in rows), height, parts)


def _bar(shares: Sequence[float], y: float, kind: str, span: float) -> list[str]:
    parts, x = [], float(LEFT)
    for color, share in zip(COLORS, shares, strict=True):
        parts.append(rectangle(x, y, span * share, THICK, kind + color))
        if share >= ROOM:
            parts.append(text(x + span * share / 2, y + THICK - 5, f"{100 * share:.0f}", "middle"))
        x += span * share
    return parts


def _words(row: WorldBar, worlds: Sequence[str]) -> str:
    told = (
        f"{w} {100 * b:.0f} % before, {100 * a:.0f} % after"
        for w, b, a in zip(worlds, row.before, row.after, strict=True)
    )
    return f"{row.label}: " + ", ".join(told)

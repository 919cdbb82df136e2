"""A matrix of signed effects: each cell says its number, its sign by color and side, its size by depth of color."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .svg import STYLE, WIDTH, chart, text

LEFT, RIGHT, TOP, ROW, KEY = 144, 52, 100, 20, 46
DEPTHS = ((1.0, 0.5), (0.5, 0.36), (0.2, 0.24), (0.1, 0.14), (0.0, 0.07))
"""From which absolute size on a cell has which opacity."""


@dataclass(frozen=True)
class Cell:
    """One effect. ``shown``: it differs from zero; ``own``: the column itself makes what the row is made of."""

    value: float
    shown: bool = True
    own: bool = False

    @property
    def label(self) -> str:
        """The number with its sign, a dot where it does not differ from zero; a star where it is the own."""
        if not self.shown:
            return "·"
        size = abs(self.value)
        number = f"{size:.0f}" if size >= 9.95 else f"{size:.1f}" if size >= 0.995 else f"{size:.2f}".removeprefix("0")
        sign = "+" if self.value > 0 else "−"
        return sign + number.replace("inf", "∞") + ("*" if self.own else "")


def heat_chart(
    name: str, title: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]], note: str
) -> str:
    """Rows of cells under slanted column names; more than zero in the first color, less in the second.

    ``cells`` is (row, column). Raises ValueError where it has another shape.
    """
    if len(cells) != len(rows) or any(len(line) != len(columns) for line in cells):
        raise ValueError(f"{name}: cells are not {len(rows)} x {len(columns)}")
    width = (WIDTH - LEFT - RIGHT) / max(len(columns), 1)
    parts = [_slanted(LEFT + width * (k + 0.5), TOP - 8, column) for k, column in enumerate(columns)]
    for r, (label, line) in enumerate(zip(rows, cells, strict=True)):
        y = TOP + ROW * r
        parts.append(text(LEFT - 8, y + 14, label, anchor="end"))
        for k, cell in enumerate(line):
            parts += _cell(LEFT + width * k, y, width, cell)
    bottom = TOP + ROW * len(rows)
    parts += [text(10, bottom + 20, "+ rises, − falls, · not different from zero, * made by the column itself")]
    parts += [text(10, bottom + 38, note, soft=True)]
    return chart(name, title, _words(rows, columns, cells), bottom + KEY, parts)


def standalone(svg: str) -> str:
    """The picture as a file of its own, its colors inside and following the reader's theme."""
    head, rest = svg.split(">", 1)
    return f"{head}><style>{STYLE}</style>{rest}\n"


def page(title: str, svg: str, paragraphs: Sequence[str] = ()) -> str:
    """The picture as a self-contained page that follows the reader's light or dark theme."""
    told = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}'
        "body { background: var(--page); color: var(--ink); font: 15px system-ui, sans-serif; max-width: 48rem; "
        f"margin: 2rem auto; padding: 0 1rem; }}</style></head>"
        f"<body><h1>{escape(title)}</h1>{told}{svg}</body></html>\n"
    )


def depth(value: float) -> float:
    """Opacity of a cell by its absolute size."""
    return next(opacity for least, opacity in DEPTHS if abs(value) >= least)


def _cell(x: float, y: float, width: float, cell: Cell) -> list[str]:
    kind = ' class="soft"' if not cell.shown else ""
    at = f'x="{x + width / 2:.1f}" y="{y + 14:.1f}" text-anchor="middle" font-size="11.5"'
    label = f"<text {at}{kind}>{cell.label}</text>"
    if not cell.shown:
        return [label]
    kind = "first" if cell.value > 0 else "second"
    place = f'x="{x + 1:.1f}" y="{y + 1:.1f}" width="{width - 2:.1f}" height="{ROW - 2}"'
    return [f'<rect {place} class="{kind}" style="stroke:none;fill-opacity:{depth(cell.value)}"/>', label]


def _slanted(x: float, y: float, words: str) -> str:
    return f'<text transform="translate({x:.1f},{y:.1f}) rotate(-45)">{escape(words)}</text>'


def _words(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> str:
    told = []
    for k, column in enumerate(columns):
        moved = [f"{row} {line[k].label}" for row, line in zip(rows, cells, strict=True) if line[k].shown]
        told.append(f"{column}: {', '.join(moved) or 'nothing'}")
    return "; ".join(told)

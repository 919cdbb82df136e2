"""Bars made of parts, in which a part that was never disclosed is drawn as unknown and not as zero."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .svg import WIDTH, chart, legend, rectangle, segment, text, ticks

LEFT, RIGHT, TOP, ROW, THICK = 112, 20, 34, 28, 17
COLORS = ("first", "third", "second")
UNKNOWN = 64  # drawn width of an unknown part: it has no true width


@dataclass(frozen=True)
class Stack:
    """One bar: its parts in the order of the chart, None where a part is not disclosed."""

    label: str
    parts: Mapping[str, float | None]


def stack_chart(name: str, title: str, stacks: Sequence[Stack], unit: str, scale: float = 1.0) -> str:
    """One bar a row; ``scale`` divides the values for the axis in ``unit``."""
    names = list(stacks[0].parts)
    top = max(sum(v for v in s.parts.values() if v is not None) for s in stacks) / scale
    height = TOP + ROW * len(stacks) + 44

    def x(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * value / (1.02 * top)

    parts = legend([(n, COLORS[k]) for k, n in enumerate(names)])
    for tick in ticks(0.0, top):
        parts += [
            segment(x(tick), TOP, x(tick), height - 38, "axis"),
            text(x(tick), height - 22, f"{tick:g}", "middle", True),
        ]
    for row, stack in enumerate(stacks):
        parts += _bar(stack, TOP + ROW * row + 5, lambda v: x(v / scale))
    parts.append(text(WIDTH - RIGHT, height - 5, unit, "end", True))
    words = "; ".join(
        f"{s.label}: " + ", ".join(f"{n} {'not disclosed' if v is None else f'{v:,.0f}'}" for n, v in s.parts.items())
        for s in stacks
    )
    return chart(name, title, words, height, parts)


def _bar(stack: Stack, y: float, x: Callable[[float], float]) -> list[str]:
    parts, start = [text(LEFT - 8, y + 13, stack.label, "end")], 0.0
    for color, value in zip(COLORS, stack.parts.values(), strict=False):
        if value is not None:
            parts.append(rectangle(x(start), y, x(start + value) - x(start), THICK, f"bar {color}"))
            start += value
    for color, (part, value) in zip(COLORS, stack.parts.items(), strict=False):
        if value is None:
            outline = rectangle(x(start) + 3, y + 1, UNKNOWN, THICK - 2, f"hollow {color}")
            parts.append(outline.replace("/>", ' stroke-dasharray="5 4"/>'))
            parts.append(text(x(start) + UNKNOWN + 10, y + 13, f"{part} not disclosed: unknown", soft=True))
    return parts

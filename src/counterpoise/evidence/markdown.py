"""Tables of the record pages, as Markdown."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; every cell is said as it is."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def span(value: float, low: float, high: float, digits: int = 3) -> str:
    """A number with its interval, the number alone where there is none."""
    if low != low:
        return f"{value:.{digits}g}"
    return f"{value:.{digits}g} ({low:.{digits}g} to {high:.{digits}g})"


def listed(names: Iterable[str]) -> str:
    """Names in code type with commas between, or *none*."""
    return ", ".join(f"`{name}`" for name in names) or "none"

"""The board as a picture: every effect in units of the smallest that counts, with its interval and spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from counterpoise.charts.svg import STYLE, WIDTH, chart, dot, legend, segment, text

from .estimate import Estimate
from .record import Record
from .registry import FILES, proposition
from .stated import StatedEffect

LEFT, RIGHT, TOP, ROW, GAP = 330, 16, 44, 19, 7
COLORS = ("first", "second", "third")
REACH = 12.0
"""Effects are drawn up to this many times the smallest that counts, and squeezed beyond one."""
FILE = "propositions.svg"


@dataclass(frozen=True)
class Line:
    """One effect of a claim with its estimate in each bundle, divided by the smallest effect, expected sign upwards."""

    claim: str
    stated: StatedEffect
    bundles: dict[str, Estimate]


def lines(board: Record) -> Iterator[Line]:
    """Every effect that decides a claim and has a smallest effect above nothing."""
    for claim in FILES:
        if claim in board.claims:
            for effect in board.claims[claim].effects:
                stated = proposition(claim).stated.effect(effect.name)
                bundles = effect.posterior or effect.prior
                if stated.decides and all(e.least > 0.0 for e in bundles.values()):
                    yield Line(claim, stated, bundles)


def picture(board: Record) -> str:
    """Dots: mean effects; thick bars: their 95 % intervals; thin lines: 5 to 95 % of worlds."""
    drawn = list(lines(board))
    widest = max((len(line.bundles) for line in drawn), default=1)
    height = TOP + len(drawn) * (ROW + GAP) + 46
    parts = [f"<style>{STYLE} svg.chart {{ background: var(--page); }}</style>"]
    parts += legend([(f"bundle {k + 1}" if widest > 2 else b, COLORS[k]) for k, b in enumerate(_names(widest))])
    for mark in (-REACH, -3.0, -1.0, 0.0, 1.0, 3.0, REACH):
        parts.append(segment(_x(mark), TOP - 6, _x(mark), height - 40, "axis"))
        parts.append(text(_x(mark), height - 26, f"{mark:g}", "middle", True))
    words = []
    for k, line in enumerate(drawn):
        y = TOP + k * (ROW + GAP) + ROW / 2
        parts.append(text(LEFT - 8, y + 4, f"{line.claim} {_short(line.stated.name)}", "end"))
        parts += [p for n, e in enumerate(line.bundles.values()) for p in _mark(line.stated, e, n, y)]
        first = next(iter(line.bundles.values()))
        words.append(f"{line.claim} {line.stated.name}: {_scaled(line.stated, first.effect, first.least):+.2g}")
    note = "effect in units of the smallest that counts, expected sign to the right (bent beyond 1)"
    parts.append(text(WIDTH - RIGHT, height - 6, note, "end", True))
    return chart("propositions", "Effects that decide the claims", "; ".join(words), height, parts)


def write_picture(board: Record, folder: Path) -> Path:
    """Write the picture into a folder, making it where needed. Raises OSError if it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(picture(board), encoding="utf-8")
    return path


def _names(widest: int) -> tuple[str, ...]:
    return ("neorealist", "institutionalist", "third")[:widest]


def _scaled(stated: StatedEffect, value: float, least: float) -> float:
    return (stated.sign or 1) * value / least


def _x(multiple: float) -> float:
    """Linear up to one, as a power beyond, so that one claim's great effect does not flatten the others."""
    bent = multiple if abs(multiple) <= 1.0 else (abs(multiple) ** 0.35) * (1.0 if multiple > 0.0 else -1.0)
    most = REACH**0.35
    return LEFT + (WIDTH - LEFT - RIGHT) * (min(max(bent, -most), most) + most) / (2.0 * most)


def _mark(stated: StatedEffect, e: Estimate, n: int, y: float) -> list[str]:
    at, color = y + 6.0 * (n - 0.5), COLORS[n]
    x = [_x(_scaled(stated, v, e.least)) for v in (e.world_low, e.world_high, e.low, e.high, e.effect)]
    thin = segment(min(x[:2]), at, max(x[:2]), at, f"thin {color}")
    return [thin, segment(min(x[2:4]) - 1, at, max(x[2:4]) + 1, at, f"wide {color}"), dot(x[4], at, color, 3.0)]


def _short(name: str) -> str:
    return name if len(name) <= 44 else name[:43].rsplit(" ", 1)[0] + " ..."

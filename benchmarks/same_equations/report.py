"""What the contestants took, round by round: rates, ratios with their spread, and on which machine."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from counterpoise.engine import Initial, Model

BARS = {
    ("engine strict", "NumPy"): 2.0,
    ("engine fast", "NumPy"): 3.0,
    ("engine strict", "Mesa"): 100.0,
    ("engine fast", "Mesa"): 150.0,
}
"""What the engine set out to reach."""


@dataclass
class Contestant:
    """Who runs, how many member-years in a round, and seconds of every round (wall, processor)."""

    name: str
    run: Callable[[], Any]
    member_years: int
    note: str = ""
    rounds: list[tuple[float, float]] = field(default_factory=list)

    def go(self) -> None:
        """One round."""
        begun, cpu = time.perf_counter(), time.process_time()
        self.run()
        self.rounds.append((time.perf_counter() - begun, time.process_time() - cpu))

    def rates(self, clock: int) -> list[float]:
        """Member-years a second in each round, by the wall (0) or of processor (1)."""
        return [self.member_years / seconds[clock] for seconds in self.rounds]


def spread(values: list[float]) -> dict[str, float]:
    """Middle and ends."""
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def summary(found: list[Contestant], model: Model, initial: Initial, years: int) -> dict[str, Any]:
    """Everything that was measured."""
    rates = {
        who.name: {
            "member_years_per_round": who.member_years,
            "note": who.note,
            "wall": spread(who.rates(0)),
            "processor": spread(who.rates(1)),
        }
        for who in found
    }
    index = initial.actors.index
    size = {"mechanisms": len(model.mechanisms), "states": index.n_states, "dyads": index.n_dyads, "years": years}
    return {"size": size, "machine": machine(), "rounds": len(found[0].rounds), "rates": rates, "ratios": ratios(found)}


def ratios(found: list[Contestant]) -> list[dict[str, Any]]:
    """The engine's rate over each opponent's, within rounds."""
    rows = []
    engines = [who for who in found if who.name.startswith("engine")]
    for engine in engines:
        for other in (who for who in found if who not in engines):
            row: dict[str, Any] = {
                "engine": engine.name,
                "over": other.name,
                "bar": BARS.get((engine.name, other.name)),
            }
            for clock, name in enumerate(("wall", "processor")):
                pairs = zip(engine.rates(clock), other.rates(clock), strict=True)
                row[name] = spread([a / b for a, b in pairs])
            rows.append(row)
    return rows


def machine() -> dict[str, Any]:
    """Processor, load and versions."""
    from llvmlite import binding

    features = binding.get_host_cpu_features()
    widest = next((name for name in ("avx512f", "avx2", "neon") if features.get(name)), "none known")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processor": f"{binding.get_host_cpu_name()} ({widest})",
        "cores": os.cpu_count(),
        "load": load,
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: _version(name) for name in ("counterpoise", "numpy", "numba", "mesa")},
    }


def text(result: dict[str, Any]) -> str:
    """The summary as tables."""
    size, on = result["size"], result["machine"]
    lines = [
        "{mechanisms} mechanisms, {states} states, {dyads} directed dyads, {years} years; one thread".format(**size),
        f"on {on['processor']}, {on['cores']} cores, load {on['load'] or 0.0:.1f}; Python {on['python']}, "
        f"NumPy {on['numpy']}, Numba {on['numba']}, Mesa {on['mesa']}",
        f"{result['rounds']} rounds in turn; middle of the rounds (least to most)",
        "",
        f"{'member-years a second':24}{'of processor':>24}{'by the wall':>24}",
    ]
    for name, row in result["rates"].items():
        lines.append(f"{name:24}{_range(row['processor']):>24}{_range(row['wall']):>24}  {row['note']}")
    lines += ["", f"{'ratio':34}{'of processor':>22}{'by the wall':>22}{'bar':>8}"]
    for row in result["ratios"]:
        reached = (
            "" if row["bar"] is None else ("  reached" if row["processor"]["median"] >= row["bar"] else "  missed")
        )
        bar = f"{row['bar']:g}" if row["bar"] else "none"
        pair = f"{row['engine']} / {row['over']}"
        lines.append(f"{pair:34}{_range(row['processor']):>22}{_range(row['wall']):>22}{bar:>8}{reached}")
    return "\n".join(lines)


def _range(values: dict[str, float]) -> str:
    digits = 1 if values["median"] < 100 else 0
    return "{median:,.{d}f} ({low:,.{d}f}-{high:,.{d}f})".format(d=digits, **values)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

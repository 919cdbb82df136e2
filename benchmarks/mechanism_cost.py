"""What each mechanism costs: microseconds of processor in a year of one member, and seconds to compile.

A real world is lived for some years by members side by side; then the step of each mechanism is run alone on it, many
times, inside compiled code, and what it takes is divided among the members. Rounds go over all mechanisms in turn, so
that a noisy minute strikes all alike; the least of a mechanism's rounds is its cost, the middle one shows the spread.
What the engine itself does in a year (adding and bounding the changes, recording) stands below. The sum is a little
more than a year of a run costs, or less: alone, a step finds its fields in the fastest cache.

    python -m benchmarks.mechanism_cost [names ...] [--rounds 15] [--mode strict] [--null]

Names that begin alike are enough. ``--null`` runs what stands in for a mechanism that is switched off.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from counterpoise.core.phases import Phase
from counterpoise.data.panel import load_panel
from counterpoise.engine import Ensemble, Mode, Model, year
from counterpoise.engine.calls import SETTLING, kind_of, linked_call, settling_calls
from counterpoise.engine.compile import finisher, generated
from counterpoise.engine.generate import SETTLE_KINDS, _key
from counterpoise.engine.lanes import WIDTH, Group, note
from counterpoise.engine.linking import LINK_ARGUMENTS, Changes, link
from counterpoise.engine.rebuild import Rebuilder
from counterpoise.engine.world import Blocks, Index
from counterpoise.models import NEOREALIST
from counterpoise.start import starting_point

ARGUMENTS = "repeat, x, c, ix, th, on, seed, member, base, elapsed"
LINKED = ", ".join(LINK_ARGUMENTS)
YEARS = 12


@dataclass
class World:
    """The worlds of members side by side after some years: what a step is given."""

    values: Blocks
    changes: Changes
    index: Index
    group: Group


@dataclass
class Cost:
    """One mechanism: its phase, seconds to compile it alone, microseconds of each round."""

    name: str
    phase: str
    compiled: float
    rounds: list[float] = field(default_factory=list)


def lived(model: Model, seed: int = 1) -> World:
    """The default start and the years lived from it by members side by side, with their parameters."""
    initial = starting_point(load_panel(), 2024)
    ensemble = Ensemble(model, initial, YEARS, WIDTH, seed=seed, record=["gdp"])
    ensemble.prepare()
    ensemble._call(0, WIDTH, ensemble._empty(WIDTH), np.full((WIDTH, 2), -1, np.int64))
    here = ensemble._local
    here.g.on[:] = -1  # every step, and every null, in all members
    return World(here.x, here.c, initial.actors.index, here.g)


def alone(model: Model, k: int, which: str, mode: Mode) -> Callable[..., Any]:
    """Mechanism k's step by itself, ``repeat`` times, in as many years so that its draws differ."""
    rebuilder = Rebuilder(finisher(mode, linked=True), flat=True)
    rebuilt = rebuilder.widen(getattr(model.mechanisms[k], which), partial(kind_of, model))
    call = linked_call(model, k, rebuilt, which == "null")
    body = f"        year = base + r\n        step({LINKED})\n"
    text = f"def alone({ARGUMENTS}):\n    for r in range(repeat):\n{body}"
    return generated(
        "alone", text, {"step": link([call])}, _key(mode, text, rebuilt.fingerprint, repr(call.places)), mode
    )


def microseconds(step: Callable[..., Any], world: World, repeat: int) -> float:
    """Processor time of one call of a step for one member, on average over ``repeat`` of them."""
    g = world.group
    begun = time.process_time_ns()
    step(repeat, world.values, world.changes, world.index, g.theta, g.on, 1, g.member, 2036, np.float32(YEARS))
    taken = time.process_time_ns() - begun
    for block in world.changes:
        block[:] = 0
    return taken / repeat / WIDTH / 1e3


def seconds(step: Callable[..., Any], world: World) -> float:
    """Processor time of the first call: what it takes to compile, or to read from the cache."""
    begun = time.process_time()
    microseconds(step, world, 1)
    return time.process_time() - begun


def costs(model: Model, world: World, names: Iterable[str], which: str, mode: Mode, rounds: int) -> list[Cost]:
    """Every chosen mechanism, round by round."""
    found: list[tuple[Cost, Callable[..., Any], int]] = []
    for k, mechanism in enumerate(model.mechanisms):
        if which not in mechanism.uses or not any(mechanism.__name__.startswith(name) for name in names):
            continue
        step = alone(model, k, which, mode)
        cost = Cost(mechanism.__name__, mechanism.phase.name.lower(), seconds(step, world))
        repeat = max(5, min(500, int(500 / max(microseconds(step, world, 5), 0.1))))
        found.append((cost, step, repeat))
    for _ in range(rounds):
        for cost, step, repeat in found:
            cost.rounds.append(microseconds(step, world, repeat))
    return [cost for cost, _, _ in found]


def engine(model: Model, world: World, mode: Mode, rounds: int) -> list[Cost]:
    """The engine's own passes: what a year adds and bounds, by phase."""
    rebuilder = Rebuilder(finisher(mode, linked=True), flat=True)
    own = {name: rebuilder.widen(getattr(year, name), SETTLE_KINDS[name]) for name in SETTLING}
    prints, found = [rebuilt.fingerprint for rebuilt in own.values()], []
    for phase in Phase:
        calls = settling_calls(model, phase, own)
        body = f"        year = base + r\n        bad += note(settle({LINKED}), c.bad)\n    return bad\n"
        text = f"def settle_alone({ARGUMENTS}):\n    bad = 0\n    for r in range(repeat):\n{body}"
        if calls:
            key = _key(mode, text, repr([call.places for call in calls]), *prints)
            settle = generated("settle_alone", text, {"settle": link(calls), "note": note}, key, mode)
            cost = Cost(f"settle {len(model.changed_in(phase))} fields", phase.name.lower(), seconds(settle, world))
            cost.rounds = [microseconds(settle, world, 50) for _ in range(rounds)]
            found.append(cost)
    return found


def table(rows: Iterable[Cost]) -> str:
    """Dearest first."""
    ordered = sorted(rows, key=lambda row: -min(row.rounds))
    lines = [f"{'mechanism':22}{'phase':10}{'least us':>9}{'middle':>8}{'compile s':>11}"]
    for row in ordered:
        middle = statistics.median(row.rounds)
        lines.append(f"{row.name:22}{row.phase:10}{min(row.rounds):9.2f}{middle:8.2f}{row.compiled:11.2f}")
    least, middle = (sum(f(row.rounds) for row in ordered) for f in (min, statistics.median))
    compiled = sum(row.compiled for row in ordered)
    return "\n".join([*lines, f"{'sum':32}{least:9.2f}{middle:8.2f}{compiled:11.2f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=[""])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--mode", default="strict")
    parser.add_argument("--null", action="store_true")
    asked = parser.parse_args()
    model = NEOREALIST.model()
    world = lived(model)
    which = "null" if asked.null else "step"
    found = costs(model, world, asked.names or [""], which, Mode(asked.mode), asked.rounds)
    if asked.names == [""]:
        found += engine(model, world, Mode(asked.mode), asked.rounds)
    print(table(found))


if __name__ == "__main__":
    main()

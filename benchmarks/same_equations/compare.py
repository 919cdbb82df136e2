"""How much faster the engine lives the same equations than Mesa agents and NumPy edge lists, on one core.

Sixteen mechanisms of the default model, the real start of 2024, the same parameters and the same random numbers. First
every contestant lives some members and their worlds must agree; then they take turns for some rounds, so that a noisy
minute strikes all alike, and ratios are taken within rounds. Compiling is told apart. NumPy also runs with its own
random numbers, which are cheaper than addressed ones: the same equations, but other worlds.

    python -m benchmarks.same_equations.compare [--rounds 7] [--years 25] [--json FILE]
"""

import argparse
import ctypes
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from counterpoise.engine import Ensemble, Initial, Mode

from . import numpy_world
from .agreement import check
from .draws import Array, Luck, OwnLuck
from .report import Contestant, summary, text
from .subset import DYAD_OUTCOMES, STATE_OUTCOMES, subset

SEED, CHECKED = 11, 2
ENGINE_MEMBERS, BATCHES = 32, (4, 8, 16, 32)
Runner = Callable[[Array], dict[str, Array]]


def keep_memory() -> None:
    """Let freed memory stay with the process: NumPy's large temporary arrays are half as dear without page faults."""
    adjust = getattr(ctypes.CDLL(None), "mallopt", None)
    if adjust:
        for what in (-3, -1):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD of the GNU C library
            adjust(what, 1 << 30)


class Bench:
    """One start and horizon; how each contestant lives it, and with which parameters."""

    def __init__(self, initial: Initial, years: int):
        self.model, self.initial, self.years = subset(), initial, years
        self.theta = self.model.sample(SEED, np.arange(max(ENGINE_MEMBERS, *BATCHES)))

    def engine(self, mode: Mode, members: int, record: tuple[str, ...] = STATE_OUTCOMES) -> Ensemble:
        """The engine, compiled."""
        who, theta = np.arange(members), self.theta[:members]
        ensemble = Ensemble(self.model, self.initial, self.years, who, seed=SEED, record=record, theta=theta, mode=mode)
        ensemble.prepare()
        return ensemble

    def numpy(self, members: int, luck: type[Luck], record: tuple[str, ...] = STATE_OUTCOMES) -> dict[str, Array]:
        """NumPy edge lists, all members in one batch."""
        who, world = np.arange(members), (self.model, self.initial, self.years)
        return numpy_world.run(*world, who, self.theta[:members], SEED, record, batch=members, luck=luck)

    def mesa(self, members: int, record: tuple[str, ...] = STATE_OUTCOMES) -> dict[str, Array]:
        """Mesa agents, member by member."""
        from . import mesa_world

        who, world = np.arange(members), (self.model, self.initial, self.years)
        return mesa_world.run(*world, who, self.theta[:members], SEED, record)


def has_mesa() -> bool:
    """Whether Mesa can be imported."""
    try:
        import mesa  # noqa: F401
    except ImportError:
        return False
    return True


def agree(bench: Bench, mesa: bool) -> None:
    """Raises Disagreement unless all lived the same worlds."""
    every = (*STATE_OUTCOMES, *DYAD_OUTCOMES)
    strict = bench.engine(Mode.STRICT, CHECKED, every).run(threads=1).fields
    check(strict, bench.engine(Mode.FAST, CHECKED, every).run(threads=1).fields, "the engine's fast mode")
    check(strict, bench.numpy(CHECKED, Luck, every), "NumPy")
    if mesa:
        check({n: a[:1] for n, a in strict.items()}, bench.mesa(1, every), "Mesa")


def fastest_batch(bench: Bench, luck: type[Luck]) -> int:
    """How many members NumPy had best live at once on this machine."""
    spent = {}
    for members in BATCHES:
        begun = time.process_time()
        bench.numpy(members, luck)
        spent[members] = (time.process_time() - begun) / members
    return min(spent, key=lambda members: spent[members])


def engines(bench: Bench) -> list[Contestant]:
    """The engine in both modes, compiled; how long that took, or reading what was compiled before."""
    found = []
    for mode in (Mode.STRICT, Mode.FAST):
        begun, cpu = time.perf_counter(), time.process_time()
        ensemble = bench.engine(mode, ENGINE_MEMBERS)
        ready = f"ready in {time.perf_counter() - begun:.1f} s ({time.process_time() - cpu:.1f} s of processor)"
        found.append(
            Contestant(f"engine {mode}", partial(ensemble.run, threads=1), ENGINE_MEMBERS * bench.years, ready)
        )
    return found


def opponents(bench: Bench, mesa: bool) -> list[Contestant]:
    """NumPy with either kind of draws, and Mesa if it is there."""
    found = []
    for name, luck in (("NumPy", Luck), ("NumPy own draws", OwnLuck)):
        batch = fastest_batch(bench, luck)
        run = partial(bench.numpy, batch, luck)
        found.append(Contestant(name, run, batch * bench.years, f"{batch} members at once"))
    if mesa:
        found.append(Contestant("Mesa", partial(bench.mesa, 1), bench.years, "one member"))
    return found


def take_turns(found: list[Contestant], rounds: int) -> None:
    """Round by round, everyone in turn; each round begins with another, so that no one always follows the same."""
    for n in range(rounds):
        for who in found[n % len(found) :] + found[: n % len(found)]:
            who.go()


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--years", type=int, default=25)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every number as JSON")
    asked = parser.parse_args()
    from counterpoise.runs.starting import starting_world

    keep_memory()
    bench, mesa = Bench(starting_world(2024), asked.years), has_mesa()
    found = engines(bench)
    agree(bench, mesa)
    found += opponents(bench, mesa)
    take_turns(found, asked.rounds)
    result: dict[str, Any] = summary(found, bench.model, bench.initial, asked.years)
    print(text(result))
    if not mesa:
        print("Mesa is not installed and was left out: pip install 'counterpoise[bench]'")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()

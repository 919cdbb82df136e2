"""Which single assumption would turn round what the outlook says AI does to a state, confirmed by running again.

For every state the worlds of the outlook are searched for the one parameter whose lowest or highest part of the prior
reverses the majority: in the widest such part AI no longer does what it does in most worlds. Each is confirmed by
running baseline and twin anew with the parameter held to that part. ``python -m counterpoise.evidence.outlook_flips``
makes what ships; it counts for the runs it was made of alone.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoise.runs.outlook import MEMBERS, outlook
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.scenarios.settings import Setting

FILE = "outlook_flips.json"
PARTS = (0.5, 0.4, 0.3, 0.2)
"""Parts of a prior that are tried, the widest first."""
CLEAR = 0.05
"""How far beyond a half the reversed share must lie."""
TRIED = 16
"""At most so many parts are run again, those that would turn most states first."""
CONFIRMING = 200
Array = NDArray[np.float64]
Part = tuple[str, float, float, float]
"""A parameter, from which to which quantile of its prior, and the share of worlds there in which AI raises power."""


@dataclass(frozen=True)
class Flip:
    """``parameter`` held to the quantiles ``low`` to ``high`` of its prior turns the state's majority.

    ``usual``: share of all worlds in which AI raises its smart power; ``found``: in the worlds of the outlook with the
    parameter there; ``confirmed``: in worlds run anew so.
    """

    parameter: str
    low: float
    high: float
    usual: float
    found: float
    confirmed: float


def search(
    rises: NDArray[np.bool_], ranks: Array, names: Iterable[str]
) -> list[tuple[str, float, float, float] | None]:
    """For each state the widest part of one prior in which its majority is reversed; None where there is none.

    ``rises`` (member, state); ``ranks`` (member, parameter), each parameter's rank over members in 0 to 1. Found:
    parameter, low, high, share of those members in which AI raises the state's power.
    """
    usual = rises.mean(axis=0)
    found: list[tuple[str, float, float, float] | None] = [None] * rises.shape[1]
    for part in PARTS:
        best = np.full(rises.shape[1], CLEAR)
        for p, name in enumerate(names):
            for low, high in ((0.0, part), (1.0 - part, 1.0)):
                inside = (ranks[:, p] >= low) & (ranks[:, p] <= high)
                share = rises[inside].mean(axis=0)
                turned = np.where(usual > 0.5, 0.5 - share, share - 0.5)
                for s in np.flatnonzero(turned > best):
                    held = found[s]
                    if held is None or held[2] - held[1] <= part + 1e-9:
                        found[s], best[s] = (name, low, high, float(share[s])), turned[s]
        if all(each is not None for each in found):
            break
    return found


def make(members: int = MEMBERS, confirming: int = CONFIRMING, tried: int = TRIED) -> dict[str, Flip]:
    """Search the outlook's worlds, run again what was found, and keep what is confirmed, by state."""
    run, twin = outlook()
    ends = [each["smart"].isel(year=-1).transpose("member", "state").to_numpy() for each in (run, twin)]
    rises, states = ends[0] > ends[1], list(map(str, run.state.to_numpy()))
    plan = Plan(load("baseline"), members)
    theta = plan.model.sample(plan.seed, np.arange(members, dtype=np.uint32))[:, 0]
    moving = [k for k, name in enumerate(plan.model.parameters) if np.ptp(theta[:, k]) > 0.0]
    order = np.argsort(np.argsort(theta[:, moving], axis=0), axis=0) / (members - 1.0)
    names = [list(plan.model.parameters)[k] for k in moving]
    found = dict(zip(states, search(rises, order, names), strict=True))
    shares = {state: each[3] for state, each in found.items() if each is not None}
    wanted: dict[tuple[str, float, float], list[str]] = {}
    for state, each in found.items():
        if each is not None:
            wanted.setdefault(each[:3], []).append(state)
    confirmed: dict[str, Flip] = {}
    for part in sorted(wanted, key=lambda key: -len(wanted[key]))[:tried]:
        again = rising(*part, confirming)
        for state in wanted[part]:
            usual, now = float(rises[:, states.index(state)].mean()), again[state]
            if (usual > 0.5) != (now > 0.5):
                confirmed[state] = Flip(*part, usual, shares[state], now)
        print(f"{part[0]}: {len(wanted[part])} states", file=sys.stderr)
    return confirmed


def rising(parameter: str, low: float, high: float, members: int) -> Mapping[str, float]:
    """Share of worlds in which AI raises each state's smart power, with a parameter held to a part of its prior."""
    ends = []
    for name in ("baseline", "no-ai"):
        scenario = load(name)
        held = replace(scenario, parameters={**scenario.parameters, parameter: Setting("quantiles", (low, high))})
        plan = Plan(held, members)
        ends.append(plan.ensemble(record=["smart"]).run()["smart"][:, -1])
    return dict(zip(plan.initial.actors.states, (ends[0] > ends[1]).mean(axis=0).tolist(), strict=True))


@cache
def shipped() -> tuple[tuple[str, str], dict[str, Flip]]:
    """The ids of the runs that what ships was made of, and the confirmed flips by state."""
    place = Path(str(files(__package__).joinpath(FILE)))
    if not place.is_file():
        return ("", ""), {}
    held = json.loads(place.read_text(encoding="utf-8"))
    one, other = held["runs"]
    return (one, other), {state: Flip(**flip) for state, flip in held["flips"].items()}


def flip_of(state: str, run_id: str, twin_id: str) -> Flip | None:
    """What would turn the outlook of a state round; None where nothing is known to, or it was made of other runs."""
    runs, flips = shipped()
    return flips.get(state) if runs == (run_id, twin_id) else None


def main() -> None:
    """Write what ships."""
    runs = [Plan(load(name), MEMBERS).run_id for name in ("baseline", "no-ai")]
    rows = ",\n".join(f"{json.dumps(state)}: {json.dumps(asdict(flip))}" for state, flip in sorted(make().items()))
    text = f'{{"runs": {json.dumps(runs)}, "flips": {{\n{rows}\n}}}}\n'
    Path(str(files(__package__).joinpath(FILE))).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

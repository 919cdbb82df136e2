"""What the outlook says once worlds are weighted by how their parameters fit the record of 1993-2007.

A member's number addresses its parameters, so the weights that ``history_match`` found for runs from 1992 hold for the
same members of runs from 2024. What is told apart: the share of worlds in which AI raises a state's smart power, and by
how much it does in the middle one. ``python -m counterpoise.evidence.outlook_history`` makes what ships; it counts for
the runs it was made of alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.runs.outlook import MEMBERS, outlook
from counterpoise.runs.plan import SEED

from .history_match import effective, shipped_weights

FILE = "outlook_history.json"
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Weighed:
    """``rises``: share of worlds, by weight, in which AI raises the state's smart power; ``median``: the difference
    that AI makes in the middle one, a share of the world; ``effective``: number of worlds that the weights leave."""

    rises: float
    median: float
    effective: float


def weigh(with_ai: Array, without: Array, weights: Array) -> tuple[Array, Array]:
    """Weighted share of members in which the first is greater, and weighted median difference; ``[state]`` each.

    Values are ``[member, state]``; the median is the least difference that half the weight does not exceed. Raises
    InputError where weights and members differ in number.
    """
    if len(weights) != len(with_ai):
        raise InputError(f"{len(weights)} weights for {len(with_ai)} worlds")
    share = weights / weights.sum()
    gained = with_ai - without
    order = np.argsort(gained, axis=0, kind="stable")
    reached = np.cumsum(share[order], axis=0)
    middle = np.argmax(reached >= 0.5 - 1e-12, axis=0)
    states = np.arange(gained.shape[1])
    return share @ (gained > 0.0), gained[order[middle, states], states]


def make(weights: Array) -> tuple[tuple[str, str], dict[str, Weighed]]:
    """The ids of the outlook's runs, and what they say of each state under weights of their members."""
    run, twin = outlook()
    ends = [each["smart"].isel(year=-1).transpose("member", "state").to_numpy().astype(float) for each in (run, twin)]
    rises, medians = weigh(ends[0], ends[1], weights)
    left = effective(weights)
    rows = zip(map(str, run.state.to_numpy()), rises.tolist(), medians.tolist(), strict=True)
    return (run.attrs["run_id"], twin.attrs["run_id"]), {s: Weighed(r, m, left) for s, r, m in rows}


@cache
def shipped() -> tuple[tuple[str, str], Mapping[str, Weighed]]:
    """The ids of the runs that what ships was made of, and what was found by state."""
    place = _place()
    if not place.is_file():
        return ("", ""), {}
    held = json.loads(place.read_text(encoding="utf-8"))
    one, other = held["runs"]
    return (one, other), {state: Weighed(row[0], row[1], held["effective"]) for state, row in held["states"].items()}


def weighed(state: str, run_id: str, twin_id: str) -> Weighed | None:
    """A state's outlook under the weights; None where none was made of these runs."""
    runs, states = shipped()
    return states.get(state) if runs == (run_id, twin_id) else None


def _place() -> Path:
    return Path(str(files(__package__).joinpath(FILE)))


def main() -> None:
    """Write what ships. Raises InputError where no weights ship for the model as it is."""
    weights = shipped_weights(MEMBERS, SEED)
    if weights is None:
        raise InputError("no weights ship for this model: run python -m counterpoise.evidence.history_match first")
    runs, found = make(weights)
    rows = {state: [float(f"{w.rises:.4g}"), float(f"{w.median:.4g}")] for state, w in sorted(found.items())}
    text = ",\n".join(f"{json.dumps(state)}: {json.dumps(row)}" for state, row in rows.items())
    left = float(f"{effective(weights):.4g}")
    head = f'"runs": {json.dumps(runs)}, "effective": {left}'
    _place().write_text(f'{{{head}, "states": {{\n{text}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()

r"""Which force moves the balance: shares of the change in power and alignment by geostrategy, governance, technology.

Each of the three forces is a set of mechanisms (``blocks.FORCES``). All eight combinations of them are lived by the
same members with the same luck; a force's part in a state's change since the base year is its Shapley value over the
eight, and what changes with all three off is *none of the three*: growth, convergence, chance. The parts sum to the
change exactly.
"""

import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from counterpoise.engine.compile import cache_folder
from counterpoise.results.record import write_whole
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import Scenario

from .blocks import FORCES
from .relived import Array, Fields, Judge, Progress, Worlds, off
from .shapley import coalitions, shapley

if TYPE_CHECKING:
    import pandas as pd

MEMBERS = 200
REST = "none of the three"
WORLD = "world"
GROUPS = 20
"""Groups of members left out one at a time for the interval of a share."""
POWER = ("smart", "hard")
"""Shares of the world's power. Alignment is *allies* (defense pacts) and *lean* (agreement in votes with the first pole
less that with the second); only geostrategic mechanisms write those, so what the others do to them is indirect."""
STATISTICS = ("part", "low", "high", "share", "share_low", "share_high")


@dataclass(frozen=True, eq=False)
class Swings:
    """Parts and shares by measure, force, year and state; the last state is the world as a whole.

    ``values`` is (statistic, measure, force, year, state), float32, statistics as in ``STATISTICS``.
    """

    measures: tuple[str, ...]
    forces: tuple[str, ...]
    years: tuple[int, ...]
    states: tuple[str, ...]
    members: int
    poles: tuple[str, str]
    """The two strongest states, between which *lean* is measured."""
    values: NDArray[np.float32]

    def table(self, states: Iterable[str] | None = None, years: Iterable[int] | None = None) -> "pd.DataFrame":
        """One row for each measure, force, year and state: part with its interval, share with its interval."""
        import pandas as pd

        index = pd.MultiIndex.from_product(
            [self.measures, self.forces, self.years, self.states], names=["measure", "force", "year", "state"]
        )
        frame = pd.DataFrame(self.values.reshape(len(STATISTICS), -1).T, index, list(STATISTICS)).reset_index()
        for name, wanted in (("state", states), ("year", years)):
            frame = frame if wanted is None else frame[frame[name].isin(list(wanted))]
        return frame.reset_index(drop=True)


def shares(
    scenario: Scenario,
    members: int = MEMBERS,
    states: Iterable[str] | None = None,
    seed: int = 1,
    progress: Progress | None = None,
) -> "pd.DataFrame":
    """What each force does to the power and alignment of each state in each year, and its share of all that is done.

    Columns: measure, force, year, state; ``part`` (mean over members of the force's part in the change since the base
    year, in the measure's unit) with ``low`` and ``high`` (95 % interval of that mean); ``share`` of the force in what
    the forces and the rest do, whichever way they push (so that shares sum to 1), with ``share_low`` and
    ``share_high``. For ``world`` the part is the length of the move over all states, freed of chance. Made once and
    kept: 8 x 200 members, about 20 s on two processors.
    """
    return swings(scenario, members, seed, progress).table(states)


def swings(scenario: Scenario, members: int = MEMBERS, seed: int = 1, progress: Progress | None = None) -> Swings:
    """Read from the cache, or lived and kept there; a file that cannot be read is made again."""
    plan = Plan(scenario, members, seed)
    path = cache_folder() / "forces" / f"{identity(plan)}.npz"
    found = _read(path)
    if found is None:
        found = swings_of(Worlds.starting(plan, plan.initial, _recorded(plan)), FORCES, progress)
        _write(path, found)
    return found


def swings_of(worlds: Worlds, forces: Mapping[str, tuple[str, ...]], progress: Progress | None = None) -> Swings:
    """Live all combinations of the forces and share out what changed."""
    sets, n = coalitions(tuple(forces)), worlds.members
    held, judge = worlds.ensemble, _judge(worlds)
    on = [
        off(worlds.model, held.on, [m for f in forces if f not in chosen for m in forces[f] if m in worlds.model.names])
        for chosen in sets
    ]
    found = worlds.lived(np.tile(np.arange(n), len(sets)), on=np.concatenate(on), judge=judge, progress=progress)
    values = []
    for series in found.values():
        worth = {chosen: series[k * n : (k + 1) * n].astype(float) for k, chosen in enumerate(sets)}
        values.append(summarized(parts_of(worth, tuple(forces))))
    actors, initial = held.initial.actors, held.initial
    years = tuple(range(initial.year + 1, initial.year + held.years + 1))
    stacked = np.stack(values, axis=1).astype(np.float32)
    return Swings(tuple(found), (*forces, REST), years, (*actors.states, WORLD), n, poles(worlds), stacked)


def parts_of(worth: Mapping[frozenset[str], Array], forces: tuple[str, ...]) -> Array:
    """Each force's part in the change since the first year, and the rest: (force, member, year, state).

    ``worth`` holds (member, year, state) for each combination, the first year being that before any change. The parts
    sum to the change with all forces on. Members that failed in any combination are left out.
    """
    known = np.array([np.isfinite(v).any(axis=2) for v in worth.values()])
    lived = known.all(axis=(0, 2))
    moved = {chosen: (v - v[:, :1])[lived, 1:] for chosen, v in worth.items()}
    by_force = shapley(forces, moved)
    return np.stack([*by_force.values(), moved[frozenset()]])


def summarized(parts: Array) -> Array:
    """Statistics (``STATISTICS``) of parts (force, member, year, state), with the world as one state more."""
    from scipy.stats import t

    n = parts.shape[1]
    mean, error = parts.mean(axis=1), parts.std(axis=1, ddof=1) / n**0.5
    half = t.ppf(0.975, n - 1) * error
    part = np.concatenate([mean, _length(mean, error)], axis=-1)
    missing = np.full((*mean.shape[:2], 1), np.nan)
    ends = [np.concatenate([mean + sign * half, missing], axis=-1) for sign in (-1.0, 1.0)]
    share, groups = _shares(mean, error), min(GROUPS, n)
    without = np.stack([_left_out(parts, k, groups) for k in range(groups)])
    spread = np.sqrt((groups - 1) / groups * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    reach = t.ppf(0.975, groups - 1) * spread
    return np.stack([part, *ends, share, np.clip(share - reach, 0.0, 1.0), np.clip(share + reach, 0.0, 1.0)])


def poles(worlds: Worlds) -> tuple[str, str]:
    """The two states with most hard power in the base year."""
    initial = worlds.ensemble.initial
    first, second = np.argsort(-initial.values["hard"], kind="stable")[:2]
    return initial.actors.states[first], initial.actors.states[second]


def _length(mean: Array, error: Array) -> Array:
    """Length of the move over states, less what chance adds to it: (force, year, 1)."""
    return np.sqrt(np.maximum(np.nansum(mean**2 - error**2, axis=-1, keepdims=True), 0.0))


def _shares(mean: Array, error: Array) -> Array:
    size = np.concatenate([np.abs(mean), _length(mean, error)], axis=-1)
    total = size.sum(axis=0)
    return np.divide(size, total, out=np.full_like(size, np.nan), where=total > 0.0)


def _left_out(parts: Array, group: int, groups: int) -> Array:
    kept = np.arange(parts.shape[1]) % groups != group
    some = parts[:, kept]
    return _shares(some.mean(axis=1), some.std(axis=1, ddof=1) / some.shape[1] ** 0.5)


def _recorded(plan: Plan) -> list[str]:
    return [n for n in (*POWER, "allies", "affinity") if n in plan.model.fields]


def _judge(worlds: Worlds) -> Judge:
    """Power and alignment of every state in every year: (row, year, state)."""
    record, index = worlds.ensemble.record, worlds.ensemble.initial.actors.index
    states = worlds.ensemble.initial.actors.states
    toward = [states.index(pole) for pole in poles(worlds)] if "affinity" in record else []

    def judge(fields: Fields) -> dict[str, NDArray[np.floating]]:
        found = {name: fields[name] for name in (*POWER, "allies") if name in record}
        if toward:
            near = [np.full((*fields["affinity"].shape[:2], len(states)), np.nan, np.float32) for _ in toward]
            for field, pole in zip(near, toward, strict=True):
                at = index.dst == pole
                field[:, :, index.src[at]] = fields["affinity"][:, :, at]
            found["lean"] = near[0] - near[1]
        return found

    return judge


def identity(plan: Plan) -> str:
    """All that decides the swings: the run, the forces, and this file."""
    known = {"plan": plan.identity, "forces": FORCES, "source": hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:20]


def _write(path: Path, found: Swings) -> None:
    """Keep it if there is room; what cannot be kept is made again, which costs only time."""
    buffer = io.BytesIO()
    parts = {name: np.array(getattr(found, name)) for name in Swings.__dataclass_fields__}
    np.savez_compressed(buffer, **parts)  # type: ignore[arg-type]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, [buffer.getbuffer()], durable=False)
    except OSError:
        return


def _read(path: Path) -> Swings | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            held = dict(kept)
        names = {name: tuple(map(str, held[name])) for name in ("measures", "forces", "states")}
        years = tuple(map(int, held["years"]))
        one, other = map(str, held["poles"])
        return Swings(**names, years=years, members=int(held["members"]), poles=(one, other), values=held["values"])
    except (OSError, ValueError, EOFError, KeyError, BadZipFile, zlib.error):
        return None

"""What a brief reads of two paired runs, for every state: quantiles over worlds, never the worlds themselves."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
KINDS = ("with", "without", "difference")
STATS = ("mean", "low", "median", "high")
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Followed:
    """A recorded field of states, or an outcome of the world, and how a run is judged by it.

    ``yearly``: by the mean over the years after the first (events), else by the last year; ``drawn``: year by year too.
    """

    name: str
    yearly: bool = False
    drawn: bool = False

    def judged(self, values: Array) -> Array:
        """One number for each member, of ``[member, year, ...]``."""
        return values[:, 1:].mean(axis=1) if self.yearly else values[:, -1]


OF_STATES = (
    Followed("smart", drawn=True),
    Followed("hard", drawn=True),
    Followed("milex_share", drawn=True),
    Followed("threat"),
    Followed("dilemma", drawn=True),
    Followed("state_disputes", yearly=True),
    Followed("sovereignty"),
    Followed("hedged"),
    Followed("growth", yearly=True),
    Followed("u_weapons"),
    Followed("exposure", yearly=True),
    Followed("stability"),
)
OF_THE_WORLD = (
    Followed("disputes", yearly=True),
    Followed("wars", yearly=True),
    Followed("nuclear_risk", yearly=True),
    Followed("adopters_weapons"),
    Followed("powers_smart"),
    Followed("agreement"),
)


def digest(run: xr.Dataset, twin: xr.Dataset, chances: xr.Dataset) -> xr.Dataset:
    """Two paired runs in quantiles, with the chances of disputes of their pairs (``chances.chances``).

    ``judged`` (quantity, kind, stat, state) and, for the world, ``judged_world`` (outcome, kind, stat): what is judged
    at the end with AI, without it, and the paired difference; ``rises`` (quantity, state), ``rises_world``: share of
    worlds in which AI raises it; ``start`` (quantity, state): median of the base year; ``fan`` (drawn, kind, year,
    quantile, state): the first two kinds year by year. Quantities that a run does not hold are left out. ``attrs``: run
    ids of both, the number of worlds, and the years within which a first dispute is looked for.
    """
    held = [f for f in OF_STATES if f.name in run and f.name in twin]
    world = [f for f in OF_THE_WORLD if f.name in run and f.name in twin]
    drawn = [f for f in held if f.drawn]
    parts = [_pair(f, run, twin) for f in held]
    whole = [_pair(f, run, twin) for f in world]
    return xr.Dataset(
        {
            "judged": (("quantity", "kind", "stat", "state"), np.array([p.judged for p in parts])),
            "rises": (("quantity", "state"), np.array([p.rises for p in parts])),
            "start": (("quantity", "state"), np.array([p.start for p in parts])),
            "fan": (
                ("drawn", "side", "year", "quantile", "state"),
                np.array([p.fan for p, f in zip(parts, held, strict=True) if f.drawn]),
            ),
            "judged_world": (("outcome", "kind", "stat"), np.array([p.judged for p in whole])),
            "rises_world": (("outcome",), np.array([p.rises for p in whole])),
            "start_world": (("outcome",), np.array([p.start for p in whole])),
            **{str(name): (values.dims, values.to_numpy()) for name, values in chances.data_vars.items()},
        },
        {
            "quantity": [f.name for f in held],
            "outcome": [f.name for f in world],
            "drawn": [f.name for f in drawn],
            "kind": list(KINDS),
            "side": list(KINDS[:2]),
            "stat": list(STATS),
            "bound": list(chances.bound.to_numpy()),
            "quantile": list(QUANTILES),
            "year": run.year.to_numpy(),
            "state": run.state.to_numpy().astype(str),
            "sender": ("dyad", run.sender.to_numpy().astype(str)),
            "receiver": ("dyad", run.receiver.to_numpy().astype(str)),
        },
        {
            "run_id": run.attrs["run_id"],
            "twin_id": twin.attrs["run_id"],
            "worlds": int(run.sizes["member"]),
            "horizon": int(chances.attrs["horizon"]),
        },
    )


@dataclass(frozen=True)
class _Pair:
    """One quantity in two runs, its last axis states where it is of states."""

    judged: Array
    rises: Array
    start: Array
    fan: Array


def _pair(followed: Followed, run: xr.Dataset, twin: xr.Dataset) -> _Pair:
    one, other = (each[followed.name].transpose("member", "year", ...).to_numpy().astype(float) for each in (run, twin))
    ends = [followed.judged(values) for values in (one, other)]
    kinds = (*ends, ends[0] - ends[1])
    fans = [np.nanquantile(v, QUANTILES, axis=0).swapaxes(0, 1) for v in (one, other)] if followed.drawn else []
    return _Pair(
        judged=np.array([_stats(values) for values in kinds]),
        rises=np.asarray((ends[0] > ends[1]).mean(axis=0)),
        start=np.asarray(np.nanmedian(one[:, 0], axis=0)),
        fan=np.array(fans),
    )


def _stats(values: Array) -> Array:
    """Mean, 5th percentile, median and 95th percentile over members."""
    return np.concatenate([np.nanmean(values, axis=0)[None], np.nanquantile(values, (0.05, 0.5, 0.95), axis=0)])


def save(made: xr.Dataset, place: Path) -> None:
    """Write a digest to one file, in single precision; a file half written is never seen under its name."""
    meaning = {"attrs": made.attrs, "dims": {str(n): list(map(str, v.dims)) for n, v in made.variables.items()}}
    arrays = {str(n): _plain(v.to_numpy()) for n, v in made.variables.items()}
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f"{place.stem}.{os.getpid()}.npz")
    held: dict[str, Any] = {"meaning": np.array(json.dumps(meaning)), **arrays}
    np.savez_compressed(half, **held)
    half.replace(place)


def read(place: Path) -> xr.Dataset:
    """A digest as it was written. Raises OSError or ValueError where the file is none."""
    with np.load(place, allow_pickle=False) as held:
        meaning = json.loads(str(held["meaning"]))
        arrays = {name: (dims, held[name]) for name, dims in meaning["dims"].items()}
    coordinates = {name for name, (dims, _) in arrays.items() if [name] == dims} | {"sender", "receiver"}
    variables = {name: value for name, value in arrays.items() if name not in coordinates}
    return xr.Dataset(variables, {name: arrays[name] for name in coordinates}, meaning["attrs"])


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    """Single precision for measured values, fixed-width text for names."""
    if values.dtype.kind == "f":
        return values.astype(np.float32)
    return values.astype(str) if values.dtype.kind == "O" else values

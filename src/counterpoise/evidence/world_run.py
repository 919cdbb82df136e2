"""One ensemble of the default model from an origin, kept as what the targets ask of it."""

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pandas as pd

from counterpoise.engine import Ensemble
from counterpoise.engine.ensemble import Results
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.start.panel_fits import priors_of

from .forecast import Array

SCENARIO, MEMBERS, SEED = "baseline", 400, 1
RECORD = ("onset", "joined", "hazard", "alliance", "affinity", "gdp", "milex_share")
LEVELS = ("gdp", "milex_share")


@dataclass(frozen=True, eq=False)
class Lived:
    """What an ensemble says.

    ``probabilities`` and ``switches`` have a row for each pair and year: the chance of an onset, and the share of
    members in which a pact was made or ended. ``counts`` are all onsets ``[member, year]``; ``growth`` the log change
    of states' output and burden to the last year, ``[member, state]``; ``affinity`` agreement then less at first,
    ``[member, pair]``.
    """

    pairs: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    probabilities: pd.DataFrame
    switches: pd.DataFrame
    counts: Array
    growth: dict[str, Array]
    affinity: Array


@cache
def run(origin: int, horizon: int, members: int = MEMBERS, without: tuple[str, ...] = ()) -> Lived:
    """Run the default model from the end of ``origin``. Raises RuntimeError where a member failed."""
    ensemble = of_world(origin, horizon, members, without)
    actors = ensemble.initial.actors
    once = actors.index.src < actors.index.dst
    pairs = tuple(pair for pair, first in zip(actors.dyads, once, strict=True) if first)
    tally = Tally(np.zeros((horizon, len(pairs))), np.zeros((horizon, len(pairs))))
    for part in sorted(_sound(ensemble, origin), key=lambda part: int(part.members[0])):
        tally.add(part, once)
    table = pd.DataFrame(list(pairs), columns=["a", "b"])

    def yearly(chance: Array) -> pd.DataFrame:
        rows = [table.assign(year=origin + 1 + k, probability=chance[k]) for k in range(horizon)]
        return pd.concat(rows, ignore_index=True)

    return Lived(
        pairs,
        actors.states,
        yearly(np.minimum(tally.onset / members, 1.0)),
        yearly(tally.switched / members),
        np.concatenate(tally.counts),
        {name: np.concatenate(parts) for name, parts in tally.growth.items()},
        np.concatenate(tally.affinity),
    )


def _sound(ensemble: Ensemble, origin: int) -> list[Results]:
    parts = []
    for part in ensemble.blocks(threads=1):
        if part.faults:
            raise RuntimeError(f"{len(part.faults)} members of the run from {origin} failed: {part.faults[0]}")
        parts.append(part)
    return parts


@dataclass
class Tally:
    """Sums over members as blocks come in."""

    onset: Array
    switched: Array
    counts: list[Array] = field(default_factory=list)
    growth: dict[str, list[Array]] = field(default_factory=lambda: {name: [] for name in LEVELS})
    affinity: list[Array] = field(default_factory=list)

    def add(self, part: Results, once: np.ndarray) -> None:
        """Add one block; ``once`` marks each pair's first direction."""
        dyads = {name: part[name][:, :, once].astype(float) for name in RECORD if name not in LEVELS}
        self.onset += (dyads["hazard"] + dyads["joined"])[:, 1:].sum(axis=0)
        self.switched += (np.diff(dyads["alliance"], axis=1) != 0).sum(axis=0)
        self.counts.append(dyads["onset"][:, 1:].sum(axis=2))
        self.affinity.append(dyads["affinity"][:, -1] - dyads["affinity"][:, 0])
        for name in LEVELS:
            level = np.log(part[name].astype(float))
            self.growth[name].append(level[:, -1] - level[:, 0])


def of_world(origin: int, horizon: int, members: int, without: tuple[str, ...]) -> Ensemble:
    """The ensemble of the default scenario over the years of a forecast, with the fields of its targets recorded.

    Estimated parameters are drawn from the fit that ends with ``origin``, not from the one the mechanisms declare.
    """
    plan = Plan(load(SCENARIO, years=(origin, origin + horizon), without=without), members, SEED)
    whole = plan.ensemble()
    theta = whole.theta.copy()
    for name, prior in priors_of(origin).items():
        drawn = replace(whole.model.parameters[name], prior=prior).sample(SEED, whole.members)
        theta[:, :, whole.model.column(name)] = drawn[:, None]
    return Ensemble(
        whole.model, whole.initial, whole.years, whole.members, seed=SEED, theta=theta, on=whole.on, record=RECORD
    )


def identity(origin: int) -> dict[str, str]:
    """What decides the model's forecasts from an origin besides the number of members."""
    found = Plan(load(SCENARIO, years=(origin, origin + 1)), 1, SEED).identity
    fits = repr(sorted(priors_of(origin).items()))
    return {name: found[name] for name in ("mechanisms", "priors", "start")} | {"fits": fits}

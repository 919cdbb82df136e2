r"""How often an ally joins a dispute, by likelihood on who could have joined those on record from 1976 on.

A case is a dispute, one of the two sides, an ally of that side by defense pact that is not the opponent's ally too, and
that stands in a politically relevant pair with the opponent; what is known is known the year before. Log odds of
joining are $\tau + \eta\,(rung - 3) + \sigma z$ with the highest rung that side reached against that opponent and one
z, standard normal and integrated out, for all allies of a dispute: they come together or stay away together.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.mechanisms.vocabulary import CLASH
from counterpoise.start.dispute_record import LAST_DISPUTE, History
from counterpoise.start.dyads import rungs_of
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from .calibration_gate import DRAWS
from .calibration_mode import Posterior, averaged, nodes, posterior
from .forecast import Array

FIRST_YEAR, NODES = 1976, 21
PRIOR = {
    "CrisisOnset.joining": ("normal", -3.0, 2.0),
    "CrisisOnset.heat": ("normal", 0.0, 1.5),
    "CrisisOnset.cause": ("lognormal", 1.0, 2.0),
}
"""Center and spread before data (assumed), as the forms of priors want them."""


@dataclass(frozen=True, eq=False)
class Cases:
    """Allies that could join: number of the dispute, rung less that of a clash, and whether they did."""

    dispute: np.ndarray
    rung: Array
    joined: Array


def sides(pairs: PairYears, last: int) -> pd.DataFrame:
    """Each side of each recorded pair to ``last``: dispute, year, state, opponent, whether an originator, rung."""
    rows = pairs.panel.dyad_onsets
    rows = rows[(rows.year >= FIRST_YEAR) & (rows.year <= min(last, LAST_DISPUTE))]
    hostility = rows[["hostility_ab", "hostility_ba"]].max(axis=1).to_numpy(dtype=float)
    deaths = rows[["fatality_ab", "fatality_ba"]].max(axis=1).fillna(0).to_numpy(dtype=float)
    one = rows[["dispute", "year"]].assign(rung=rungs_of(hostility, deaths))
    a, b = rows.a.astype(str), rows.b.astype(str)
    first, second = rows.originator_ab == 1, rows.originator_ba == 1
    return pd.concat(
        [
            one.assign(state=a, opponent=b, began=first, met=second),
            one.assign(state=b, opponent=a, began=second, met=first),
        ],
        ignore_index=True,
    )


def cases(pairs: PairYears, last: int) -> Cases:
    """Every ally that could join a dispute up to ``last``, once for each opponent."""
    table, history = sides(pairs, last), pairs.history
    originators = table[table.began].groupby("dispute").state.agg(set)
    joined = set(table[~table.began & table.met][["dispute", "state", "opponent"]].itertuples(index=False, name=None))
    found: dict[tuple[int, str, str], float] = {}
    for row in table[table.began & table.met].itertuples():
        for ally in _allies(pairs, history, row.year, row.state, row.opponent):
            if ally not in originators[row.dispute]:
                key = (row.dispute, ally, row.opponent)
                found[key] = max(found.get(key, 0.0), row.rung)
    number = pd.factorize(np.array([key[0] for key in found]))[0]
    came = np.array([key in joined for key in found], dtype=float)
    return Cases(number, np.array(list(found.values())) - CLASH, came)


def _allies(pairs: PairYears, history: History, year: int, state: str, opponent: str) -> list[str]:
    known, i, j = pairs.known(year - 1), history.place[state], history.place[opponent]
    able = history.member(year) & (known["pact"][i] > 0) & (known["pact"][j] == 0) & (known["relevant"][j] > 0)
    return [history.states[k] for k in np.flatnonzero(able)]


def likelihood(data: Cases, q: Array) -> Array:
    """Log likelihood of each dispute's allies at (joining, heat, log cause)."""
    points, weights = nodes(NODES)
    odds = (q[0] + q[1] * data.rung)[None, :] + np.exp(q[2]) * points[:, None]
    each = data.joined * odds - np.logaddexp(0.0, odds)
    return averaged(np.array([np.bincount(data.dispute, row) for row in each]), weights)


def prior() -> tuple[Array, Array]:
    """Mean and deviation of (joining, heat, log cause)."""
    logs = [(np.log(c), np.log(s)) if form == "lognormal" else (c, s) for form, c, s in PRIOR.values()]
    return np.array([c for c, _ in logs]), np.array([s for _, s in logs])


def believed(data: Cases) -> Posterior:
    """What the cases say; clusters are disputes."""
    return posterior(lambda q: likelihood(data, q), *prior())


def joining(pairs: PairYears, last: int) -> PanelFit:
    """Log odds of an ally's joining a clash, what a rung adds, and what a dispute's allies have in common."""
    data = cases(pairs, last)
    found = believed(data)
    error, wide = np.sqrt(np.diag(found.clustered)), prior()[1]
    estimates = []
    for k, (name, (form, center, spread)) in enumerate(PRIOR.items()):
        now = (found.at[k], error[k]) if form == "normal" else (np.exp(found.at[k]), np.exp(error[k]))
        informed = 1.0 - float(error[k] / wide[k]) ** 2
        estimates.append(Estimate(name, form, (center, spread), float(now[0]), float(now[1]), informed))
    note = f"{int(data.joined.sum())} of {len(data.joined)} allies joined, in {data.dispute.max() + 1} disputes"
    return PanelFit("joining", FIRST_YEAR, last, len(data.joined), 1.0, tuple(estimates), note)


def ranks(data: Cases, replicates: int = 60, scale: float = 1.0, seed: int = 0) -> Array:
    """Ranks of true parameters among draws of their posteriors by curvature, ``[replicate, parameter]``, 0 to 99."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(replicates):
        true = rng.normal(*prior())
        shared = np.exp(true[2]) * rng.normal(size=data.dispute.max() + 1)[data.dispute]
        odds = true[0] + true[1] * data.rung + shared
        came = (rng.uniform(size=len(odds)) < 0.5 * (1.0 + np.tanh(0.5 * odds))).astype(float)
        made = believed(Cases(data.dispute, data.rung, came))
        drawn = rng.multivariate_normal(made.at, scale**2 * made.covariance, size=DRAWS)
        found.append((drawn < true).sum(axis=0))
    return np.array(found, dtype=float)

r"""Who joins a dispute, by likelihood on every state that could have joined those on record from 1976 on.

A case is a dispute, a state that did not begin it, and an opponent: the state stands in a politically relevant pair
with that opponent and with a side against it (opportunity; Siverson & Starr 1990). What is known is known the year
before. Log odds of joining are

$\tau + \eta\,(rung - 3) + \pi\,pact + \kappa\,(x_{opponent} - x_{side}) + \sigma z$

with the highest rung that side reached against that opponent, a defense pact with the side, the log odds x that the
state would have a dispute of its own with either (the onset hazard as estimated up to the last year), and one z,
standard normal and integrated out, for all cases of a dispute: they come together or stay away together. Of several
states on a side the one counts that brings it closest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.mechanisms.vocabulary import CLASH
from counterpoise.start.dispute_record import LAST_DISPUTE
from counterpoise.start.dyads import rungs_of
from counterpoise.start.hazard import expected
from counterpoise.start.onset_fit import fit_of
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from .calibration_gate import DRAWS
from .calibration_mode import Posterior, averaged, nodes, posterior
from .forecast import Array

FIRST_YEAR, NODES, ABOUT = 1976, 21, 3.0
PRIOR = {
    "CrisisOnset.joining": ("normal", -5.0, 2.0),
    "CrisisOnset.heat": ("normal", 0.0, 1.5),
    "CrisisOnset.pact": ("normal", 0.0, 1.5),
    "CrisisOnset.leaning": ("normal", 0.0, 1.0),
    "CrisisOnset.cause": ("lognormal", 1.0, 2.0),
}
"""Center and spread before data (assumed), as the forms of priors want them."""


@dataclass(frozen=True, eq=False)
class Cases:
    """States that could join: number of the dispute, covariates as ``covariates`` has them, and whether they did."""

    dispute: np.ndarray
    known: Array
    joined: Array

    def thinned(self, count: int = 300, seed: int = 0) -> "Cases":
        """Some of the disputes: the gate is about posteriors, not about how much is known."""
        chosen = np.random.default_rng(seed).choice(self.dispute.max() + 1, count, replace=False)
        kept = np.isin(self.dispute, chosen)
        return Cases(np.unique(self.dispute[kept], return_inverse=True)[1], self.known[kept], self.joined[kept])


def covariates(rung: Array, pact: Array, leaning: Array) -> Array:
    """A constant, rungs above a clash, the pact, and log odds of an own dispute with the opponent over the side's."""
    return np.column_stack([np.ones(len(rung)), rung - CLASH, pact, leaning])


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
    """Every state that could join a dispute up to ``last``, once for each opponent."""
    table = sides(pairs, last)
    joined = set(table[~table.began & table.met][["dispute", "state", "opponent"]].itertuples(index=False, name=None))
    found = pd.DataFrame(_candidates(pairs, table, last), columns=[*CASE, "rung", "pact", "leaning"])
    best = found.groupby(CASE, sort=False).max()
    came = np.array([key in joined for key in best.index], dtype=float)
    number = pd.factorize(best.index.get_level_values("dispute"))[0]
    return Cases(number, covariates(*best.to_numpy(dtype=float).T), came)


CASE = ["dispute", "state", "opponent"]


def _candidates(pairs: PairYears, table: pd.DataFrame, last: int) -> Iterator[tuple[object, ...]]:
    """States near enough to both sides, for each pair of originators in each direction."""
    history = pairs.history
    begun = table[table.began].groupby("dispute").state.agg(set)
    odds = {year: log_odds(pairs, year, last) for year in sorted(table.year.unique())}
    for row in table[table.began & table.met].itertuples():
        known, i, j = pairs.known(row.year - 1), history.place[row.state], history.place[row.opponent]
        able = history.member(row.year) & (known["relevant"][i] > 0) & (known["relevant"][j] > 0)
        lean = odds[row.year][j] - odds[row.year][i]
        for k in np.flatnonzero(able):
            if history.states[k] not in begun[row.dispute]:
                yield row.dispute, history.states[k], row.opponent, row.rung, known["pact"][i, k], lean[k]


def log_odds(pairs: PairYears, year: int, last: int) -> Array:
    """Log odds of a dispute in ``year`` as known the year before, ``[state, state]``: NaN but for relevant pairs."""
    rows, fit, place = pairs.frame(year, year - 1), fit_of(last), pairs.history.place
    rows = rows[rows.relevant > 0]
    chance, _ = expected(fit, fit.standardized(rows))
    square = np.full((len(place), len(place)), np.nan)
    a, b = (rows[side].map(place).to_numpy() for side in ("a", "b"))
    square[a, b] = square[b, a] = np.log(chance / (1.0 - chance))
    return square


def likelihood(data: Cases, q: Array) -> Array:
    """Log likelihood of each dispute's cases at coefficients of the covariates and the log of the shared spread."""
    points, weights = nodes(NODES)
    odds = (data.known @ q[:-1])[None, :] + np.exp(q[-1]) * points[:, None]
    each = data.joined * odds - np.maximum(odds, 0.0) - np.log(1.0 + np.exp(-np.abs(odds)))
    return averaged(np.array([np.bincount(data.dispute, row) for row in each]), weights)


def prior() -> tuple[Array, Array]:
    """Mean and deviation of the parameters, of the shared spread in logs."""
    logs = [(np.log(c), np.log(s)) if form == "lognormal" else (c, s) for form, c, s in PRIOR.values()]
    return np.array([c for c, _ in logs]), np.array([s for _, s in logs])


def believed(data: Cases) -> Posterior:
    """What the cases say; clusters are disputes."""
    return posterior(lambda q: likelihood(data, q), *prior())


def joining(pairs: PairYears, last: int) -> PanelFit:
    """Log odds of joining a clash, what a rung, a pact and quarrels add, and what a dispute's cases have in common."""
    data = cases(pairs, last)
    found = believed(data)
    error, wide = np.sqrt(np.diag(found.clustered)), prior()[1]
    at = found.at - np.r_[of_errors(float(found.at[3]), fit_of(last).frailty), np.zeros(len(PRIOR) - 1)]
    estimates = []
    for k, (name, (form, center, spread)) in enumerate(PRIOR.items()):
        now = (at[k], error[k]) if form == "normal" else (np.exp(at[k]), np.exp(error[k]))
        informed = 1.0 - float(error[k] / wide[k]) ** 2
        estimates.append(Estimate(name, form, (center, spread), float(now[0]), float(now[1]), informed))
    note = f"{int(data.joined.sum())} of {len(data.joined)} who could joined, in {data.dispute.max() + 1} disputes"
    return PanelFit("joining", FIRST_YEAR, last, len(data.joined), 1.0, tuple(estimates), note)


def of_errors(leaning: float, frailty: float) -> float:
    r"""What errors of hazards add to the log odds of joining on the mean, $\kappa^2 f$, and a run has to do without.

    A run draws each pair's hazard with the fit's frailty f, the variance of its log odds; here hazards are those
    expected. Joining is rare, so its mean grows as that of $e^{\kappa (x_j - x_i)}$, whose two errors are apart.
    """
    return leaning**2 * frailty


def simulated(data: Cases, q: Array, rng: np.random.Generator) -> Cases:
    """The same cases decided anew with known parameters."""
    odds = data.known @ q[:-1] + np.exp(q[-1]) * rng.normal(size=data.dispute.max() + 1)[data.dispute]
    came = rng.uniform(size=len(odds)) < 0.5 * (1.0 + np.tanh(0.5 * odds))
    return Cases(data.dispute, data.known, came.astype(float))


def ranks(data: Cases, replicates: int = 60, scale: float = 1.0, seed: int = 0) -> Array:
    """Ranks of true parameters among draws of their posteriors by curvature, ``[replicate, parameter]``, 0 to 99.

    Only made-up records in which about as many joined as in the true one count (ranks are uniform given anything that
    is seen): where hardly anybody joined no curvature says what is not known.
    """
    rng = np.random.default_rng(seed)
    few, many = data.joined.sum() / ABOUT, data.joined.sum() * ABOUT
    found: list[Array] = []
    while len(found) < replicates:
        true = rng.normal(*prior())
        record = simulated(data, true, rng)
        if few <= record.joined.sum() <= many:
            made = believed(record)
            drawn = rng.multivariate_normal(made.at, scale**2 * made.covariance, size=DRAWS)
            found.append((drawn < true).sum(axis=0))
    return np.array(found, dtype=float)

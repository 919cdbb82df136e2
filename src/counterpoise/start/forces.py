"""Arms, power, regime type and ambition in the base year."""

import numpy as np
import pandas as pd

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.power.composite import composite

from .base import Base
from .economy import scaled
from .reading import Array, Reading, assumed, recorded

DEPRECIATION = 0.07
WINDOW = 60
"""What was bought sixty years before still counts for a hundredth."""
GROWTH = 0.03
"""Assumed: growth of military expenditure before the first year on record."""
MEASURES = 500
"""Measures of power that are drawn; a quarter of them count in world shares."""
AMBITION, USUAL, HALF_DISPUTES, AMBITION_WINDOW, FORCE = 0.3, 3.0, 10.0, 20, 4
"""Assumed: ambition is at most .3; three uses of force in twenty years (seized boats, shots across a border) show none,
and ten beyond them half of what can be shown. Force is level 4 of the record's five."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """milex_share, military_stock, personnel, warheads, hard, smart, democracy, revisionism and the flows of threat."""
    burden = milex_share(base).bounded(vocabulary["milex_share"])
    return {
        "milex_share": burden,
        "military_stock": military_stock(base, burden),
        "personnel": base.read("milper").fill_by_size(base.output, base.population),
        "warheads": base.read("warheads").with_log_error(vocabulary["warheads"]),
        "hard": standing(base, "hard"),
        "smart": standing(base, "smart"),
        "democracy": base.read("democracy"),
        "revisionism": revisionism(base),
        **{name: assumed(base.size, "made in the first year", 0.0) for name in ("threat", "dilemma", "accidents")},
    }


def milex_share(base: Base) -> Reading:
    """Military expenditure over output; where no source has it, what output and population predict."""
    spent = scaled(base.read("milex_share"), 1.0)
    absolute = Reading(spent.value * base.output, spent.error, spent.rule)
    filled = absolute.fill_by_size(base.output, base.population)
    return scaled(filled, 1.0 / base.output)


def military_stock(base: Base, burden: Reading) -> Reading:
    r"""Military capital by perpetual inventory, billion 2015 USD: $M_t = (1 - \delta) M_{t-1} + m_t Y_t$.

    $\delta = .07$. It starts from the steady state of the first year on record, $m Y / (\delta + g)$, and a gap in the
    record is bridged in a straight line. A state without expenditure on record has the steady state of the base year.
    """
    first = base.year - WINDOW
    bought = bridged(base.history("milex_share", first) * base.history("gdp_market", first) / 1e3)
    stock = np.full(base.size, np.nan)
    for year in bought:
        begun = ~np.isnan(stock)
        stock = np.where(begun, (1.0 - DEPRECIATION) * stock + np.nan_to_num(year), year / (DEPRECIATION + GROWTH))
    stock[stock == 0.0] = np.nan
    steady = burden.value * base.output / (DEPRECIATION + GROWTH)
    return recorded(stock, burden.error, Grade.ESTIMATED).fill("steady state of the base year", steady, burden.error)


def bridged(series: Array) -> Array:
    """Gaps in the columns of ``[year, state]`` filled in a straight line; the last value stands until the end."""
    years = np.arange(len(series))
    out = series.copy()
    for column in out.T:
        known = ~np.isnan(column)
        if known.any():
            after = years >= years[known][0]
            column[after] = np.interp(years[after], years[known], column[known])
    return out


def standing(base: Base, recipe: str) -> Reading:
    """Share of the world's hard or smart power; a flow, without error.

    The mean over those measures of the multiverse that count in world shares: percentiles and log ranges make ranks but
    no shares, and would give small states a part they do not have.
    """
    measures = composite(base.panel, recipe, base.year, MEASURES).multiverse
    shares = measures.scores[(measures.choices.table.normalization == "world share").to_numpy()]
    return recorded(np.nanmean(shares, axis=0), grade=Grade.ESTIMATED).summing_to_one()


def revisionism(base: Base) -> Reading:
    r"""Nothing for most states; small where a state began many disputes with force in the last twenty years on record.

    $.3\,x / (x + 10)$ with x the disputes begun and carried to the use of force, beyond three. Who began is the
    record's side A; who wanted to change the order is not recorded, so this is assumed: an initiator may defend it.
    """
    beyond = np.maximum(disputes_begun(base) - USUAL, 0.0)
    value = AMBITION * beyond / (beyond + HALF_DISPUTES)
    return recorded(value, np.where(beyond > 0, 0.5 * value, 0.0), Grade.ASSUMED)


def disputes_begun(base: Base) -> Array:
    """Disputes in which a state was on side A from the first day and used force, in the last twenty years on record."""
    rows = base.panel.dyad_onsets
    rows = rows[rows.year.between(base.last_record - AMBITION_WINDOW + 1, base.last_record)]
    sides = [
        rows[(rows[f"initiator_{side}"] == 1) & (rows[f"hostility_{side}"] >= FORCE)][[who, "dispute"]].set_axis(
            ["state", "dispute"], axis=1
        )
        for side, who in (("ab", "a"), ("ba", "b"))
    ]
    begun = pd.concat([side.astype({"state": object}) for side in sides]).groupby("state").dispute.nunique()
    return begun.reindex(base.states, fill_value=0).to_numpy(dtype=float)

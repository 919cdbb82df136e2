"""Firms that own the computing of a state: who they are, what part they own, where else they could go."""

# covers: A04

import numpy as np
import pandas as pd

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade

from .base import Base
from .reading import Array, Reading, assumed, recorded

OWNERS = ("models", "compute", "cloud")
"""Roles that need computing of one's own. Makers of chips and of 5G own none to speak of and are no actors here."""
SPREAD = 3.29
"""Standard deviations between the 5th and the 95th percentile."""
MOST, UNCOUNTED, HALF_MADE, UNCOUNTED_ERROR = 0.95, 0.5, 20.0, 0.7
"""Assumed: counted firms own at most that much of their home's computing. Of what no count names, makers of models and
clouds own up to half, half of that where they made twenty large models, each by its own; the error is of the
logarithm."""
HALF_REACH = 5.0
"""Assumed: a firm with clouds in five other states could settle half as freely as one at home everywhere."""
TIED, TIED_ERROR = 0.3, 0.5
"""Assumed: three tenths of the investment are tied to where they stand; the error is of the log odds."""


def firms_of(base: Base) -> pd.DataFrame:
    """The firms of the register that own computing and have a home in the system; none before their count."""
    table = base.panel.firms
    roles = table.roles.astype(str).str.split(";")
    owns = roles.map(lambda held: bool(set(held) & set(OWNERS)))
    known = table[owns & (table.compute_year <= base.year) & table.home_iso3.isin(list(base.states))]
    return known.reset_index(drop=True)


def readings(base: Base, compute: Reading, safety: Reading, vocabulary: Vocabulary) -> dict[str, Reading]:
    """firm_part, firm_reach, sunk and firm_safety."""
    table = firms_of(base)
    home = homes(base, table)
    n = len(table)
    return {
        "firm_part": part(table, compute.value[home]).with_log_error(vocabulary["firm_part"]),
        "firm_reach": reach(table),
        "sunk": assumed(n, "three tenths", TIED, TIED_ERROR),
        "firm_safety": assumed(n, "that of its home", safety.value[home], 0.5),
    }


def homes(base: Base, table: pd.DataFrame) -> np.ndarray:
    """Position of each firm's home."""
    return np.array([base.place[str(state)] for state in table.home_iso3], dtype=int)


def part(table: pd.DataFrame, compute: Array) -> Reading:
    """Part of the home's computing: counted chips or listed clusters over it, the uncounted by large models made."""
    owned = table.compute.to_numpy(dtype=float)
    high = table.compute_high.fillna(table.compute * 2.0).to_numpy(dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.log(high / table.compute_low.to_numpy(dtype=float)) / SPREAD
    reading = recorded(owned / compute, np.maximum(spread, 0.05), Grade.ESTIMATED)
    state = table.home_iso3.astype(str).to_numpy()
    counted = np.array([np.nansum(np.where(state == s, reading.value, 0.0)) for s in state])
    with np.errstate(invalid="ignore"):
        value = reading.value * np.minimum(1.0, MOST / np.maximum(counted, 1e-12))
    made = np.where(np.isnan(owned), table.large_models.to_numpy(dtype=float) + 0.5, 0.0)
    whole = np.array([made[state == s].sum() for s in state])
    left = UNCOUNTED * np.maximum(1.0 - np.minimum(counted, MOST), 0.0) * made / (whole + HALF_MADE)
    rule = "up to half of the home's uncounted computing, by large models made"
    return Reading(value, reading.error, reading.rule, reading.grade).fill(rule, left, UNCOUNTED_ERROR)


def reach(table: pd.DataFrame) -> Reading:
    """Freedom to settle elsewhere, from the states abroad in which its clouds stand; the mean where it rents none."""
    abroad = [len({h for h in str(hosts).split(";") if h} - {home})
              for hosts, home in zip(table.host_iso3, table.home_iso3.astype(str), strict=True)]  # fmt: skip
    count = np.where(table.cloud_regions.to_numpy(dtype=float) > 0, abroad, np.nan)
    reading = recorded(count / (count + HALF_REACH), 0.1, Grade.ASSUMED)
    return reading.fill("mean of firms with clouds", np.nanmean(reading.value) if np.any(count >= 0) else 0.0, 0.2)


def named(base: Base) -> tuple[tuple[str, ...], np.ndarray]:
    """Names and homes of the firms, as the engine wants them."""
    table = firms_of(base)
    return tuple(map(str, table.firm)), homes(base, table)

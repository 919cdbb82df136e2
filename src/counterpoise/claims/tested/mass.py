"""H14, mass half: how leakers grow with the size of a salvo, from the aggregates fitted to the attack series."""

# covers: C23

from typing import Any

import numpy as np
import pandas as pd

from counterpoise.data.panel import Panel
from counterpoise.exchange import fits
from counterpoise.exchange.fitted import LATEST

from .finding import Effect, Evidence, Finding, Verdict, rule

ID = "H14"
LEAKS = ("unaccounted", "not shot down")  # the definitions that follow a salvo past the defense
OTHERWISE = (
    "salvo size is chosen: large ones may go on clear nights, at well defended cities, or with missiles",
    "the bulletin may lose count in large raids, in favor of the defense that writes it",
    "the limit of one place in one hour is invisible in the sum of a country's night",
)
HOLES = (
    "one belligerent's claims; no count of impacts by anybody else",
    "the precision half is one event with disputed numbers, graded assumed: see 'counterpoise exchange'",
)


def examine(panel: Panel) -> Finding:
    """The verdict from the stored fit; the panel plays no part in it."""
    return finding(fits())


def finding(table: pd.DataFrame) -> Finding:
    """The finding from fits as ``exchange.fits`` gives them: drones only, by stretch and definition of leaking."""
    rows = table[(table.kind == "drone") & table.definition.isin(LEAKS)]
    outcome = verdict(rows)
    latest = rows[rows.accounting == LATEST]
    why = "slope of the log odds of leaking per e-fold of size, date held: " + "; ".join(
        f"{r.start[:7]} to {r.end[:7]}, {r.definition}: {r.slope_dated:+.2f} "
        f"({r.slope_dated_low:+.2f} to {r.slope_dated_high:+.2f})"
        for r in rows.itertuples()
    )
    condition = (
        "in the latest stretch, which counts losses in one way, larger salvoes leak a smaller share; before it the "
        "sign hangs on the stretch and on whether a jammed drone is a leak"
        if outcome is Verdict.CONDITIONAL
        else ""
    )
    effects = [_slope(r) for r in latest.itertuples()] + [_growth(r) for r in latest.itertuples()]
    effects += [_slope(r) for r in rows[rows.accounting != LATEST].itertuples()]
    return Finding(
        rule(ID), outcome, why, condition, tuple(effects),
        (Evidence("daily attack series, as fitted aggregates", 2022, 2026, ("ukraine_attacks",), "estimated"),),
        OTHERWISE, HOLES, {"raids": int(rows.drop_duplicates("accounting").raids.sum())},
    )  # fmt: skip


def verdict(rows: pd.DataFrame) -> Verdict:
    """Supported where every slope rises; contradicted where the latest ones fall, foretell, and no other rises."""
    small = rule(ID).smallest
    rising = (rows.slope_dated >= small) & (rows.slope_dated_low > 0)
    if rising.all():
        return Verdict.SUPPORTED
    latest = rows[rows.accounting == LATEST]
    foretells = (latest.held_out_gain - 1.645 * latest.held_out_error > 0).all()
    refuted = bool((latest.slope_dated_high < 0).all() and foretells and len(latest))
    if refuted and not rising.any():
        return Verdict.CONTRADICTED
    falling = rows.slope_dated_high < 0
    return Verdict.CONDITIONAL if refuted or (rising.any() and falling.any()) else Verdict.NOT_TESTABLE


def _slope(r: Any) -> Effect:
    name = f"slope {r.start[:7]} to {r.end[:7]}, {r.definition}"
    return Effect(name, r.slope_dated, r.slope_dated_low, r.slope_dated_high, "log odds per e-fold", None, "weeks")


def _growth(r: Any) -> Effect:
    r"""Elasticity of leakers in salvo size at the mean share, $1 + b (1 - \ell)$: above zero more drones leak more."""
    slopes = np.array([r.slope_dated, r.slope_dated_low, r.slope_dated_high])
    value, low, high = (1.0 + slopes * (1.0 - r.share)).tolist()
    name = f"leakers against size {r.start[:7]} to {r.end[:7]}, {r.definition}"
    return Effect(name, value, low, high, "elasticity", None, "weeks")

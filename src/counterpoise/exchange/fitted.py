"""What was fitted to the attack series, read from the package: coefficients with their covariances, no raids."""

# covers: K1

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError, nearest

Array = NDArray[np.float64]
LATEST = "jamming within"


@dataclass(frozen=True)
class LeakFit:
    r"""Share that leaks against salvo size: $\mathrm{logit}\,\ell = a + b \ln(N / 100)$, with covariance of (a, b).

    ``dispersion`` is the correlation between fates within one raid; sizes are quantiles (5, 50, 95 %) of the salvoes
    it was fitted to: outside them it is extrapolated.
    """

    kind: str
    accounting: str
    definition: str
    start: str
    end: str
    raids: int
    share: float
    estimate: Array
    covariance: Array
    dispersion: float
    size_low: float
    size_middle: float
    size_high: float


@cache
def attack_fit() -> dict[str, Any]:
    """The fit as stored: card, grade, leak shares, counts a day, forecasts a month ahead."""
    text = files(__package__).joinpath("attack_fit.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def leak_fit(accounting: str = LATEST, definition: str = "unaccounted", kind: str = "drone") -> LeakFit:
    """One fit by how losses were counted, what leaking means, and class. Raises InputError where there is none."""
    rows = attack_fit()["leaks"]
    wanted = {"kind": kind, "accounting": accounting, "definition": definition}
    for row in rows:
        if all(row[k] == v for k, v in wanted.items()):
            return _leak_fit(row)
    for field, value in wanted.items():
        known = list(dict.fromkeys(r[field] for r in rows))
        if value not in known:
            near = nearest(value, known)
            raise InputError(
                f"no {field} {value!r}: one of {', '.join(known)}" + (f"; did you mean {near!r}?" if near else "")
            )
    raise InputError(f"no fit of {kind}, {accounting}, {definition}: see exchange.fits()")


def _leak_fit(row: dict[str, Any]) -> LeakFit:
    same = (
        "kind",
        "accounting",
        "definition",
        "start",
        "end",
        "raids",
        "share",
        "size_low",
        "size_middle",
        "size_high",
    )
    size = row["size"]
    return LeakFit(
        **{k: row[k] for k in same},
        estimate=np.array(size["estimate"]),
        covariance=np.array(size["covariance"]),
        dispersion=size["dispersion"],
    )


def fits() -> pd.DataFrame:
    """One row a fit: raids, share that leaks, its slope in size and in time with 90 % ranges, and capacity.

    ``slope`` is the change of the log odds of leaking per e-fold of size, ``slope_dated`` the same at one date and
    ``per_year`` the change with time; ``capacity_low`` is the smallest limit of the defense that the raids allow
    (95 %), missing where none below the largest raid does; ``held_out_gain`` is what size foretells over a constant
    share on later raids, in weighted nats a raid. All *estimated* from one belligerent's claims.
    """
    return pd.DataFrame([_row(row) for row in attack_fit()["leaks"]])


def _row(row: dict[str, Any]) -> dict[str, Any]:
    plain, dated = row["size"], row["size_and_time"]
    found = {k: row[k] for k in ("kind", "accounting", "definition", "start", "end", "raids", "share")}
    for name, fit, k in (("slope", plain, 1), ("slope_dated", dated, 1), ("per_year", dated, 2)):
        middle, error = fit["estimate"][k], fit["covariance"][k][k] ** 0.5
        found |= {name: middle, f"{name}_low": middle - 1.645 * error, f"{name}_high": middle + 1.645 * error}
    leak = row["definition"] in ("unaccounted", "not shot down")  # the other two shares meet no defense
    saturation = row["saturation"] if leak else dict.fromkeys(row["saturation"])
    return found | {
        "capacity": saturation["capacity"],
        "capacity_low": saturation["capacity_low"],
        "gain_saturation": saturation["gain_saturation"],
        "gain_size": saturation["gain_logit"],
        "held_out_gain": row["held_out"]["gain"],
        "held_out_error": row["held_out"]["error"],
        "grade": attack_fit()["grade"],
        "source": attack_fit()["card"],
    }


DATES = ("2023-01-01", "2024-01-01", "2025-01-01", "2026-01-01")


def counts() -> pd.DataFrame:
    """Launched and shot down a day by class on four dates, from negative binomial trends, with 90 % ranges of the mean.

    ``dispersion`` is alpha of the variance mu + alpha mu^2: single days scatter far more widely than the mean. Unit:
    1/day; estimated from one belligerent's claims.
    """
    return pd.DataFrame([r for row in attack_fit()["counts"] for r in _daily_means(row)])


def foretold() -> dict[str, float]:
    """Mean log scores of monthly launches a month ahead: log-linear trend, last month's figure, gain and its error."""
    found: dict[str, float] = attack_fit()["foretold"]
    return dict(found)


def _daily_means(row: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for date in DATES:
        years = (pd.Timestamp(date) - pd.Timestamp(row["middle"])).days / 365.25
        terms = years ** np.arange(4.0)
        log, error = float(terms @ row["estimate"]), float(terms @ np.array(row["covariance"]) @ terms) ** 0.5
        low, middle, high = (float(np.exp(log + k * 1.645 * error)) for k in (-1, 0, 1))
        same = {"kind": row["kind"], "figure": row["figure"], "date": date, "unit": row["unit"]}
        rows.append({**same, "low": low, "middle": middle, "high": high, "dispersion": row["dispersion"]})
    return rows

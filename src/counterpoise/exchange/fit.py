"""Fit the attack series and keep nothing of it but coefficients: ``python -m counterpoise.exchange.fit RAW``."""

import dataclasses
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .attack_series import ACCOUNTINGS, CLASSES, FIRST, LAST, SERIES, Accounting, read_raids, within
from .count_fit import fit_count, foretell
from .leak_fit import fit_logit, fit_saturation, log_worth, size_terms

MIDDLE = pd.Timestamp("2024-07-01")
YEAR = 365.25
DEFINITIONS = {
    "unaccounted": "neither shot down, nor lost on the way, nor still flying",
    "not shot down": "not shot down, still flying or lost on the way included",
    "places": "places reported hit",
    "unarmed": "not called an armed drone",
}


def fit_attacks(raw: Path) -> dict[str, Any]:
    """Everything the product keeps of the series: leak shares against size and time, capacity, counts, forecasts."""
    raids = read_raids(raw)
    drones = raids[(raids.kind == "drone") & raids.national]
    whole = Accounting("whole series", FIRST, LAST, "all")
    leaks = [
        _leak(within(drones, a), "drone", a, definition)
        for a in ACCOUNTINGS
        for definition in ("unaccounted", "not shot down")
        if not (a.name == "shot down only" and definition == "unaccounted")  # the same there
    ]
    leaks += [
        _leak(drones[drones[c].notna()], "drone", whole, d) for c, d in (("places", "places"), ("armed", "unarmed"))
    ]
    leaks += [_leak(_nights(raids, kind), kind, whole, "unaccounted") for kind in ("cruise", "ballistic")]
    return {
        "format": 1,
        "card": "ukraine_attacks",
        "grade": "estimated",
        "basis": "one belligerent's claims",
        "series_sha256": hashlib.sha256((raw / SERIES).read_bytes()).hexdigest(),
        "leaks": leaks,
        "counts": [_count(raids, kind, figure) for kind in CLASSES for figure in ("launched", "shot")],
        "foretold": dataclasses.asdict(foretell(_monthly(raids))),
    }


def write_fit(raw: Path, out: Path) -> Path:
    """Write the fit as JSON, numbers to six digits. Raises InputError where the series is missing."""
    out.write_text(json.dumps(_rounded(fit_attacks(raw)), indent=1, allow_nan=False) + "\n", encoding="utf-8")
    return out


def leaked(raids: pd.DataFrame, definition: str) -> "pd.Series[float]":
    """How many of each raid leaked, by definition; never below none nor above all."""
    counts = {
        "unaccounted": raids.launched - raids.shot - raids.lost - raids.flying,
        "not shot down": raids.launched - raids.shot,
        "places": raids.places,
        "unarmed": raids.launched - raids.armed,
    }[definition]
    return counts.clip(lower=0.0, upper=raids.launched)


def _leak(raids: pd.DataFrame, kind: str, accounting: Accounting, definition: str) -> dict[str, Any]:
    n, y = raids.launched.to_numpy(float), leaked(raids, definition).to_numpy(float)
    weeks = ((raids.date - pd.Timestamp(FIRST)).dt.days // 7).to_numpy()
    years = ((raids.date - raids.date.mean()).dt.days / YEAR).to_numpy()
    sized = fit_logit(y, n, size_terms(n), weeks)
    dated = fit_logit(y, n, np.column_stack([size_terms(n), years]), weeks)
    return {
        "kind": kind,
        "accounting": accounting.name,
        "definition": definition,
        "start": str(raids.date.min().date()),
        "end": str(raids.date.max().date()),
        "raids": len(raids),
        "share": float(y.sum() / n.sum()),
        "size_low": float(np.quantile(n, 0.05)),
        "size_middle": float(np.quantile(n, 0.5)),
        "size_high": float(np.quantile(n, 0.95)),
        "size": _coefficients(sized),
        "size_and_time": _coefficients(dated),
        "held_out": held_out(y, n, weeks),
        "saturation": _open(dataclasses.asdict(fit_saturation(y, n, sized))),
    }


def held_out(leaked: np.ndarray, launched: np.ndarray, weeks: np.ndarray) -> dict[str, float]:
    """Gain of size over a constant share on later raids, fitted to the earlier half; weighted nats a raid."""
    half = len(launched) // 2
    sized = fit_logit(leaked[:half], launched[:half], size_terms(launched[:half]), weeks[:half])
    level = fit_logit(leaked[:half], launched[:half], np.ones((half, 1)), weeks[:half])
    weight = 1.0 / (1.0 + (launched[half:] - 1.0) * level.overdispersion)
    later = (leaked[half:], launched[half:], weight)
    terms = size_terms(launched[half:])
    gain = log_worth(*later, terms @ sized.estimate) - log_worth(*later, terms[:, :1] @ level.estimate)
    return {"gain": float(gain.mean()), "error": float(gain.std(ddof=1) / np.sqrt(len(gain)))}


def _coefficients(fit: Any) -> dict[str, Any]:
    spread = fit.overdispersion if hasattr(fit, "overdispersion") else fit.dispersion
    return {"estimate": fit.estimate.tolist(), "covariance": fit.covariance.tolist(), "dispersion": float(spread)}


def _nights(raids: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Missiles of one class and night, local and national reports together: local ones name misses too."""
    mine = raids[raids.kind == kind]
    return mine.groupby("date")[["launched", "shot", "lost", "flying", "places", "armed"]].sum().reset_index()


def _count(raids: pd.DataFrame, kind: str, figure: str) -> dict[str, Any]:
    days = _daily(raids[raids.kind == kind], figure)
    time = ((days.index - MIDDLE).days / YEAR).to_numpy()
    fit = fit_count(days.to_numpy(float), np.column_stack([time**k for k in range(4)]))
    return {"kind": kind, "figure": figure, "unit": "1/day", "middle": str(MIDDLE.date()), **_coefficients(fit)}


def _daily(raids: pd.DataFrame, figure: str) -> "pd.Series[float]":
    return raids.groupby("date")[figure].sum().reindex(pd.date_range(FIRST, LAST), fill_value=0.0)


def _monthly(raids: pd.DataFrame) -> np.ndarray:
    days = _daily(raids[raids.kind == "drone"], "launched")
    months = days.groupby(days.index.to_period("M")).sum()
    return months.to_numpy(float)[1:-1]  # three days of the first month, one of the last


def _open(values: dict[str, float]) -> dict[str, float | None]:
    """JSON has no infinity: None stands for no limit."""
    return {k: v if np.isfinite(v) else None for k, v in values.items()}


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_rounded(v) for v in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


if __name__ == "__main__":
    print(write_fit(Path(sys.argv[1]), Path(__file__).with_name("attack_fit.json")))

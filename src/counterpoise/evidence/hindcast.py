"""The hindcast: forecasts of the past from before it, scored against naive ones and printed with the losses first."""

import json
from functools import cache
from pathlib import Path

import pandas as pd

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.start.pair_years import PairYears

from .forecast import Forecaster
from .protocol import Target, protocol
from .scorecard import losses_first, scorecard

SHOWN = {
    "target": "target", "forecast": "forecast", "window": "window", "score": "score", "value": "loss",
    "against": "against", "skill": "skill", "low": "5 %", "high": "95 %", "calibration": "calibr.", "n": "n",
    "events": "events", "grade": "grade", "verdict": "verdict",
}  # fmt: skip


def hindcast(
    target: str | None = None, full: bool = False, models: tuple[Forecaster, ...] | None = None
) -> pd.DataFrame:
    """The scorecard of one target or all: the test window, counts pooled over the rolling origins.

    ``models`` are held against the baselines; the default model if none are named, run from each origin as the targets
    ask for it. ``full`` adds the tuning and confirmation windows of targets with the common origin, where data reach.
    Columns are those of ``scorecard``. Raises InputError for an unknown target, or where the libraries of scores are
    not installed.
    """
    plan = protocol()
    targets = plan.targets if target is None else (plan.target(target),)
    models = shipped_models() if models is None else models
    pairs = _pairs(load_panel().folder)
    tables = [scorecard(targets, {t.name: test_origins(t) for t in targets}, pairs, models)]
    if full:
        windows = (plan.windows.tune_origin, plan.windows.confirm_origin)
        usual = [t for t in targets if t.origin == plan.windows.origin]
        tables += [table for t in usual for origin in windows for table in _elsewhere(t, origin, pairs, models)]
    return losses_first(pd.concat(tables, ignore_index=True))


def shipped_models() -> tuple[Forecaster, ...]:
    """The models scored where none is named: the default one. It costs nothing until a target asks for it."""
    from .world_forecast import World

    return (World(),)


def test_origins(target: Target) -> tuple[int, ...]:
    """The origins scored by default: all rolling ones for counts, of which one has too few years to say anything."""
    return protocol().windows.rolling_origins if target.kind == "count" else (target.origin,)


def _elsewhere(target: Target, origin: int, pairs: PairYears, models: tuple[Forecaster, ...]) -> list[pd.DataFrame]:
    """The scorecard at another origin; nothing where no outcome is on record after it. It earns no grade."""
    try:
        return [scorecard((target,), {target.name: (origin,)}, pairs, models).assign(grade="")]
    except InputError as error:
        if "on record" in str(error):
            return []
        raise


@cache
def _pairs(folder: Path) -> PairYears:
    return PairYears(load_panel(folder))


def marks(table: pd.DataFrame) -> pd.DataFrame:
    """The figures asked for, beside what the best forecaster of each came to and whether it suffices.

    Columns ``figure``, ``asked``, ``forecast``, ``kind``, ``found``, ``low``, ``high``, ``met``. Models are shown if
    there are any, else baselines; a baseline that meets a figure shows that it can be met, no more.
    """
    first = table[(table.subset == "all") & (table.window == table.groupby("target").window.transform("first"))]
    made = []
    for figure, asked, target, score, against, column in FIGURES:
        mine = first[(first.target == target) & (first.score == score) & (first.against == against)]
        mine = mine[mine.kind == "model"] if (mine.kind == "model").any() else mine
        if mine.empty:
            continue
        best = mine.loc[mine.value.idxmin()]
        made.append(
            {
                "figure": figure, "asked": asked, "forecast": best.forecast, "kind": best.kind,
                "found": best[column], **_interval(best, column), "met": _met(figure, best, column),
            }
        )  # fmt: skip
    return pd.DataFrame(made)


def _interval(row: pd.Series, column: str) -> dict[str, float | None]:
    """Of a skill as resampled; of a coverage by Wilson's score, as if years were independent, which flatters it."""
    if column == "calibration":
        from scipy.stats import binomtest

        covered = binomtest(round(row.calibration * row.n), int(row.n)).proportion_ci(0.9, method="wilson")
        return {"low": float(covered.low), "high": float(covered.high)}
    return {"low": row.low, "high": row.high} if column == "skill" else {"low": None, "high": None}


FIGURES = (
    ("onset: log skill over conflictology", "interval above 0", "onset", "log", "conflictology", "skill"),
    ("onset: Brier skill over conflictology", "at least 0", "onset", "brier", "conflictology", "skill"),
    ("CINC: log-CRPS at seven years", "at most .115", "cinc", "crps", "random_walk", "value"),
    ("onset counts: coverage of the 90 % interval", ".85 to .95", "onset_count", "crps", "poisson", "calibration"),
    ("dispute counts: coverage of the 90 % interval", ".85 to .95", "dispute_count", "crps", "poisson", "calibration"),
)


WHY_MISSED = {
    "onset counts: coverage of the 90 % interval": "the lull of 2005-10 (19 to 25 pairs a year) lies below the "
    "intervals of three origins and 2011 (74) above; nothing in a run makes a lull last. Years of one origin go "
    "together, so the true interval is wider",
    "CINC: log-CRPS at seven years": "a run has neither iron and steel nor soldiers and energy of its own; their "
    "changes are regressed on those of output and expenditure",
    "onset: log skill over conflictology": "see docs/decisions/0015-onset-hazard.md",
    "onset: Brier skill over conflictology": "see docs/decisions/0015-onset-hazard.md",
}
"""Why the default model misses a figure, where it does."""


def reasons(found: pd.DataFrame) -> str:
    """A line for every figure that a model misses: by what, and why as far as that is known."""
    missed = found[(found.kind == "model") & ~found.met.astype(bool)] if len(found) else found
    return "\n".join(f"Missed, {row.figure}: {WHY_MISSED.get(row.figure, 'not known')}." for row in missed.itertuples())


def _met(figure: str, row: pd.Series, column: str) -> bool:
    if column == "calibration":
        low, high = protocol().grade.coverage_counts
        return bool(low <= row.calibration <= high)
    if column == "value":
        return bool(round(row.value, 3) <= 0.115)
    return bool(row.low > 0 if "log" in figure else row.skill >= 0)


def as_text(table: pd.DataFrame, every: bool = False) -> str:
    """The scorecard as plain text: models, baselines over the naive one, the figures asked for, looks taken.

    Unless ``every``, primary scores on all units alone.
    """
    plan = protocol()
    if not every:
        primary = table.target.map({t.name: t.primary for t in plan.targets})
        table_shown = table[(table.score == primary) & (table.subset == "all")]
        naive = table_shown.target.map({t.name: t.naive for t in plan.targets})
        table_shown = table_shown[(table_shown.kind == "model") | (table_shown.against == naive)]
    else:
        table_shown = table
    models, others = (table_shown[(table_shown.kind == "model") == is_model] for is_model in (True, False))
    found = marks(table)
    looks = f"Looks at the test window: {plan.looks_by('model')} by models, {plan.looks_by('baseline')} by baselines."
    parts = [
        "Models, what they lose first" if len(models) else "No model is scored yet on what is shown.",
        _lines(models[list(SHOWN)].rename(columns=SHOWN)) if len(models) else "",
        "Baselines over the naive forecast, what they lose first",
        _lines(others[list(SHOWN)].rename(columns=SHOWN)),
        "Figures asked for",
        _lines(found),
        reasons(found),
        looks,
    ]
    return "\n\n".join(part for part in parts if part)


def _lines(table: pd.DataFrame) -> str:
    return table.to_string(index=False, float_format=_number, na_rep="")


def as_json(table: pd.DataFrame) -> str:
    """The scorecard as a list of records, missing values as null."""
    return json.dumps(json.loads(table.to_json(orient="records", double_precision=6)), indent=1)


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) >= 0.01 or value == 0 else f"{value:.2g}"

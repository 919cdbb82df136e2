"""The scorecard: every forecast of every target against the baselines, losses first."""

import numpy as np
import pandas as pd

from counterpoise.start.pair_years import PairYears

from .baselines import baselines
from .forecast import Forecaster
from .grades import graded
from .protocol import Target
from .scored import RELEVANT, Scored, score
from .scores import average_precision

COLUMNS = (
    "target", "forecast", "kind", "window", "subset", "score", "value", "against", "skill", "low", "high", "low_states",
    "high_states", "n", "events", "calibration", "average_precision", "grade", "verdict",
)  # fmt: skip
LOSES, EVEN, PAIRS_ONLY, BEATS = "loses to", "no different from", "beats by pairs, not by states,", "beats"
ORDER = (LOSES, EVEN, PAIRS_ONLY, BEATS)


def scorecard(
    targets: tuple[Target, ...],
    origins: dict[str, tuple[int, ...]],
    pairs: PairYears,
    models: tuple[Forecaster, ...] = (),
) -> pd.DataFrame:
    """One row for each target, forecast, score, subset and forecast it is held against; columns ``COLUMNS``.

    ``origins`` are those of each target, pooled. A model enters by the protocol ``Forecaster``. ``value`` is the mean
    loss; ``skill`` is over ``against``, with the ends of its interval by clusters and, for pairs, by states;
    ``calibration`` is events forecast over seen or the coverage of the 90 % interval; average precision is of the
    relevant subset alone. Lost rows come first, models before baselines.
    """
    tables = [rows(score(t, origins[t.name], (*baselines(t), *models), pairs)) for t in targets]
    return losses_first(pd.concat(tables, ignore_index=True))


def losses_first(table: pd.DataFrame) -> pd.DataFrame:
    """Sorted by verdict, what was lost first, then models before baselines; otherwise in the order of the targets."""
    verdict = table.verdict.map({word: k for k, word in enumerate(ORDER)}).fillna(len(ORDER))
    keys = table.assign(_verdict=verdict, _kind=table.kind != "model")
    return keys.sort_values(["_verdict", "_kind"], kind="stable", ignore_index=True)[list(COLUMNS)]


def rows(scored: Scored) -> pd.DataFrame:
    """The scorecard's rows of one target."""
    subsets = [scored, scored.within(RELEVANT)] if scored.target.name == "onset" else [scored]
    grade = str(graded(scored))
    made = [row | {"grade": grade} for part in subsets for name in part.kinds for row in _of_forecast(part, name)]
    return pd.DataFrame(made, columns=list(COLUMNS)).astype({"events": "Int64"})


def _of_forecast(part: Scored, name: str) -> list[dict[str, object]]:
    target = part.target
    others = [target.naive, target.reference, *([target.best] if part.kinds[name] == "model" else [])]
    same = {
        "target": target.name,
        "forecast": name,
        "kind": part.kinds[name],
        "window": window(part),
        "subset": part.subset,
        "n": len(part.outcome),
        "events": part.events,
        "calibration": part.calibration(name),
        "average_precision": average_precision(part.outcome, part.values(name)) if part.subset == RELEVANT else np.nan,
    }
    by_score = (target.primary, target.secondary)
    return [
        same | _comparison(part, name, other, by) for by in by_score for other in dict.fromkeys(others) if other != name
    ]


def _comparison(part: Scored, name: str, other: str, by: str) -> dict[str, object]:
    found, states = part.skill(name, other, by), part.by_states(name, other, by)
    return {
        "score": by,
        "value": float(part.losses[name, by].mean()),
        "against": other,
        "skill": found.value,
        "low": found.low,
        "high": found.high,
        "low_states": states[0],
        "high_states": states[1],
        "verdict": verdict(found.low, found.high, states[0]),
    }


def verdict(low: float, high: float, low_states: float = float("nan")) -> str:
    """What an interval of skill says; a gain that vanishes where states are resampled is said to."""
    if high < 0:
        return LOSES
    if low <= 0:
        return EVEN
    return PAIRS_ONLY if low_states <= 0 else BEATS


def window(scored: Scored) -> str:
    """Years scored, as 2008-2014; pooled origins named."""
    years = [int(q.task.units.year.max()) for q in scored.questions]
    origins = [q.task.origin for q in scored.questions]
    if len(origins) > 1:
        return f"{len(origins)} origins {origins[0]}-{origins[-1]}"
    first = int(scored.questions[0].task.units.year.min())
    return str(first) if first == years[0] else f"{first}-{years[0]}"

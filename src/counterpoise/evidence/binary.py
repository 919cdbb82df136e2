"""Naive and statistical forecasts of whether something happens: rates, a pair's own record, regressions, trees."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.start.pair_years import design

from .forecast import Array, Task
from .libraries import library


@dataclass(frozen=True)
class Climatology:
    """The same probability for every unit: the share of events in the fit window, half an event added."""

    name: str = "climatology"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """One rate for all."""
        return np.full(len(task.units), rate(task.past.outcome))


@dataclass(frozen=True)
class GroupRate:
    """The rate of the fit window among units with the same value of one covariate: what was will be."""

    name: str
    column: str
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """The rate of each unit's group; the overall rate for a group never seen."""
        rates = {value: rate(rows) for value, rows in task.past.groupby(self.column).outcome}
        return task.units[self.column].map(rates).fillna(rate(task.past.outcome)).to_numpy(dtype=float)


@dataclass(frozen=True)
class Conflictology:
    r"""A pair's own record of ten years, drawn towards the rate of all pairs.

    $p = (n + a) / (E + a / \lambda)$, with $n$ onsets in $E$ years together and $\lambda$ the rate of the fit window:
    the mean of a gamma-Poisson posterior. The shape $a$ maximizes the likelihood of the fit window, where each year is
    forecast from the record one to seven years before.
    """

    name: str = "conflictology"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Smoothed own record."""
        mean = rate(task.past.outcome)
        return smoothed(task.units, mean, fitted_shape(task.past, mean))


def smoothed(rows: pd.DataFrame, mean: float, shape: float) -> Array:
    """Own record drawn towards ``mean`` as by ``shape`` onsets of a typical pair."""
    raw = (rows.record.to_numpy(dtype=float) + shape) / (rows.exposure.to_numpy(dtype=float) + shape / mean)
    return np.clip(raw, 0.0, 0.95)


def fitted_shape(past: pd.DataFrame, mean: float) -> float:
    """The shape that makes the fit window most likely."""
    grouped = past.groupby(["record", "exposure"]).outcome.agg(["sum", "size"]).reset_index()

    def minus_likelihood(log_shape: float) -> float:
        p = smoothed(grouped, mean, float(np.exp(log_shape)))
        return -float(np.sum(grouped["sum"] * np.log(p) + (grouped["size"] - grouped["sum"]) * np.log1p(-p)))

    found = library("scipy.optimize").minimize_scalar(minus_likelihood, bounds=(-9.0, 2.0), method="bounded")
    return float(np.exp(found.x))


@dataclass(frozen=True)
class Logit:
    """Logistic regression (statsmodels) on some covariates, fitted by maximum likelihood to the fit window."""

    name: str
    columns: tuple[str, ...]
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Fitted probabilities."""
        api = library("statsmodels.api")
        fit = api.Logit(task.past.outcome.to_numpy(), design(task.past, self.columns)).fit(disp=0, maxiter=100)
        return np.asarray(fit.predict(design(task.units, self.columns)))


@dataclass(frozen=True)
class PenalizedLogit:
    """Logistic regression with a ridge penalty of one on standardized covariates, for a handful of events.

    Climatology where the fit window has no event at all.
    """

    name: str
    columns: tuple[str, ...]
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Fitted probabilities."""
        if not task.past.outcome.any():
            return Climatology().forecast(task)
        past, units = (design(rows, self.columns)[:, 1:] for rows in (task.past, task.units))
        mean, spread = past.mean(axis=0), past.std(axis=0)
        model = library("sklearn.linear_model").LogisticRegression(C=1.0)
        model.fit((past - mean) / spread, task.past.outcome.to_numpy())
        return np.asarray(model.predict_proba((units - mean) / spread)[:, 1])


@dataclass(frozen=True)
class Trees:
    """Boosted trees (scikit-learn) as a ceiling: what the covariates hold if no form is imposed on them.

    Four leaves, 150 rounds, at least a hundred units a leaf: the best of four settings at the tuning origin.
    """

    name: str
    columns: tuple[str, ...]
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Fitted probabilities."""
        model = library("sklearn.ensemble").HistGradientBoostingClassifier(
            max_leaf_nodes=4, max_iter=150, learning_rate=0.05, min_samples_leaf=100, l2_regularization=1.0,
            early_stopping=False, random_state=0,
        )  # fmt: skip
        # many threads on few cores spend their time waiting for one another
        with library("threadpoolctl").threadpool_limits(1):
            model.fit(task.past[list(self.columns)], task.past.outcome)
            return np.asarray(model.predict_proba(task.units[list(self.columns)])[:, 1])


def rate(outcome: pd.Series) -> float:
    """Share of events with half an event added, so that what never happened is not impossible (Jeffreys)."""
    return float((outcome.sum() + 0.5) / (len(outcome) + 1.0))

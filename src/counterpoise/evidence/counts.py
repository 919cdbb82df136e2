"""Naive forecasts of how many events the whole system has in a year."""

from dataclasses import dataclass

import numpy as np

from .forecast import DRAWS, Array, Task
from .libraries import library


@dataclass(frozen=True)
class PoissonCount:
    """Independent events at the mean rate of the fit window: too narrow if events come in clusters."""

    name: str = "poisson"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Poisson draws."""
        mean = float(task.past["count"].mean())
        return task.rng(self.name).poisson(mean, (DRAWS, len(task.units))).astype(float)


@dataclass(frozen=True)
class NegativeBinomialCount:
    r"""Negative binomial with the mean and dispersion of the fit window (statsmodels), both with their uncertainty.

    Variance $\mu + \alpha \mu^2$; $\ln \mu$ is drawn from its asymptotic normal and $\alpha$ from that of $\ln \alpha$.
    Poisson where the fit window is not overdispersed.
    """

    name: str = "negative_binomial"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Draws with one pair of parameters a draw, so that the years of one run share them."""
        counts, rng = task.past["count"].to_numpy(dtype=float), task.rng(self.name)
        size = (DRAWS, len(task.units))
        if counts.var(ddof=1) <= counts.mean():
            return rng.poisson(counts.mean(), size).astype(float)
        model = library("statsmodels.api").NegativeBinomial(counts, np.ones((len(counts), 1)))
        fit = model.fit(disp=0, maxiter=200, start_params=[np.log(counts.mean()), moment_dispersion(counts)])
        log_mean, dispersion = fit.params
        deviation = fit.bse
        mean = np.exp(rng.normal(log_mean, deviation[0], (DRAWS, 1)))
        alpha = np.exp(rng.normal(np.log(dispersion), min(deviation[1] / dispersion, 1.0), (DRAWS, 1)))
        return rng.poisson(rng.gamma(1.0 / alpha, alpha * mean, size)).astype(float)


@dataclass(frozen=True)
class PastYear:
    """Years of the fit window drawn with replacement: the record of the system."""

    name: str = "past_year"
    kind: str = "baseline"

    def forecast(self, task: Task) -> Array:
        """Counts of past years."""
        return task.rng(self.name).choice(task.past["count"].to_numpy(dtype=float), (DRAWS, len(task.units)))


def moment_dispersion(counts: Array) -> float:
    r"""Dispersion by moments, $(s^2 - \bar y) / \bar y^2$, at least .001."""
    return max(float((counts.var(ddof=1) - counts.mean()) / counts.mean() ** 2), 1e-3)

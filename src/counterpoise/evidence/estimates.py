"""Posteriors as mechanisms draw them: a normal or a lognormal law from draws."""

import numpy as np

from counterpoise.start.panel_fits import Estimate

from .calibration import NotConvergedError
from .forecast import Array


def normal(name: str, draws: Array, prior: tuple[float, float]) -> Estimate:
    """A normal posterior from its draws."""
    spread = float(draws.std())
    return Estimate(name, "normal", prior, float(draws.mean()), spread, 1.0 - (spread / prior[1]) ** 2)


def lognormal(name: str, draws: Array, prior: tuple[float, float]) -> Estimate:
    """A lognormal posterior from those draws that are positive; theory gives the sign, data may speak against it."""
    logs = np.log(draws[draws > 0])
    if len(logs) < 100:
        raise NotConvergedError(f"{name}: {len(logs)} of {len(draws)} draws have the sign the theory asks for")
    spread = max(float(logs.std()), 0.005)
    before = float(np.log(prior[1]))
    return Estimate(
        name, "lognormal", prior, float(np.exp(logs.mean())), float(np.exp(spread)), 1 - (spread / before) ** 2
    )

"""Families of measures of power: many smart and hard ones, and several ways to compute CINC and net resources."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.panel import Panel
from counterpoise.power.composite import composite
from counterpoise.power.normalize import world_share
from counterpoise.power.structure import material

Array = NDArray[np.float64]
MEASURES = 60
SEED = 2024
SMART = "smart"
RIVALS = ("hard", "CINC", "net resources", "output")


def families(panel: Panel, year: int, measures: int = MEASURES) -> dict[str, Array]:
    """Shares of every state of ``year`` under each measure of each family, ``[measure, state]``, none below zero.

    A state that a measure cannot score gets half of the smallest share, as one it scores at nothing would.
    """
    rng = np.random.default_rng([SEED, year])
    market, ppp, people = panel.cross_section(["gdp_market", "gdp_ppp", "population"], year).value
    exponent = np.linspace(0.5, 1.5, 10)[:, None]
    found = {
        SMART: _composite(panel, "smart", year, measures),
        "hard": _composite(panel, "hard", year, measures),
        "CINC": _cinc(panel, year, rng, measures),
        "net resources": np.concatenate([gdp * (gdp / people) ** exponent for gdp in (market, ppp)]),
        "output": np.stack([market, ppp]),
    }
    return {name: _filled(scores) for name, scores in found.items()}


def _composite(panel: Panel, name: str, year: int, measures: int) -> Array:
    """Measures of a recipe without the basket that counts drones sold: arms sold are among what is to be foretold."""
    found = composite(panel, name, year, 2 * measures, 2).multiverse
    return np.asarray(found.scores[(found.choices.table.basket != "drones").to_numpy()][:measures])


def _cinc(panel: Panel, year: int, rng: np.random.Generator, measures: int) -> Array:
    """World shares of the six components, averaged with equal weights and with drawn ones; a gap is left out."""
    shares = world_share(material(panel, year).value)
    weight = np.vstack([np.full(6, 1.0 / 6.0), rng.dirichlet(np.full(6, 5.0), measures - 1)])
    known = ~np.isnan(shares)
    return np.asarray(weight @ np.where(known, shares, 0.0) / np.maximum(weight @ known, 1e-9))


def _filled(scores: Array) -> Array:
    known = np.where(scores > 0.0, scores, np.nan)
    least = 0.5 * np.nanmin(known, axis=1, keepdims=True)
    full = np.where(np.isnan(known), least, known)
    return np.asarray(full / full.sum(axis=1, keepdims=True))

"""Small worlds for the tests of measures: random cross-sections of a recipe's variables."""

import numpy as np
import pytest

from counterpoise.data.panel import CrossSection, Panel, load_panel
from counterpoise.data.variable import Scale, Variable
from counterpoise.power.multiverse import panel_names
from counterpoise.power.recipes import RECIPES


def make_section(names, values, states=None) -> CrossSection:
    """A cross-section of given values ``[variable, state]`` with a tenth of error on a log scale."""
    shape = values.shape
    variables = tuple(Variable(n, n, "1", "", "", (), Scale.LOG, 0.1, "") for n in names)
    codes = tuple(states or (f"S{i:03d}" for i in range(shape[1])))
    known = ~np.isnan(values)
    return CrossSection(
        2024, codes, variables, values, np.full(shape, 0.1), np.where(known, "observed", None).astype(object),
        np.where(known, "made", None).astype(object), np.where(known, 2024, 0),
    )  # fmt: skip


@pytest.fixture(scope="session")
def recipe():
    return RECIPES["smart"]


@pytest.fixture(scope="session")
def section(recipe) -> CrossSection:
    """Forty states whose indicators share a common size, a tenth of them missing."""
    rng = np.random.default_rng(7)
    names = panel_names(recipe)
    values = np.exp(rng.normal(0, 2, 40) + rng.normal(0, 1, (len(names), 40)))
    keep = {"gdp_market", "gdp_ppp", "population"}
    gaps = (rng.random(values.shape) < 0.1) & ~np.isin(names, list(keep))[:, None]
    return make_section(names, np.where(gaps, np.nan, values))


@pytest.fixture(scope="session")
def panel() -> Panel:
    return load_panel()

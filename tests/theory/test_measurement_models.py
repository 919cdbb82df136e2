"""What every model of measurement, growth, capability and sovereignty says of itself, and that its kernels compile."""

import inspect
import tomllib
from importlib.resources import files

import numba
import numpy as np
import pytest

from counterpoise.theory import (
    ai_capability,
    automation,
    composite_index,
    concentration,
    country_growth,
    loss_of_strength,
    net_resources,
    polarity,
    portfolio,
    semi_endogenous_growth,
    smart_power,
    sovereignty,
)
from counterpoise.theory.declare import Confidence, DomainError, Formula

MODULES = (
    ai_capability,
    automation,
    composite_index,
    concentration,
    country_growth,
    loss_of_strength,
    net_resources,
    polarity,
    portfolio,
    semi_endogenous_growth,
    smart_power,
    sovereignty,
)
FORMULAS = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Formula)
}


def draw(formula, rng):
    """Arguments inside the formula's domain, relations included, by rejection."""
    while True:
        values = []
        for arg in formula.args.values():
            low = arg.low if np.isfinite(arg.low) else -3.0
            high = arg.high if np.isfinite(arg.high) else max(low, 0.0) + 3.0
            value = rng.uniform(low, high)
            values.append(float(np.floor(value)) if arg.integer else value)
        try:
            formula(*values)
        except DomainError:
            continue
        return values


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_the_compiled_kernel_agrees_with_the_formula(formula):
    compiled = numba.njit(formula.kernel)
    rng = np.random.default_rng(7)
    for _ in range(20):
        values = draw(formula, rng)
        assert compiled(*values) == pytest.approx(formula(*values), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_every_argument_and_the_result_are_documented(formula):
    assert inspect.getdoc(formula).strip()
    assert all(arg.doc and arg.unit for arg in formula.args.values())


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".", 1)[1])
class TestModel:
    def test_known_results_hold(self, module):
        for known in module.MODEL.known:
            assert np.allclose(known.call(), known.value, rtol=1e-7, atol=1e-12), known.text

    def test_the_example_can_be_tried_and_read(self, module):
        value = module.MODEL.main(**module.MODEL.example)
        sentence = module.MODEL.meaning(value)
        assert isinstance(value, float)
        assert sentence
        assert any(character.isalnum() for character in sentence)

    def test_the_picture_stays_inside_the_domain_and_moves(self, module):
        static, main = module.MODEL.static, module.MODEL.main
        x = np.linspace(static.low, static.high, 50)
        curves = [{static.curves: value} for value in static.values] if static.curves else [{}]
        drawn = [main(**{static.vary: x}, **curve, **static.fixed) for curve in curves]
        assert all(np.isfinite(y).all() and np.ptp(y) > 0 for y in drawn)
        assert len({tuple(y) for y in drawn}) == len(drawn)

    def test_every_source_is_in_the_bibliography(self, module):
        folder = files("counterpoise.core").joinpath("bibliography")
        known = {key for f in folder.iterdir() if f.name.endswith(".toml") for key in tomllib.loads(f.read_text())}
        assert set(module.MODEL.cites) <= known

    def test_a_reduced_form_says_so_first(self, module):
        says_so = inspect.getdoc(module).startswith("Reduced form:")
        assert says_so == (module.MODEL.confidence is Confidence.REDUCED)

"""The security-dilemma and race models as a family: kernels compile, models describe themselves truly."""

from itertools import pairwise

import numpy as np
import pytest

from counterpoise.core.bibliography import bibliography
from counterpoise.theory import (
    dsair,
    jervis,
    offense_defense_scaling,
    race_to_precipice,
    richardson,
    safety_not_guaranteed,
    spiral,
    trust,
)
from counterpoise.theory.declare import Confidence, DomainError, Formula

MODULES = (
    jervis,
    spiral,
    offense_defense_scaling,
    trust,
    richardson,
    race_to_precipice,
    safety_not_guaranteed,
    dsair,
)
FORMULAS = [value for module in MODULES for value in vars(module).values() if isinstance(value, Formula)]
by_name = pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".")[-1])


def draw(formula, rng):
    """Random arguments inside the domain of a formula."""
    values = {}
    for name, arg in formula.args.items():
        low, high = max(arg.low, -3.0), min(arg.high, 9.0)
        value = rng.uniform(low, high)
        values[name] = float(np.ceil(value)) if arg.integer else value
    return values


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.__name__)
def test_every_kernel_compiles_and_agrees(formula):
    numba = pytest.importorskip("numba")
    compiled, rng, agreed = numba.njit(formula.kernel), np.random.default_rng(2), 0
    for _ in range(200):
        arguments = draw(formula, rng)
        try:
            expected = formula(**arguments)
        except DomainError:  # a relation between arguments does not hold
            continue
        assert compiled(*(float(v) for v in arguments.values())) == pytest.approx(expected, rel=1e-12, abs=1e-300)
        agreed += 1
    assert agreed >= 20


@by_name
def test_every_known_result_is_reproduced(module):
    assert module.MODEL.known
    for result in module.MODEL.known:
        assert result.call() == pytest.approx(result.value, rel=1e-9, abs=1e-12), result.text


@by_name
def test_the_example_runs_and_means_something(module):
    model = module.MODEL
    value = model.main(**model.example)
    assert np.isfinite(value)
    assert any(character.isdigit() for character in model.meaning(value))


@by_name
def test_the_example_gives_a_known_result(module):
    value = module.MODEL.main(**module.MODEL.example)
    assert any(value == pytest.approx(result.value, rel=1e-9) for result in module.MODEL.known)


@by_name
def test_every_citation_is_in_the_bibliography(module):
    assert set(module.MODEL.cites) <= set(bibliography())
    assert module.MODEL.cites


@by_name
def test_the_picture_lies_in_the_domain_and_its_curves_differ(module):
    static, main = module.MODEL.static, module.MODEL.main
    across = np.linspace(static.low, static.high, 101)
    curves = [main(**{static.vary: across, static.curves: value, **static.fixed}) for value in static.values]
    assert len(curves) >= 2
    assert np.isfinite(curves).all()
    for curve, other in pairwise(curves):
        assert np.ptp(curve) > 0
        assert not np.allclose(curve, other)


@by_name
def test_reduced_forms_say_so_in_the_first_line(module):
    reduced = module.MODEL.confidence is Confidence.REDUCED
    assert module.__doc__.startswith("Reduced form:") is reduced

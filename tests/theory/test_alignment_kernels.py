"""Diffusion, bargaining, alignment, coercion and norms: what is true of every one of these files."""

import numpy as np
import pytest

from counterpoise.theory import (
    adoption_capacity,
    balance_of_threat,
    bass,
    buck_passing,
    chain_ganging,
    commitment,
    export_controls,
    landscape,
    learning_curve,
    norm_cascade,
    obsolescing_bargain,
    power_transition,
    sanctions,
    war_stable_networks,
)
from counterpoise.theory.declare import Confidence, DomainError, Formula

MODULES = (
    adoption_capacity,
    balance_of_threat,
    bass,
    buck_passing,
    chain_ganging,
    commitment,
    export_controls,
    landscape,
    learning_curve,
    norm_cascade,
    obsolescing_bargain,
    power_transition,
    sanctions,
    war_stable_networks,
)
FORMULAS = [f for module in MODULES for f in vars(module).values() if isinstance(f, Formula)]


def name(thing):
    return getattr(thing, "kernel", thing).__name__


def draw(formula, rng):
    """A point of the formula's domain, well inside it."""
    point = []
    for arg in formula.args.values():
        low = arg.low if np.isfinite(arg.low) else -2.0
        high = arg.high if np.isfinite(arg.high) else max(low, 0.0) + 4.0
        value = low + (high - low) * rng.uniform(0.05, 0.95)
        point.append(float(np.ceil(value)) if arg.integer else value)
    return point


@pytest.mark.parametrize("formula", FORMULAS, ids=name)
def test_kernel_compiles_and_agrees(formula):
    numba = pytest.importorskip("numba")
    compiled = numba.njit(formula.kernel)
    rng = np.random.default_rng(7)
    agreed = 0
    while agreed < 20:
        point = draw(formula, rng)
        try:
            expected = formula(*point)
        except DomainError:
            continue  # outside a relation between arguments
        assert compiled(*point) == pytest.approx(expected, rel=1e-12, abs=1e-14)
        agreed += 1


@pytest.mark.parametrize("formula", FORMULAS, ids=name)
def test_every_argument_is_guarded_by_name(formula):
    rng = np.random.default_rng(7)
    point = draw(formula, rng)
    for position, (key, arg) in enumerate(formula.args.items()):
        for bad in (np.nan, arg.low - 1.0, arg.high + 1.0):
            if np.isinf(bad):
                continue
            with pytest.raises(DomainError, match=f"{name(formula)}: {key} = "):
                formula(*point[:position], bad, *point[position + 1 :])


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_known_results_hold(module):
    for known in module.MODEL.known:
        assert known.call() == pytest.approx(known.value), known.text


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_model_can_be_tried_drawn_and_read(module):
    model = module.MODEL
    value = model.main(**model.example)
    assert np.isfinite(value)
    shown = [f"{x:.{digits}g}" for x in (value, 100 * value) for digits in (3, 4)]
    assert any(number in model.meaning(value) for number in shown)
    static = model.static
    axis = np.linspace(static.low, static.high, 20)
    free = [key for key in model.main.args if key not in (static.vary, static.curves, *static.fixed)]
    assert all(model.main.signature.parameters[key].default is not key for key in free)
    curves = [model.main(**{static.vary: axis, static.curves: v, **static.fixed}) for v in static.values]
    assert np.isfinite(curves).all()
    assert np.ptp(curves) > 0


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_our_own_algebra_is_labeled(module):
    if module.MODEL.confidence is Confidence.REDUCED:
        assert module.__doc__.startswith("Reduced form:")

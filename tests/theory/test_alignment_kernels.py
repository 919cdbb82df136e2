"""Diffusion, bargaining, alignment, coercion and norms: what is true of every one of these files."""

from inspect import signature

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


def related(formula, point):
    """Whether a point meets the conditions that tie arguments together."""
    given = dict(zip(formula.args, point, strict=True))
    return all(r.holds(**{key: given[key] for key in signature(r.holds).parameters}) for r in formula.relations)


@pytest.mark.parametrize("formula", FORMULAS, ids=name)
def test_kernel_compiles_and_agrees(formula):
    numba = pytest.importorskip("numba")
    compiled = numba.njit(formula.kernel)
    rng = np.random.default_rng(7)
    agreed = 0
    while agreed < 20:
        point = draw(formula, rng)
        if related(formula, point):
            assert compiled(*point) == pytest.approx(formula(*point), rel=1e-12, abs=1e-14)
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


@pytest.mark.parametrize("formula", FORMULAS, ids=name)
def test_formula_holds_at_the_closed_ends_of_its_domain(formula):
    rng = np.random.default_rng(7)
    point = draw(formula, rng)
    for position, arg in enumerate(formula.args.values()):
        for end, is_open in ((arg.low, arg.low_open), (arg.high, arg.high_open)):
            if np.isinf(end):
                continue
            at_end = [*point[:position], end, *point[position + 1 :]]
            if is_open:
                with pytest.raises(DomainError):
                    formula(*at_end)
            elif related(formula, at_end):
                assert not np.isnan(formula(*at_end))


SHARES = {
    "balance_of_threat": "offense trust intensity",
    "adoption_capacity": "commercial civilian intensity change capacity",
    "buck_passing": "offense",
    "chain_ganging": "offense dependence joining",
    "commitment": "p p_now p_next",
    "export_controls": "restriction",
    "learning_curve": "leak",
    "norm_cascade": "share",
    "obsolescing_bargain": "firm_option host_option first_option sunk compute_share host_leverage",
    "power_transition": "dissatisfaction",
}
OPEN = {
    "adoption_capacity": "milex>0",
    "bass": "p>0",
    "buck_passing": "cost>0",
    "commitment": "beta>0 beta<1 destroyed<1",
    "export_controls": "learning<1 discount<1",
    "landscape": "size>0 temperature>0",
    "learning_curve": "learning<1 first_cost>0 affordable>0 cost>0",
    "norm_cascade": "sd>0 noise>0",
    "obsolescing_bargain": "sinking>0",
    "power_transition": "ratio>0 low>0 high>0 before>0 after>0",
    "war_stable_networks": "defenders>0 advantage>0",
}


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_domains_are_those_of_the_models(module):
    """Shares end at 0 and 1 and divisors exclude 0; everything else with a lower end includes it."""
    short = module.__name__.rpartition(".")[2]
    shares, ends = SHARES.get(short, "").split(), OPEN.get(short, "").split()
    for formula in (f for f in vars(module).values() if isinstance(f, Formula)):
        for key, arg in formula.args.items():
            assert arg.low_open == (f"{key}>0" in ends), (name(formula), key)
            assert arg.high_open == (f"{key}<1" in ends), (name(formula), key)
            if key in shares:
                assert (arg.low, arg.high) == (0, 1), (name(formula), key)
            else:
                assert arg.high == (1 if arg.high_open else np.inf), (name(formula), key)


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

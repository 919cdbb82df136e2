"""Every formula of a theory can be called in a step: rebuilt in single precision, close to itself in double."""

import importlib
import pkgutil
import re

import numpy as np
import pytest

import counterpoise.theory
from counterpoise.core import maths
from counterpoise.core.errors import InputError
from counterpoise.engine.compile import Mode, finisher
from counterpoise.engine.rebuild import Rebuilder
from counterpoise.theory import fearon
from counterpoise.theory.declare import Formula


def formulas():
    for found in pkgutil.iter_modules(counterpoise.theory.__path__):
        module = importlib.import_module(f"counterpoise.theory.{found.name}")
        for name, value in vars(module).items():
            if isinstance(value, Formula) and value.kernel.__module__ == module.__name__:
                yield f"{found.name}.{name}", value


UNFIT = {"inspection.inspection_value": "1e+100", "smart_power.smart_power": "1e-100"}
"""Formulas that a step cannot call, and the number in them that a float32 cannot hold."""
MIXED = "dsair.fixation_probability"
"""Counts with whole numbers beside real ones, which compiled code would do in double precision."""
FORMULAS = {name: formula for name, formula in formulas() if name not in UNFIT}


def arguments(formula, seed):
    """Numbers inside the declared domain, whole where they must be; None where relations between them forbid it."""
    rng = np.random.default_rng(seed)
    drawn = {}
    for name, arg in formula.args.items():
        low = max(arg.low, -3.0) if np.isfinite(arg.low) else -3.0
        high = min(arg.high, low + (5.0 if arg.integer else 2.0))
        drawn[name] = float(rng.integers(low, high + 1)) if arg.integer else rng.uniform(low, high)
    single = {name: np.float32(value) for name, value in drawn.items()}
    try:
        return single, formula(**{name: float(value) for name, value in single.items()})
    except (ValueError, ArithmeticError):
        return None


def answers(formula, function, tries=40):
    found = [case for case in (arguments(formula, seed) for seed in range(tries)) if case]
    with np.errstate(all="ignore"):
        return [(function(*case.values()), exact) for case, exact in found]


PLAIN = Rebuilder(finisher(Mode.PLAIN))


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_rebuilt_in_single_precision_agrees_with_itself(name):
    formula = FORMULAS[name]
    pairs = answers(formula, PLAIN.rebuild(formula).function)
    for value, _ in pairs:
        assert isinstance(value, np.floating | int | bool | np.bool_)
    near = [np.isclose(float(value), exact, rtol=2e-3, atol=2e-4, equal_nan=True) for value, exact in pairs]
    assert np.mean(near) > 0.9 if near else True


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_single_precision_is_refused(name):
    with pytest.raises(InputError, match=rf"py:\d+: .*{re.escape(UNFIT[name])} does not fit in single precision"):
        PLAIN.rebuild(dict(formulas())[name])


def test_enough_formulas_are_reached():
    tried = [name for name, formula in FORMULAS.items() if any(arguments(formula, seed) for seed in range(10))]
    assert len(FORMULAS) > 200
    assert len(tried) > 0.85 * len(FORMULAS)


def test_a_formula_that_counts_beside_real_numbers_is_refused_with_its_line():
    compiled = Rebuilder(finisher(Mode.STRICT)).rebuild(FORMULAS[MIXED]).function
    with pytest.raises(InputError, match=r"dsair.py:\d+: a number becomes float64 in fixation_probability"):
        compiled(*[np.float32(2.0)] * 6)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(FORMULAS) - {MIXED}))
def test_a_formula_compiled_gives_the_bits_of_plain_python(name):
    formula = FORMULAS[name]
    plain = answers(formula, PLAIN.rebuild(formula).function, 20)
    compiled = answers(formula, Rebuilder(finisher(Mode.STRICT)).rebuild(formula).function, 20)
    for (first, _), (second, _) in zip(plain, compiled, strict=True):
        assert np.float32(first).tobytes() == np.float32(second).tobytes()


def test_a_formula_and_its_kernel_are_the_same_thing():
    assert PLAIN.rebuild(fearon.war_probability) is PLAIN.rebuild(fearon.war_probability.kernel)
    assert PLAIN.rebuild(fearon.war_probability).function(
        np.float32(0.05), np.float32(0.45), np.float32(0.1)
    ) == pytest.approx(0.3125)


@pytest.mark.parametrize("name", ["exp", "log", "expm1", "log1p", "log10", "tanh", "atanh", "erfc", "logistic"])
def test_elementary_functions_compiled_give_the_bits_of_plain_python(name):
    function = getattr(maths, name)
    plain, compiled = (Rebuilder(finisher(m)).rebuild(function).function for m in (Mode.PLAIN, Mode.STRICT))
    rng = np.random.default_rng(3)
    ends = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, 1e-40, 1e38, 88.9, -103.9]
    points = np.concatenate([rng.uniform(-20, 20, 300), rng.uniform(0, 2, 300), ends]).astype(np.float32)
    with np.errstate(all="ignore"):
        for x in points:
            first, second = plain(x), compiled(x)
            assert first == second or (np.isnan(first) and np.isnan(second))

"""Force, escalation, cyber, information, arms control: what every file of the family must satisfy."""

import importlib
import math
import tomllib
from importlib import resources
from itertools import pairwise
from types import FunctionType

import numpy as np
import pytest

from counterpoise.theory.declare import Confidence, Formula

NAMES = (
    "contest",
    "lanchester",
    "salvo",
    "saturation",
    "mass_precision",
    "escalation_ladder",
    "first_strike",
    "second_strike",
    "false_alarm",
    "flipit",
    "rumor",
    "bounded_confidence",
    "relative_gains",
    "arms_control",
    "treaty_depth",
    "shared_catastrophe",
    "inspection",
)
MODULES = {name: importlib.import_module(f"counterpoise.theory.{name}") for name in NAMES}
FORMULAS = [
    pytest.param(thing, id=f"{name}.{key}")
    for name, module in MODULES.items()
    for key, thing in vars(module).items()
    if isinstance(thing, Formula)
]
models = pytest.mark.parametrize("model", [pytest.param(m.MODEL, id=n) for n, m in MODULES.items()])


def draws(formula: Formula, number: int) -> list[list[float]]:
    """Arguments from the formula's own domain, unbounded sides cut at 4 beyond the bounded one."""
    random = np.random.default_rng(7)
    found: list[list[float]] = []
    while len(found) < number:
        values = []
        for arg in formula.args.values():
            low = arg.low if math.isfinite(arg.low) else -4.0
            high = arg.high if math.isfinite(arg.high) else max(low, 0.0) + 4.0
            value = random.uniform(low, high)
            values.append(float(math.floor(value)) if arg.integer else value)
        try:
            formula(*values)
        except ValueError:
            continue
        found.append(values)
    return found


def with_compiled_helpers(kernel, compiled):
    """The kernel with its own file's plain functions compiled too, as the engine compiles all that a step calls."""
    own = {n: compiled(v) for n, v in kernel.__globals__.items() if isinstance(v, FunctionType) and n.startswith("_")}
    return FunctionType(kernel.__code__, kernel.__globals__ | own, kernel.__name__, kernel.__defaults__)


@pytest.mark.parametrize("formula", FORMULAS)
def test_kernel_compiles_and_agrees(formula):
    numba = pytest.importorskip("numba")
    compiled = numba.njit(with_compiled_helpers(formula.kernel, numba.njit))
    for values in draws(formula, 20):
        # the array gives the kernel NumPy's numbers, where the compiled function has the processor's
        assert compiled(*values) == pytest.approx(formula(*np.array(values)), rel=1e-12, abs=1e-12)


@models
def test_known_results_hold(model):
    for known in model.known:
        assert known.call() == pytest.approx(known.value, rel=1e-9), known.text


@models
def test_the_example_is_explained_in_a_sentence_with_its_value(model):
    value = model.main(**model.example)
    assert isinstance(value, float)
    assert f"{value:.4g}" in model.meaning(value) or f"{100 * value:.4g} %" in model.meaning(value)
    assert model.meaning(value) != model.meaning(value + 1.0)


@models
def test_the_picture_moves_along_both_axes(model):
    static = model.static
    x = np.linspace(static.low, static.high, 25)
    lines = [
        model.main(**{static.vary: x, **static.fixed, **({static.curves: c} if static.curves else {})})
        for c in static.values or (0.0,)
    ]
    assert all(np.ptp(line[np.isfinite(line)]) > 0 for line in lines)
    assert all(not np.allclose(a, b) for a, b in pairwise(lines))
    assert set(model.main.args) == {static.vary, *static.fixed, *([static.curves] if static.curves else [])} | {
        name
        for name, p in model.main.signature.parameters.items()
        if p.default is not p.empty and name != static.curves
    }


@models
def test_every_work_cited_is_in_the_bibliography(model):
    source = resources.files("counterpoise.core") / "bibliography" / "arms_control.toml"
    works = tomllib.loads(source.read_text(encoding="utf-8"))
    assert set(model.cites) <= set(works)
    assert all({"authors", "year", "title", "venue", "checked"} <= set(work) for work in works.values())


@pytest.mark.parametrize("name", NAMES)
def test_reduced_forms_say_so_first(name):
    module = MODULES[name]
    assert module.__doc__.startswith("Reduced form:") == (module.MODEL.confidence is Confidence.REDUCED)

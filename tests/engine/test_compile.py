"""Compiled code is kept under the hash of all it reaches; an edit anywhere is seen, and float64 is refused."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import toy

from counterpoise.core import maths
from counterpoise.core.errors import InputError
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble, Mode, cache_folder
from counterpoise.engine.compile import finisher
from counterpoise.engine.rebuild import Rebuilder

MECHANISM = """
from math import exp
import numpy as np
import {helper} as tools
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase

TABLE = np.array([1.0, 2.0])
LEVEL = 0.25

def outer(factor):
    def scaled(x):
        return factor * x
    return scaled

scaled = outer(3.0)

class Edited(Mechanism):
    phase = Phase.GROW
    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.threat[i] += tools.doubled(LEVEL) + scaled(1.0) + TABLE[1]
"""
HELPER = "def doubled(x):\n    return 2.0 * x\n"


def edited(folder, helper=HELPER, mechanism=MECHANISM):
    folder.mkdir(exist_ok=True)
    name = f"helper_{folder.name}"
    (folder / f"{name}.py").write_text(helper)
    (folder / "edited.py").write_text(mechanism.replace("{helper}", name))
    for title in (name, "edited"):
        spec = importlib.util.spec_from_file_location(title, folder / f"{title}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[title] = module
        spec.loader.exec_module(module)
    return toy.model(sys.modules["edited"].Edited)


def value(model, mode):
    ensemble = Ensemble(model, toy.initial(), 1, 1, seed=1, mode=mode)
    return float(ensemble.run()["threat"][0, 1, 0]), ensemble.prepare()


def test_an_edited_callee_invalidates_the_cache(tmp_path):
    first, program = value(edited(tmp_path / "a"), Mode.STRICT)
    assert first == 0.5 + 3.0 + 2.0
    again, same = value(edited(tmp_path / "b"), Mode.STRICT)
    assert (again, same.key) == (first, program.key)
    assert same.run is program.run
    changed, other = value(edited(tmp_path / "c", HELPER.replace("2.0", "4.0")), Mode.STRICT)
    assert changed == 1.0 + 3.0 + 2.0
    assert other.key != program.key


@pytest.mark.parametrize(
    ("old", "new", "result"),
    [
        ("2.0 * x", "4.0 * x", 6.0),
        ("outer(3.0)", "outer(5.0)", 7.5),
        ("1.0, 2.0]", "1.0, 9.0]", 12.5),
        ("0.25", "0.5", 6.0),
    ],
)
def test_every_way_to_reach_a_value_is_part_of_the_key(tmp_path, old, new, result):
    """A callee through a module, a closure, a global array, a global number."""
    before, program = value(edited(tmp_path / "p"), Mode.PLAIN)
    after, other = value(edited(tmp_path / "q", HELPER.replace(old, new), MECHANISM.replace(old, new)), Mode.PLAIN)
    assert before == 5.5
    assert after == result
    assert other.key != program.key


def test_a_comment_changes_no_key(tmp_path):
    _, program = value(edited(tmp_path / "r"), Mode.PLAIN)
    _, other = value(edited(tmp_path / "s", '"""Doc."""\n# why\n' + HELPER), Mode.PLAIN)
    assert other.key == program.key


def times(factor):
    def scaled(x):
        return factor * x

    return scaled


three_times, five_times = times(3.0), times(5.0)


def raised_by(amount):
    """A mechanism of its own for every amount; their steps have one code."""

    class Raised(Mechanism):
        phase = Phase.GROW

        @kernel
        def step(world, change, p, draw):
            for i in range(world.n_states):
                change.threat[i] += amount + three_times(1.0) + five_times(1.0)

    Raised.__name__ = Raised.stream = f"RaisedBy{amount:.0f}"
    return Raised


@pytest.mark.parametrize("mode", [Mode.PLAIN, Mode.STRICT])
def test_functions_of_one_code_that_hold_different_values_are_different(mode):
    assert value(toy.model(raised_by(1.0), raised_by(2.0)), mode)[0] == 1.0 + 2.0 + 2 * (3.0 + 5.0)


def called_with_a_double(x, n):
    return maths.exp(n * x)


def rebuilt(function, mode):
    return Rebuilder(finisher(mode)).rebuild(function, outermost=True).function


def whole_number_in_a_sum(x):
    return 1 - x


def count_in_a_product(n, x):
    return n * x


@pytest.mark.parametrize(
    ("function", "arguments", "line"),
    [
        (whole_number_in_a_sum, (np.float32(1.0),), "return 1 - x"),
        (count_in_a_product, (3, np.float32(1.0)), "n * x"),
        (called_with_a_double, (np.float32(1.0), 3), "maths.exp(n * x)"),
    ],
)
def test_float64_is_refused_with_its_line(function, arguments, line):
    with pytest.raises(InputError, match=r"test_compile.py:\d+: .* becomes float64 in ") as caught:
        rebuilt(function, Mode.STRICT)(*arguments)
    number = int(str(caught.value).split("test_compile.py:")[1].split(":")[0])
    assert line in Path(__file__).read_text().splitlines()[number - 1]


def test_the_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("COUNTERPOISE_CACHE", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"
    monkeypatch.delenv("COUNTERPOISE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "counterpoise"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == Path.home() / "Library" / "Caches" / "counterpoise"


def test_without_the_jit_the_usual_mode_is_plain_python():
    code = "from counterpoise.engine import usual_mode; import sys; print(usual_mode().value, 'numba' in sys.modules)"
    for switch, answer in (("1", "plain False"), ("0", "strict False")):
        told = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"NUMBA_DISABLE_JIT": switch},
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stdout.strip() == answer


ANOTHER_PROCESS = """
import toy
from counterpoise.engine import Ensemble
from counterpoise.engine.compile import cache_hits
ensemble = Ensemble(toy.model(), toy.initial(), 2, 3, seed=1, record=["threat"], mode="strict")
value = float(ensemble.run()["threat"].astype(float).sum())
program = ensemble.prepare()
print(value, sum(map(cache_hits, program.phases.values())), len(program.phases), cache_hits(program.run))
"""


def in_another_process(cache):
    env = os.environ | {"COUNTERPOISE_CACHE": str(cache), "PYTHONPATH": str(Path(__file__).parent)}
    env.pop("NUMBA_DISABLE_JIT", None)
    told = subprocess.run([sys.executable, "-c", ANOTHER_PROCESS], env=env, capture_output=True, text=True, check=True)
    value, *counts = told.stdout.split()
    return value, tuple(map(int, counts))


def test_another_process_reads_all_and_survives_the_loss_of_a_part(tmp_path):
    """The driver holds no phase, so a phase that is gone must be compiled again before the driver is loaded."""
    value, (_, phases, _) = in_another_process(tmp_path)
    assert in_another_process(tmp_path) == (value, (phases, phases, 1))
    for kept in (tmp_path / "compiled" / "__pycache__").glob("PERCEIVE*"):
        kept.unlink()
    assert in_another_process(tmp_path) == (value, (phases - 1, phases, 1))


LIGHTLY = """
import sys
import toy
from counterpoise.engine import Ensemble, kept
if sys.argv[1:]:
    kept._is_there = lambda codegen, symbol: False
value = Ensemble(toy.model(), toy.initial(), 2, 3, seed=1, record=["threat"], mode="strict").run()["threat"].sum()
print(value, "scipy.linalg" in sys.modules)
"""


def test_kept_code_is_read_without_what_compiles_it_unless_a_symbol_is_missing():
    """LLVM ends a process that lacks a symbol, so all of Numba is loaded where one is not found."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])}
    env.pop("NUMBA_DISABLE_JIT", None)

    def lived(*switch):
        told = subprocess.run(
            [sys.executable, "-c", LIGHTLY, *switch], env=env, capture_output=True, text=True, check=True
        )
        return told.stdout.split()

    value = lived()[0]
    assert lived() == [value, "False"]
    assert lived("whole") == [value, "True"]


VARIANTS = """
import sys
import toy
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble

def made(level):
    class Raised(Mechanism):
        phase = Phase.GROW
        @kernel
        def step(world, change, p, draw):
            for i in range(world.n_states):
                change.threat[i] += level
    return Raised

def lived(level):
    return float(Ensemble(toy.model(made(level)), toy.initial(), 1, 1, seed=1, mode="strict").run()["threat"][0, 1, 0])
"""


def test_code_of_different_processes_is_not_confused(tmp_path):
    """Two steps of one name and one number in Numba's count, each compiled by a process of its own, read by a third."""
    (tmp_path / "variants.py").write_text(VARIANTS)
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    env = os.environ | {"COUNTERPOISE_CACHE": str(tmp_path / "cache"), "PYTHONPATH": path}

    def lived(*levels):
        code = f"from variants import lived; print(*map(lived, {levels}))"
        told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
        return tuple(map(float, told.stdout.split()))

    assert lived(1.0) + lived(2.0) == (1.0, 2.0)
    assert lived(1.0, 2.0) == (1.0, 2.0)

"""What was generated before is recalled, and never where anything it depends on is not what it was."""

import importlib.util
import json
import linecache
import sys

import pytest
import toy

from counterpoise.core import maths
from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.mechanism import Mechanism
from counterpoise.engine import Ensemble, Mode, cache_folder, generate, recall
from counterpoise.engine.generate import program
from counterpoise.engine.recall import address, recalled

TOOLS = """
from types import SimpleNamespace
DEEP = SimpleNamespace(low=0.5, unused="a")
def halved(x):
    return x / 2.0
def doubled(x, by=2.0):
    return halved(by * by * x)
doubled.share = 0.125
class Levels:
    high = 4.0
"""
MECHANISM = """
import os
import numpy as np
from math import exp
import tools
from tools import Levels
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase

TABLE = np.array([1.0, 2.0])
PAIR = (0.5, 3)
FROM_OUTSIDE = float(os.environ.get("LEVEL", "0.25"))
LIMIT = 8.0

def outer(factor):
    def scaled(x):
        return factor * x
    return scaled

scaled = outer(3.0)

class Told(Mechanism):
    phase = Phase.GROW
    speed = param(1.0, unit="1", source="assumed", doc="speed")
    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            level = tools.doubled(FROM_OUTSIDE) + scaled(1.0) + TABLE[1] + PAIR[0] + tools.DEEP.low + Levels.high
            change.threat[i] += min(LIMIT, p.speed * level) + tools.doubled.share
"""
WORTH = 8.125


def told(folder, tools=TOOLS, mechanism=MECHANISM, **given):
    """A model of a mechanism and its helper, imported from files in a folder."""
    folder.mkdir(exist_ok=True)
    for title, text in (("tools", tools), ("told", mechanism)):
        (folder / f"{title}.py").write_text(text)
        spec = importlib.util.spec_from_file_location(title, folder / f"{title}.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[title] = module
        spec.loader.exec_module(module)
    return toy.model(sys.modules["told"].Told, **given)


def value(model, mode=Mode.STRICT):
    return float(Ensemble(model, toy.initial(), 1, 1, seed=1, mode=mode).run()["threat"][0, 1, 0])


@pytest.fixture
def never_generated(monkeypatch):
    """A switch: from now on nothing may be generated."""

    def refuse(*_):
        raise AssertionError("generated again")

    return lambda: monkeypatch.setattr(generate, "_generate", refuse)


def test_what_one_process_generated_another_recalls(tmp_path, never_generated):
    assert value(told(tmp_path / "a")) == WORTH
    plain = program(told(tmp_path / "b"), Mode.PLAIN).key
    never_generated()
    again = told(tmp_path / "c")
    assert value(again) == WORTH
    assert program(again, Mode.PLAIN).key == plain
    with pytest.raises(AssertionError, match="generated again"):
        value(told(tmp_path / "d", TOOLS.replace("by=2.0", "by=2.5")))


EDITS = [
    ("x / 2.0", "x / 4.0"),  # a helper of a helper
    ("by=2.0", "by=3.0"),  # a default
    ("share = 0.125", "share = 0.25"),  # an attribute of a function
    ("low=0.5", "low=0.75"),  # an attribute of an attribute
    ("high = 4.0", "high = 5.0"),  # an attribute of a class
    ("outer(3.0)", "outer(5.0)"),  # what a closure holds
    ("1.0, 2.0]", "1.0, 9.0]"),  # an array
    ("(0.5, 3)", "(1.5, 3)"),  # a tuple
    ("LIMIT = 8.0", "LIMIT = 1.0"),  # a number
    ("min(LIMIT", "max(LIMIT"),  # the step
    ("import exp", "import exp\nfrom tools import halved as min"),  # what a name of Python's stands for
    ("class Told(Mechanism):", "class Told(Mechanism):\n    stream = 'other'"),
    ("phase = Phase.GROW", "phase = Phase.CRISIS"),
]


@pytest.mark.parametrize(("old", "new"), EDITS, ids=[new for _, new in EDITS])
def test_every_edit_is_seen(tmp_path, old, new):
    """In the files, and also where only the value differs and the files are the same."""
    model, same = told(tmp_path / "a"), told(tmp_path / "b")
    other = told(tmp_path / "c", TOOLS.replace(old, new), MECHANISM.replace(old, new))
    assert address(model, Mode.PLAIN) == address(same, Mode.PLAIN) != ""
    assert address(model, Mode.PLAIN) != address(other, Mode.PLAIN)


@pytest.mark.parametrize(
    "change",
    [
        lambda: setattr(sys.modules["told"], "FROM_OUTSIDE", 0.5),
        lambda: setattr(sys.modules["told"], "scaled", sys.modules["told"].outer(5.0)),
        lambda: setattr(sys.modules["told"], "LIMIT", 8),
        lambda: setattr(sys.modules["tools"].DEEP, "low", 0.75),
        lambda: setattr(sys.modules["tools"].Levels, "high", 5.0),
        lambda: setattr(sys.modules["tools"].doubled, "share", 0.25),
        lambda: setattr(sys.modules["tools"], "halved", sys.modules["tools"].doubled),
        lambda: setattr(sys.modules["tools"].doubled, "__defaults__", (3.0,)),
        lambda: sys.modules["told"].TABLE.__setitem__(1, 9.0),
        lambda: setattr(sys.modules["told"], "TABLE", sys.modules["told"].TABLE.astype("f4")),
        lambda: setattr(sys.modules["told"], "min", sys.modules["tools"].halved),
    ],
)
def test_values_are_seen_whatever_the_files_say(tmp_path, change):
    model = told(tmp_path / "a")
    before = address(model, Mode.PLAIN)
    change()
    assert before != address(model, Mode.PLAIN) != ""


def test_a_number_from_outside_the_files_is_recalled_only_as_it_was(tmp_path, monkeypatch):
    assert value(told(tmp_path / "a")) == WORTH
    monkeypatch.setenv("LEVEL", "0.5")
    assert value(told(tmp_path / "b", mechanism=MECHANISM.replace("LIMIT = 8.0", "LIMIT = 20.0"))) == 11.125
    monkeypatch.delenv("LEVEL")
    assert value(told(tmp_path / "c", mechanism=MECHANISM.replace("LIMIT = 8.0", "LIMIT = 20.0"))) == 10.625


def test_the_engine_the_fields_and_the_libraries_are_part_of_the_address(tmp_path, monkeypatch):
    model = told(tmp_path / "a")
    seen = {address(model, mode) for mode in Mode}
    assert len(seen) == 3
    extra = Field("extra", Dimension.STATE, Kind.STOCK, "1", "another row")

    class Wider(sys.modules["told"].Told):
        declares = (extra,)
        stream = "Told"

    Wider.__name__ = "Told"
    seen.add(address(toy.model(Wider, keep=["extra"]), Mode.PLAIN))
    seen.add(address(toy.model(toy.ArmsRace, sys.modules["told"].Told), Mode.PLAIN))
    seen.add(address(toy.model(sys.modules["told"].Told, toy.ArmsRace), Mode.PLAIN))
    with monkeypatch.context() as patch:
        patch.setattr(recall, "_sources", lambda: "an edited writer")
        seen.add(address(model, Mode.PLAIN))
    with monkeypatch.context() as patch:
        patch.setattr(recall, "versions", lambda: "another Numba")
        seen.add(address(model, Mode.STRICT))
    with monkeypatch.context() as patch:
        patch.setattr(maths, "NOT_A_NUMBER", 1.0)  # reached by what the engine does at a fault, by no step
        patch.setattr("counterpoise.engine.year.NOT_A_NUMBER", 1.0)
        seen.add(address(model, Mode.PLAIN))
    assert len(seen) == 9


def test_the_files_of_the_engine_are_read(tmp_path, monkeypatch):
    """Every file beside the one that recalls, and every file of the core."""
    for room in ("engine", "core"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "writer.py").write_text("# writes\n")
    monkeypatch.setattr(recall, "__file__", str(tmp_path / "engine" / "recall.py"))
    seen = {recall._sources.__wrapped__()}
    for room in ("engine", "core"):
        (tmp_path / room / "writer.py").write_text(f"# writes otherwise in {room}\n")
        seen.add(recall._sources.__wrapped__())
    assert len(seen) == 3


def test_source_that_is_not_the_code_is_not_remembered(tmp_path):
    """A file edited after it was imported: what is read is no longer what runs, so it is generated but not kept."""
    model, path = told(tmp_path / "a"), tmp_path / "a" / "told.py"
    path.write_text(MECHANISM.replace("PAIR[0]", "PAIR[0] + float(OTHER)").replace("PAIR =", "OTHER = 1.0; PAIR ="))
    sys.modules["told"].OTHER = 16.0
    where = address(model, Mode.PLAIN)
    program(model, Mode.PLAIN)
    assert where
    assert recalled(where) is None


def test_what_changed_between_two_modes_is_not_remembered_as_what_it_was(tmp_path):
    level = MECHANISM.replace("LIMIT = 8.0", "LIMIT = 8.25")
    model = told(tmp_path / "a", mechanism=level)
    where = address(model, Mode.STRICT)
    program(model, Mode.PLAIN)
    sys.modules["told"].LIMIT = 1.0
    program(model, Mode.STRICT)
    assert address(model, Mode.STRICT) != where
    assert recalled(where) is None
    assert address(told(tmp_path / "b", mechanism=level), Mode.STRICT) == where


def test_a_damaged_outline_is_made_again(tmp_path):
    where = address(told(tmp_path / "a", TOOLS + "\nDAMAGED = 1\n"), Mode.PLAIN)
    key = program(told(tmp_path / "b", TOOLS + "\nDAMAGED = 1\n"), Mode.PLAIN).key
    path = cache_folder() / "outlines" / f"{where[:32]}.json"
    whole = json.loads(path.read_text())
    assert recalled(where).key == key
    for damaged in ("", "{}", "[]", path.read_text()[:-40], json.dumps(whole | {"address": "0" * 64})):
        path.write_text(damaged)
        assert recalled(where) is None
    assert program(told(tmp_path / "c", TOOLS + "\nDAMAGED = 1\n"), Mode.PLAIN).key == key
    assert recalled(where).key == key


def cell(text, number):
    """A class defined in a cell of a notebook, whose source is in memory alone."""
    name = f"<cell {number}>"
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    scope = {"__name__": "__main__"}
    exec(compile(text, name, "exec"), scope)
    return toy.model(scope["Told"])


def test_cells_of_a_notebook_are_told_apart_and_recalled(tmp_path, never_generated):
    told(tmp_path / "a")  # the helper
    assert value(cell(MECHANISM, 1)) == WORTH
    assert value(cell(MECHANISM.replace("LIMIT = 8.0", "LIMIT = 1.0"), 2)) == 1.125
    never_generated()
    assert value(cell(MECHANISM, 3)) == WORTH


class Endless:
    """Something with attributes without end, which cannot be told."""

    def __getattr__(self, name):
        return Endless()


class Closed:
    """Something with an attribute that cannot be read."""

    @property
    def threat(self):
        raise ValueError("closed")


@pytest.mark.parametrize("odd", [Endless(), Closed()], ids=["endless", "closed"])
def test_what_cannot_be_told_is_generated(tmp_path, odd):
    model = told(tmp_path / "a", mechanism=MECHANISM.replace("LIMIT = 8.0", "LIMIT = 8.5"))
    sys.modules["told"].LIMIT = 8.0
    sys.modules["told"].threat = odd  # by the name of an attribute of the step
    assert address(model, Mode.PLAIN) == ""
    assert value(model) == WORTH
    assert issubclass(sys.modules["told"].Told, Mechanism)

"""The theory library as a reader meets it: every model has a page, a figure and an example that works."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import counterpoise.theory as theory
from counterpoise.core import InputError, bibliography
from counterpoise.lecture.catalog import catalog, evaluate, find
from counterpoise.lecture.figure import draw
from counterpoise.lecture.pages import index, page
from counterpoise.lecture.terminal import explain, overview
from counterpoise.theory.declare import Formula

ENTRIES = {e.name: e for e in catalog()}
PAGES = Path(__file__).resolve().parents[2] / "docs/theory"


def test_no_section_of_the_specification_lacks_a_model():
    assert {e.model.section for e in ENTRIES.values()} == {f"M{n}" for n in range(1, 25)}


def test_every_file_of_the_room_is_in_the_catalog():
    files = {p.stem for p in Path(theory.__file__).parent.glob("*.py")} - {"__init__", "declare"}
    assert files == set(ENTRIES)


@pytest.mark.parametrize("name", ENTRIES)
def test_known_results_hold_and_the_example_runs(name):
    model = ENTRIES[name].model
    for known in model.known:
        got, want = np.asarray(known.call(), dtype=float), np.asarray(known.value, dtype=float)
        assert got == pytest.approx(want, rel=1e-4, abs=1e-6), known.text
    arguments, value = evaluate(ENTRIES[name], {})
    assert np.isfinite(value)
    assert set(arguments) <= set(model.main.args)
    assert model.meaning(value)
    assert model.claim.endswith(".")


@pytest.mark.parametrize("name", ENTRIES)
def test_its_works_are_in_the_bibliography(name):
    assert ENTRIES[name].model.cites
    assert set(ENTRIES[name].model.cites) <= set(bibliography())


@pytest.mark.parametrize("name", ENTRIES)
def test_its_committed_page_and_figure_are_current(name):
    assert (PAGES / f"{name}.md").read_text(encoding="utf-8") == "\n".join(page(ENTRIES[name])) + "\n"
    assert (PAGES / "figures" / f"{name}.svg").read_text(encoding="utf-8") == draw(ENTRIES[name])


def test_the_index_lists_every_page():
    assert (PAGES / "index.md").read_text(encoding="utf-8") == "\n".join(index()) + "\n"


@pytest.mark.parametrize("name", ENTRIES)
def test_the_figure_shows_that_the_argument_matters(name):
    svg = draw(ENTRIES[name])
    assert "<title" in svg
    assert "<desc" in svg
    heights = [float(y) for d in re.findall(r'<path d="M([^"]+)"', svg) for y in re.findall(r",([-0-9.]+)", d)]
    assert max(heights) - min(heights) > 20
    assert "nan," not in svg


def test_every_formula_is_documented():
    for name in ENTRIES:
        module = getattr(theory, name)
        for attribute, value in vars(module).items():
            if isinstance(value, Formula) and value.kernel.__module__ == module.__name__:
                assert inspect.getdoc(value.kernel), f"{name}.{attribute}"
                assert all(arg.doc and arg.unit for arg in value.args.values())


def test_the_terminal_prints_the_value_at_the_readers_arguments():
    text = explain(find("fearon"), {"c_low": ".05", "c_high": ".45", "c_attacker": ".1"})
    assert "war_probability = 0.3125" in text
    assert "war_probability = 0:" in explain(find("fearon"), {"c_low": ".2", "c_high": ".4"})
    assert all(name in overview() for name in ENTRIES)


def test_wrong_names_and_values_are_refused_with_a_hint():
    with pytest.raises(InputError, match="did you mean 'fearon'"):
        find("feron")
    with pytest.raises(InputError, match="did you mean 'c_low'"):
        evaluate(find("fearon"), {"c_lo": "1"})
    with pytest.raises(InputError, match="not a number"):
        evaluate(find("fearon"), {"c_low": "x"})
    with pytest.raises(InputError, match="outside"):
        evaluate(find("fearon"), {"c_low": "-1"})


def test_the_command_prints_what_the_issue_of_costs_decides():
    run = [sys.executable, "-m", "counterpoise", "theory", "fearon"]
    done = subprocess.run(
        [*run, "--c-low", ".05", "--c-high=.45", "--c-attacker", ".1"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "0.3125" in done.stdout
    wrong = subprocess.run([*run, "--c-low"], capture_output=True, text=True)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr

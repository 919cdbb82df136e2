"""Blocks switched off: the map is whole, effects are paired and signed, and what moves nothing is said to."""

from xml.etree import ElementTree

import numpy as np
import pytest

from counterpoise.charts.heat import Cell, heat_chart, standalone
from counterpoise.evidence.ablation import ablation, lines, matrix, moved, paired, picture
from counterpoise.evidence.blocks import BLOCKS, FORCES, blocks_of
from counterpoise.evidence.relived import off
from counterpoise.models import BUNDLES, NEOREALIST

from .toy_world import toy

SUBJECTS = {"growth": ("Mover",), "power": ("Measurer",), "arms": ("Idle",)}


@pytest.fixture(scope="module")
def table():
    return ablation(toy(), SUBJECTS)


# covers: F27
def test_every_mechanism_of_the_default_model_lies_in_exactly_one_block():
    placed = [name for members in BLOCKS.values() for name in members]
    assert sorted(placed) == sorted(m.__name__ for m in NEOREALIST.mechanisms)
    assert [int(block.split()[0]) for block in BLOCKS] == list(range(14))


# covers: F01
def test_forces_are_mechanisms_of_the_model_and_do_not_overlap():
    forced = [name for members in FORCES.values() for name in members]
    assert len(forced) == len(set(forced))
    assert set(forced) < {m.__name__ for m in NEOREALIST.mechanisms}
    assert len(FORCES) == 3


@pytest.mark.parametrize("bundle", BUNDLES)
def test_blocks_of_a_bundle_hold_each_of_its_mechanisms_once(bundle):
    names = [m.__name__ for m in BUNDLES[bundle].mechanisms]
    assert sorted(n for members in blocks_of([*names, "FromOutside"]).values() for n in members) == sorted(
        [*names, "FromOutside"]
    )


def test_an_effect_is_the_mean_difference_in_spreads_and_its_interval_holds_it():
    base = np.array([1.0, 2.0, 3.0, 4.0])
    found = paired(base, base - np.array([1.0, 1.1, 0.9, 1.0]), 0.95)
    assert found.size == pytest.approx(-1.0 / base.std(ddof=1))
    assert found.low < found.size < found.high < 0.0
    assert paired(base, base, 0.95)[:3] == (0.0, 0.0, 0.0)
    assert paired(np.ones(4), np.array([2.0, 2, 2, 2]), 0.95).size == np.inf


def test_members_that_failed_do_not_count():
    base = np.array([1.0, 2.0, 3.0, np.nan, 5.0])
    found = paired(base, np.array([2.0, 3.1, 4.0, 9.0, np.nan]), 0.95)
    assert found.members == 3
    assert found.size > 0.0


def test_without_growth_the_world_grows_less_and_who_only_measures_moves_no_output(table):
    at = table.set_index(["subject", "outcome"])
    assert at.loc[("growth", "growth_world"), "shown"]
    assert at.loc[("growth", "growth_world"), "high"] < 0.0
    assert at.loc[("power", "growth_world"), "size"] == 0.0
    assert at.loc[("power", "powers_hard"), "own"]
    assert not at.loc[("growth", "powers_hard"), "own"]


def test_what_moves_no_outcome_is_said_to_move_none(table):
    idle = moved(table).set_index("subject").loc["arms"]
    assert (idle.outcomes, idle.own) == (0, 0)
    assert matrix(table).loc["arms"].isna().all()


def test_the_baseline_is_lived_with_the_switches_it_has():
    worlds = toy()
    worlds.ensemble.on = off(worlds.model, worlds.ensemble.on, ["Mover"])
    at = ablation(worlds, SUBJECTS).set_index(["subject", "outcome"])
    assert at.loc[("growth", "growth_world"), "size"] == 0.0


def test_a_row_lived_among_many_is_the_row_lived_alone():
    worlds = toy()
    alone = worlds.lived([3])["growth_world"]
    among = worlds.lived([*range(20), 3, 3])["growth_world"]
    assert alone[0] == among[3] == among[20] == among[21]
    assert len(np.unique(among[:20])) == 20


def test_the_picture_says_numbers_signs_and_what_is_not_shown(table):
    root = ElementTree.fromstring(standalone(picture(table, "Toy <x>")))
    texts = [e.text for e in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "·" in texts
    assert any(t.startswith("−") for t in texts)
    assert {"growth", "power", "arms"} <= set(texts)
    assert len(lines(table)) == 1 + table.outcome.nunique()


def test_a_deeper_color_is_a_larger_effect_and_own_cells_are_starred():
    svg = heat_chart(
        "h", "H", ["a"], ["x", "y", "z"], [[Cell(2.0), Cell(-0.05, own=True), Cell(9.0, shown=False)]], "n"
    )
    cells = list(ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect"))
    assert [c.get("class") for c in cells] == ["first", "second"]
    opacity = [float(c.get("style").split(":")[-1]) for c in cells]
    assert opacity[0] > opacity[1]
    assert "−.05*" in svg
    with pytest.raises(ValueError, match="1 x 2"):
        heat_chart("h", "H", ["a"], ["x", "y"], [[Cell(1.0)]], "n")

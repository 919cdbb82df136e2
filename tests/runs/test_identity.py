"""What a run is called follows from what decides its numbers, and from nothing else."""

import pickle

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.runs.plan import Plan
from counterpoise.runs.starting import round_significant, start_hash, starting_world
from counterpoise.scenarios import load


@pytest.mark.parametrize(
    "other",
    [
        {"members": 11},
        {"seed": 4},
        {"fast": True},
        {"dyads": True},
        {"scenario": "no-ai"},
        {"without": ("ArmsRace",)},
        {"years": (2024, 2028)},
    ],
    ids=str,
)
def test_whatever_moves_the_results_moves_the_id(plan, other):
    told = {"members": plan.members, "seed": plan.seed, "fast": False, "dyads": False}
    scenario = load(
        other.get("scenario", "baseline"), years=other.get("years", (2024, 2027)), without=other.get("without", ())
    )
    told |= {key: value for key, value in other.items() if key in told}
    assert Plan(scenario, **told).run_id != plan.run_id


def test_words_do_not_move_the_id(plan):
    import dataclasses

    told = dataclasses.replace(plan.scenario, title="Another title", story="Another story", name="another")
    assert Plan(told, plan.members, plan.seed).run_id == plan.run_id


def test_a_plan_arrives_elsewhere_as_the_same_run(plan):
    assert pickle.loads(pickle.dumps(plan)).run_id == plan.run_id


@pytest.mark.parametrize("wrong", [{"members": 0}, {"members": 10**9}, {"seed": -1}, {"seed": 2**32}], ids=str)
def test_numbers_out_of_range_are_refused_before_anything_is_made(plan, wrong):
    with pytest.raises(InputError):
        Plan(plan.scenario, **wrong)


def test_every_field_that_changes_is_stored_once(plan):
    names = [v.name for v in plan.layout().variables]
    assert len(set(names)) == len(names)
    assert {"gdp", "hard", "smart", "milex_share", "u_weapons", "membership", "disputes", "wars"} <= set(names)
    assert "distance" not in names
    assert "onset" not in names


def test_dyads_in_full_are_stored_beside_their_means(plan):
    full = Plan(plan.scenario, 4, dyads=True).layout()
    assert {"onset", "alliance", "fear"} <= {v.name for v in full.variables}
    assert {"onset_mean", "alliance_mean"} <= {v.name for v in full.means}


def test_of_agreements_members_are_kept_one_by_one_and_what_states_weigh_as_means(plan):
    layout, full = plan.layout(), Plan(plan.scenario, 4, dyads=True).layout()
    inside = {"worth", "weighing", "holding", "willing", "joining", "pivotal", "compliance"}
    assert {v.name for v in layout.groups()["memberships"]} == {"membership"}
    assert {v.name for v in layout.mean_groups()["membership_mean"]} == {f"{name}_mean" for name in inside}
    assert {v.name for v in full.groups()["memberships"]} == {"membership", *inside}
    assert full.means == layout.means


def test_notes_are_stored_on_request_only(plan):
    notes = {n for n, f in plan.model.fields.items() if f.note and f.dimension not in ("firm", "dyad")}
    assert {"first_smart", "peace_burden", "pace_level"} <= notes
    assert not notes & {v.name for v in plan.layout().variables}
    assert notes <= {v.name for v in Plan(plan.scenario, 4, dyads=True).layout().variables}


def test_a_note_is_set_in_the_first_year_and_changes_in_no_other(plan):
    notes = [name for name, field in plan.model.fields.items() if field.note]
    lived = plan.ensemble(record=[*notes, "smart"]).run(threads=1)
    for name in notes:
        assert np.any(lived[name][:, 1] != 0), name
        assert np.array_equal(lived[name][:, 2:], np.repeat(lived[name][:, 1:2], plan.years - 1, axis=1)), name
    assert np.any(lived["smart"][:, 2] != lived["smart"][:, 1])


def test_a_kept_start_is_the_start(tmp_path, monkeypatch):
    """Made, kept and read again, the start has the same bits; a damaged copy is made anew."""
    whole = starting_world(2024)
    monkeypatch.setenv("COUNTERPOISE_CACHE", str(tmp_path))
    made = starting_world(2024)
    kept = list(tmp_path.rglob("2024-*.npz"))
    assert len(kept) == 1
    assert start_hash(made) == start_hash(starting_world(2024)) == start_hash(whole)
    kept[0].write_bytes(kept[0].read_bytes()[:1000])
    assert start_hash(starting_world(2024)) == start_hash(whole)


def test_rounding_keeps_ten_digits_and_nothing_else():
    values = np.array([0.0, -1.23456789012345, 6.02214076e23, 1e-30 / 3])
    rounded = round_significant(values)
    assert rounded[0] == 0.0
    assert np.allclose(rounded, values, rtol=1e-9)
    assert rounded[1] == -1.234567890
    assert np.array_equal(round_significant(rounded), rounded)

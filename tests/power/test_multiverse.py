"""The measure multiverse: what no choice of units, names or order may change, and what choices must change."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.power.dominance import dominates
from counterpoise.power.flips import flips
from counterpoise.power.importance import choice_importance
from counterpoise.power.multiverse import combinations, draw_choices, evaluate, reference
from counterpoise.power.standing import middle_rank, rank_interval, ranks_of


@pytest.fixture(scope="module")
def choices(recipe):
    return draw_choices(recipe, 600, seed=1)


@pytest.fixture(scope="module")
def multiverse(recipe, section, choices):
    return evaluate(recipe, section, choices)


# covers: P02
def test_every_measure_sums_to_one_and_ranks_everybody(multiverse):
    assert np.nansum(multiverse.scores, axis=1) == pytest.approx(np.ones(600))
    assert np.array_equal(np.sort(multiverse.ranks(), axis=1), np.tile(np.arange(1, 41), (600, 1)))


def test_renaming_or_reordering_the_states_permutes_the_scores(recipe, section, choices, multiverse):
    order = np.random.default_rng(3).permutation(40)
    moved = dataclasses.replace(
        section,
        states=tuple(section.states[i] for i in order),
        **{f: getattr(section, f)[:, order] for f in ("value", "error", "flag", "source", "origin_year")},
    )
    assert evaluate(recipe, moved, choices).scores == pytest.approx(multiverse.scores[:, order], rel=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(1e-3, 1e6), min_size=17, max_size=17))
def test_changing_the_unit_of_any_indicator_changes_no_share(factors):
    from tests.power.conftest import make_section

    from counterpoise.power.multiverse import panel_names
    from counterpoise.power.recipes import RECIPES

    recipe = RECIPES["smart"]
    names = panel_names(recipe)
    rng = np.random.default_rng(11)
    values = np.exp(rng.normal(0, 1.5, (len(names), 15)))
    scale = np.resize(np.array(factors), len(names))[:, None]
    choices = draw_choices(recipe, 100, seed=5)
    before = evaluate(recipe, make_section(names, values), choices).scores
    after = evaluate(recipe, make_section(names, values * scale), choices).scores
    assert after == pytest.approx(before, rel=1e-6)


def test_a_state_with_more_of_everything_dominates_and_outranks_under_every_measure(recipe, section, choices):
    value = section.value.copy()
    value[:, 0] = 2.0 * np.nanmax(value, axis=1)
    stronger = dataclasses.replace(section, value=value)
    result = evaluate(recipe, stronger, choices)
    assert (result.ranks()[:, 0] == 1).all()
    assert dominates(value)[0, 1:].all()
    assert result.outranks(section.states[0], section.states[1]) == 1.0


def test_missing_is_not_zero(recipe, section, choices):
    row = section.row("rd_share")  # in both baskets
    value = section.value.copy()
    value[row, 5] = np.nan
    zero = value.copy()
    zero[row, 5] = 0.0
    gone = evaluate(recipe, dataclasses.replace(section, value=value), choices).scores[:, 5]
    none = evaluate(recipe, dataclasses.replace(section, value=zero), choices).scores[:, 5]
    assert np.mean(none < gone) > 0.9


# covers: P08, P16, P22
def test_every_kind_of_choice_is_drawn_and_moves_some_rank(recipe, multiverse):
    importance = choice_importance(multiverse, recipe)
    assert ((importance >= 0) & (importance <= 1)).all().all()
    for choice in ("basket", "price", "normalization", "imputation", "rho"):
        assert importance.loc[choice].max() > 0.02, choice
    assert importance.sum(axis=0).max() <= 1.1


def test_importance_is_one_for_the_only_choice_that_varies(recipe, section):
    choices = draw_choices(recipe, 400, seed=2)
    fixed = reference(recipe)
    table = choices.table.assign(
        **{c: fixed.table[c].iloc[0] for c in ("basket", "price", "imputation", "rho", "floor")}
    )
    same = dataclasses.replace(
        choices,
        table=table,
        field_weights=np.repeat(fixed.field_weights, 400, axis=0),
        indicator_weights=np.repeat(fixed.indicator_weights, 400, axis=0),
    )
    result = evaluate(recipe, section, same)
    moved = result.ranks().var(axis=0) > 0
    importance = choice_importance(result, recipe).loc["normalization"].to_numpy()
    assert moved.any()
    assert importance[moved] == pytest.approx(np.ones(moved.sum()), abs=0.02)


def test_the_draws_do_not_depend_on_the_data_and_repeat_with_the_seed(recipe):
    first, again, other = (draw_choices(recipe, 50, seed) for seed in (4, 4, 5))
    assert first.table.equals(again.table)
    assert not first.table.equals(other.table)
    assert combinations(recipe) == 4 * 2 * 4 * 3


def with_basket(choices, basket):
    return dataclasses.replace(choices, table=choices.table.assign(basket=basket))


def test_deals_of_armed_drones_count_in_one_basket_and_in_no_other(recipe, section, choices, multiverse):
    value = section.value.copy()
    value[section.row("armed_drones_supplied"), :5] *= 50.0
    more = evaluate(recipe, dataclasses.replace(section, value=value), choices)
    moved = np.abs(more.scores - multiverse.scores).max(axis=1) > 1e-12
    chose = (choices.table.basket == "drones").to_numpy()
    assert moved[chose].all()
    assert not moved[~chose].any()
    assert 0.15 < chose.mean() < 0.35


def test_in_the_lean_basket_the_economy_is_output_alone(section):
    from counterpoise.power.recipes import RECIPES

    economy = RECIPES["economy"]
    assert economy.baskets == ("old", "new", "lean")  # no drones in it
    drawn = with_basket(draw_choices(economy, 60, seed=3), "lean")
    drawn = dataclasses.replace(drawn, table=drawn.table.assign(floor=1.0))  # a higher floor ties the smallest
    result = evaluate(economy, section, drawn)
    for price, ranks in zip(drawn.table.price, result.ranks(), strict=True):
        assert np.array_equal(ranks, ranks_of(section.value[section.row(price)]))


# covers: P04
def test_every_basket_gives_every_field_an_indicator():
    from counterpoise.power.recipes import BASKETS, RECIPES

    for recipe in RECIPES.values():
        for field in recipe.fields:
            for basket in BASKETS:
                assert field.basket(basket)
                assert set(field.basket(basket)) <= set(field.indicators())


def test_baskets_in_which_a_field_would_be_empty_are_not_offered(panel):
    from counterpoise.power.composite import composite

    early = composite(panel, "smart", 1993, 200).multiverse.choices.table  # research spending begins later
    assert "lean" not in set(early.basket)
    assert "lean" in set(composite(panel, "smart", 2005, 200).multiverse.choices.table.basket)


def test_intervals_hold_nine_tenths_of_the_ranks(multiverse):
    ranks = multiverse.ranks()
    low, high = rank_interval(ranks)
    inside = ((ranks >= low) & (ranks <= high)).mean(axis=0)
    assert (inside >= 0.9).all()


@given(st.lists(st.floats(-100, 100) | st.just(float("nan")), min_size=1, max_size=30))
def test_ranks_count_those_strictly_ahead(values):
    scores = np.array(values)
    ranks = ranks_of(scores)
    for score, rank in zip(scores, ranks, strict=True):
        assert rank == (0 if np.isnan(score) else 1 + np.sum(scores[~np.isnan(scores)] > score))


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=12))
def test_the_middle_rank_is_the_median_over_those_that_rank_the_state(rows):
    ranks = np.array(rows)
    for column, middle in zip(ranks.T, middle_rank(ranks), strict=True):
        known = column[column > 0]
        assert np.isnan(middle) if known.size == 0 else middle == np.median(known)


def test_the_importance_for_one_state_is_that_for_all_read_off(recipe, section, multiverse):
    whole = choice_importance(multiverse, recipe)
    alone = choice_importance(multiverse, recipe, [section.states[7]])
    assert list(alone.columns) == [section.states[7]]
    assert alone[section.states[7]].to_numpy() == pytest.approx(whole[section.states[7]].to_numpy(), abs=1e-9)


def test_flips_name_an_option_under_which_the_majority_turns(recipe, section, multiverse):
    from counterpoise.power.composite import Composite

    composite = Composite(recipe, section, multiverse, multiverse.ranks()[:5])
    middle = np.argsort(np.median(multiverse.ranks(), axis=0))
    found = flips(composite, section.states[middle[10]], section.states[middle[11]])
    for _, _, whole, only, kind in found:
        assert kind != "order" or (whole > 0.5) != (only > 0.5)
    assert found

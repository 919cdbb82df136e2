"""Gaps: how each way to treat one treats it, and that a seat missing in the United Nations is not weakness."""

import numpy as np
import pytest

from counterpoise.power.composite import composite
from counterpoise.power.imputation import FOLLOW_THE_UN, IMPUTATIONS, political_gaps, regress

RNG = np.random.default_rng(2)
OUTPUT, PEOPLE = np.exp(RNG.normal(0, 1, 30)), np.exp(RNG.normal(0, 1, 30))
VALUES = np.stack([3.0 * OUTPUT, OUTPUT * np.exp(RNG.normal(0, 0.3, 30))])


@pytest.fixture
def gappy():
    values = VALUES.copy()
    values[:, [0, 1]] = np.nan
    political = np.zeros(values.shape, bool)
    political[:, 0] = True
    return values, political


def test_each_way_fills_gaps_only_and_as_it_says(gappy):
    values, political = gappy
    held = ~np.isnan(values)
    for name, impute in IMPUTATIONS.items():
        assert np.array_equal(impute(values, OUTPUT, PEOPLE, political)[held], values[held]), name
    assert np.isnan(IMPUTATIONS["leave out"](values, OUTPUT, PEOPLE, political)[:, :2]).all()
    exact = IMPUTATIONS["predict"](values, OUTPUT, PEOPLE, political)[0, :2]
    assert exact == pytest.approx(3.0 * OUTPUT[:2])  # the first indicator is three times output without noise


def test_a_political_gap_is_predicted_where_others_get_the_least(gappy):
    values, political = gappy
    filled = IMPUTATIONS["pessimistic"](values, OUTPUT, PEOPLE, political)
    assert filled[:, 1] == pytest.approx(np.nanpercentile(values, 10, axis=1))
    assert filled[:, 0] == pytest.approx(regress(values, OUTPUT, PEOPLE)[0][:, 0])


def test_political_gaps_are_those_of_states_without_a_seat_in_series_that_count_members(panel):
    names = ["patent_applications", "world_heritage", "warheads", "notable_models", "gdp_market"]
    variables = [panel.variable(n) for n in names]
    mask = political_gaps(variables, ("PAK", "TWN", "XKX"), 2024)
    assert mask.tolist() == [[False, True, True], [False, True, True], *[[False] * 3] * 3]
    assert not political_gaps(variables, ("TWN",), 1960).any()  # a member then
    cards = {c for v in panel.variables.values() for c in v.cards}
    assert cards >= FOLLOW_THE_UN


def test_insisting_on_pessimism_costs_taiwan_nothing_but_still_costs_a_member_with_gaps(panel):
    c = composite(panel, "science-technology", 2024, 1500)
    kinds = c.multiverse.choices.table.imputation.to_numpy()
    ranks = c.multiverse.ranks()

    def middle(iso3, kind):
        return np.median(ranks[kinds == kind, c.section.states.index(iso3)])

    assert abs(middle("TWN", "pessimistic") - middle("TWN", "predict")) <= 3
    fell = [middle(s, "pessimistic") - middle(s, "predict") for s in c.section.states]
    assert max(fell) > 20

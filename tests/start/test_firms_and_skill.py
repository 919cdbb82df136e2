"""Firms, schooling, attraction and media in the base year, beside the tables they are read from."""

import numpy as np
import pytest

from counterpoise.mechanisms.firm_fields import FIRM_STARTED


def of_firm(start, field, name):
    return float(start.readings[field].value[start.actors.firms.index(name)])


def test_firms_own_no_more_than_their_home(now):
    home, part = now.actors.index.home, now.readings["firm_part"].value
    total = np.bincount(home, weights=part, minlength=len(now.actors.states))
    assert np.all(part > 0)
    assert total.max() < 1.0
    assert 10 <= len(now.actors.firms) <= 25


def test_counted_firms_stand_in_the_order_of_their_chips(now, panel):
    counted = panel.firms[panel.firms.compute_source == "epoch_chips"].set_index("firm").compute
    parts = {str(name): of_firm(now, "firm_part", str(name)) for name in counted.index}
    assert sorted(parts, key=parts.get) == [str(n) for n in counted.sort_values().index]


# covers: A04
def test_every_firm_has_the_home_the_register_gives_it(now, panel):
    home = panel.firms.set_index("firm").home_iso3
    for name, place in zip(now.actors.firms, now.actors.index.home, strict=True):
        assert now.actors.states[place] == home[name]
    assert now.actors.states[now.actors.index.home[now.actors.firms.index("Huawei")]] == "CHN"


def test_who_stands_in_more_states_could_go_to_more(now):
    assert of_firm(now, "firm_reach", "Microsoft") > of_firm(now, "firm_reach", "Tencent")
    assert of_firm(now, "firm_reach", "CoreWeave") == 0.0


def test_before_they_were_counted_there_are_no_firms(then):
    assert then.actors.firms == ()
    assert all(then.readings[field.name].value.size == 0 for field in FIRM_STARTED)


def test_trends_of_research_are_those_of_the_record(now, then, of, panel):
    rows = panel.values[panel.values.variable == "ai_research"].astype({"iso3": object})
    share = {y: rows[rows.year == y].set_index("iso3").value for y in (2018, 2024)}
    for state in ("USA", "CHN", "IND", "FRA"):
        yearly = np.log(share[2024][state] / share[2018][state] * share[2018].sum() / share[2024].sum()) / 6.0
        assert of(now, "research_trend", state) == pytest.approx(yearly, rel=0.15)
    assert of(now, "research_trend", "USA") < 0.0 < of(now, "research_trend", "CHN")
    assert np.all(then.readings["research_trend"].value == 0.0)


def test_students_go_where_they_are_counted(now, of):
    assert now.readings["attraction"].value.sum() == pytest.approx(1.0)
    assert of(now, "attraction", "USA") > of(now, "attraction", "GBR") > of(now, "attraction", "CHN")
    assert np.all(now.readings["attraction"].value > 0.0)


def test_barred_platforms_supply_nobody(now, then, of):
    """China's public is closed to American platforms, India's to Chinese ones; Pakistan's to neither."""
    assert of(now, "media", "CHN", "USA") == of(now, "media", "IND", "CHN") == 0.0
    assert of(now, "media", "PAK", "USA") > 0.5 > of(now, "media", "PAK", "CHN") > 0.0
    assert np.all(then.readings["media"].value == 0.0)


def test_nobody_is_federated_unless_a_scenario_says_so(start):
    assert np.all(start.readings["federated"].value == 0.0)

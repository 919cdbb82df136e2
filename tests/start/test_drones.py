"""Evidence of armed drones: one rule for every state, in which production at home stands beside deals."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.core.grades import Grade
from counterpoise.data.registers import register
from counterpoise.start import channels, drones
from counterpoise.start.base import Base
from counterpoise.start.drones import KINDS, RECALLED, WEIGHT, evidence, producers


def table(*rows):
    """Producers made up: state, kind, scale, since, checked."""
    columns = ["producer_iso3", "kind", "scale", "since", "checked"]
    return pd.DataFrame(rows, columns=columns).astype(str)


@pytest.fixture
def base(panel):
    return Base(panel, 2024)


@pytest.fixture
def listed(monkeypatch, base):
    """Evidence of one state if the register held these rows and no others."""

    def of(state, *rows):
        monkeypatch.setattr(drones, "register", lambda name: table(*rows))
        found = evidence(base)
        k = base.place[state]
        return float(found.deals[k]), bool(found.recalled[k])

    return of


def deals(base, state, how):
    return [float(base.read(f"{kind}_{how}").value[base.place[state]]) for kind in KINDS]


def test_without_producers_received_deals_count_and_sold_ones_up_to_a_series(base, listed):
    for state in ("RUS", "TUR", "GBR", "EST"):
        sold = [min(s, WEIGHT["series"]) for s in deals(base, state, "supplied")]
        assert listed(state)[0] == sum(deals(base, state, "received")) + sum(sold)


@pytest.mark.parametrize("scale", list(WEIGHT))
def test_production_of_either_kind_adds_its_weight(listed, scale):
    for kind in KINDS:
        assert listed("VNM", ("VNM", kind, scale, 2020, "yes")) == (WEIGHT[scale], False)
    both = [("VNM", kind, scale, 2020, "yes") for kind in KINDS]
    assert listed("VNM", *both)[0] == 2 * WEIGHT[scale]


def test_how_many_systems_a_list_names_changes_nothing(listed):
    once = listed("VNM", ("VNM", KINDS[0], "series", 2020, "yes"))
    many = [("VNM", KINDS[0], scale, year, "yes") for scale in ("first", "series") for year in (2011, 2015, 2020)]
    assert listed("VNM", *many) == once


def test_a_factory_known_from_its_exports_is_not_counted_twice(base, listed):
    row = ("TUR", "armed_drones", "series", 2018, "yes")
    assert deals(base, "TUR", "supplied")[0] > WEIGHT["series"]
    assert listed("TUR", row) == listed("TUR")


def test_no_row_means_nothing_before_its_year(listed):
    assert listed("VNM", ("VNM", KINDS[0], "mass", 2025, "yes")) == (0.0, False)


def test_another_states_factory_is_not_ones_own(listed):
    assert listed("EST", ("RUS", KINDS[1], "mass", 2023, "yes"))[0] == 0.0


def test_what_was_recalled_counts_and_says_so_but_not_where_a_source_shows_as_much(listed):
    recalled = ("VNM", KINDS[1], "series", 2020, "no")
    assert listed("VNM", recalled) == (WEIGHT["series"], True)
    assert listed("VNM", recalled, ("VNM", KINDS[1], "series", 2020, "yes")) == (WEIGHT["series"], False)
    assert listed("VNM", recalled, ("VNM", KINDS[1], "first", 2020, "yes")) == (WEIGHT["series"], True)


def test_names_of_states_do_not_matter(base, monkeypatch):
    """The same row given to another state moves that state alone, and by as much."""
    monkeypatch.setattr(drones, "register", lambda name: table())
    before = evidence(base).deals
    for state in ("RUS", "USA", "EST", "MAR"):
        row = (state, KINDS[1], "mass", 2023, "yes")
        monkeypatch.setattr(drones, "register", lambda name, row=row: table(row))
        moved = evidence(base).deals - before
        sold = min(deals(base, state, "supplied")[1], WEIGHT["series"])
        assert moved[base.place[state]] == WEIGHT["mass"] - sold
        assert np.count_nonzero(moved) == 1


def test_adoption_is_less_sure_where_production_was_only_recalled(base, monkeypatch):
    monkeypatch.setattr(drones, "register", lambda name: table(("VNM", KINDS[0], "series", 2020, "no")))
    reading = channels.readings(base, None)["u_weapons"]
    unsure = np.arange(base.size) == base.place["VNM"]
    assert (reading.error[unsure] == channels.WIDER).all()
    assert (reading.error[~unsure] == channels.ERROR).all()
    assert (reading.rule[unsure] == RECALLED).all()
    assert not (reading.rule[~unsure] == RECALLED).any()
    assert channels.WIDER > channels.ERROR


# the real register


def test_nothing_of_it_holds_before_there_was_ai(panel):
    reading = channels.readings(Base(panel, 1992), None)["u_weapons"]
    assert (reading.value == 0).all()
    assert RECALLED not in set(reading.rule)


def test_every_row_can_be_traced_or_says_that_it_cannot():
    rows = register("drone_producers")
    assert set(rows.kind) == set(KINDS)
    assert set(rows.scale) == set(WEIGHT)
    assert set(rows.checked) <= {"yes", "no"}
    assert (rows.checked.eq("no") == rows.status.eq("verify")).all()
    read = rows[rows.checked == "yes"]
    assert read[["maker", "system", "title", "publisher", "published"]].notna().all().all()
    assert (rows[rows.checked == "no"].title == "memory").all()
    assert read.published.astype(int).between(1988, 2026).all()
    assert not rows.duplicated(["producer_iso3", "system"]).any()


def test_a_row_is_observed_if_its_source_was_read(monkeypatch):
    rows = table(("RUS", KINDS[0], "first", 2020, "yes"), ("RUS", KINDS[0], "first", 2021, "no"))
    monkeypatch.setattr(drones, "register", lambda name: rows)
    assert list(producers(2024).grade) == [Grade.OBSERVED, Grade.ASSUMED]
    assert list(producers(2020).grade) == [Grade.OBSERVED]


def test_the_register_has_the_makers_that_the_trade_record_cannot_see():
    made = {(r.producer_iso3, r.kind): r.scale for r in producers(2024).sort_values("weight").itertuples()}
    assert made["RUS", "loitering_munitions"] == made["UKR", "loitering_munitions"] == "mass"
    for state in ("CHN", "USA", "ISR", "IRN", "TUR"):
        assert made[state, "armed_drones"] == made[state, "loitering_munitions"] == "series"
    assert {state for state, _ in made}.isdisjoint({"EST", "VNM", "MAR", "DEU"})  # from 2025 on, or not at all


@pytest.mark.parametrize("years", [(2018, 2021), (2021, 2024)])
def test_production_known_never_shrinks_with_the_years(years):
    first, last = (set(producers(year).system) for year in years)
    assert first < last


def test_the_order_is_one_that_a_planner_would_know(now, of):
    """Those at war with drones lead, large makers follow, then buyers; who neither buys nor makes is on the floor."""
    makers = ("CHN", "USA", "ISR", "IRN", "TUR")
    u = {s: of(now, "u_weapons", s) for s in ("RUS", "UKR", *makers, "PAK", "TWN", "MAR", "EST", "VNM")}
    assert min(u["RUS"], u["UKR"]) > max(u[s] for s in makers)
    assert min(u[s] for s in makers) > u["PAK"] > u["MAR"] > u["TWN"] > u["EST"]
    assert u["EST"] == u["VNM"] == pytest.approx(channels.FLOOR)

"""Bars on trade: who is taken out, what the others then supply, and what no bar may touch."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.power.bars import BAR, SHARES, supply_bars, without_barred
from counterpoise.power.country_groups import members_of, reached
from counterpoise.power.supply import read_supply

YEAR = 2024


def supplier_rows(*rows):
    table = pd.DataFrame(rows, columns=["importer", "technology", "supplier", "home_iso3", "share"])
    return table.assign(supplier_kind="firm", share_low=0.9 * table.share, share_high=(1.1 * table.share).clip(upper=1))


def bars(*rows):
    return pd.DataFrame([(*r, "2020-01-01", "ban", "checked", "made") for r in rows], columns=list(BAR))


WORLD = supplier_rows(
    ("*", "chips", "One", "AAA", 0.6), ("*", "chips", "Two", "BBB", 0.2), ("*", "chips", "Three", "BBB", 0.1),
    ("CCC", "chips", "One", "AAA", 1.0),
)  # fmt: skip


def test_a_whole_bar_takes_the_supplier_out_and_keeps_the_total():
    made, held = without_barred(WORLD, bars(("DDD", "chips", "AAA", "", "whole")))
    assert dict(zip(made.supplier, made.share, strict=True)) == pytest.approx({"One": 0.0, "Two": 0.6, "Three": 0.3})
    assert set(made.importer) == {"DDD"}
    assert len(held) == 1


def test_a_bar_on_one_firm_leaves_the_others_of_its_home():
    made, _ = without_barred(WORLD, bars(("DDD", "chips", "BBB", "Two", "whole")))
    assert dict(zip(made.supplier, made.share, strict=True)) == pytest.approx(
        {"One": 0.6 * 0.9 / 0.7, "Two": 0.0, "Three": 0.1 * 0.9 / 0.7}
    )


def test_a_bar_on_a_part_only_opens_the_range_downwards():
    made, _ = without_barred(WORLD, bars(("DDD", "chips", "AAA", "", "part")))
    made = made.set_index("supplier")
    assert made.share["One"] == 0.6
    assert made.share_low["One"] == 0.0
    assert made.share_high["Two"] == pytest.approx(0.22 * 3)
    assert (made.share_low <= made.share).all()


def test_evidence_about_the_importer_is_never_touched():
    made, held = without_barred(WORLD, bars(("CCC", "chips", "AAA", "", "whole")))
    assert made.empty
    assert held.empty


def test_where_everybody_is_barred_nothing_is_left_and_nothing_invented():
    made, _ = without_barred(WORLD, bars(("DDD", "chips", "AAA", "", "whole"), ("DDD", "chips", "BBB", "", "whole")))
    assert (made[SHARES] == 0).all().all()


def test_a_bar_on_a_supplier_that_the_world_does_not_use_takes_no_hold():
    made, held = without_barred(WORLD, bars(("DDD", "chips", "EEE", "", "whole")))
    assert held.empty
    assert made.share.sum() == pytest.approx(0.9)


def test_groups_mean_their_members_and_unknown_ones_nothing():
    states = ["CHN", "EST", "IRN", "PAK", "USA"]
    assert members_of("D:5 group", states) == ["CHN", "IRN"]
    assert members_of("outside the EU", states) == ["CHN", "IRN", "PAK", "USA"]
    assert members_of("all but 42 partners", states) is None
    assert reached("CHN;all but 42 partners", "JPN", states) == ({"CHN"}, ["all but 42 partners"])
    assert reached("all", "CHN", states)[0] == {"EST", "IRN", "PAK", "USA"}


# the real register


def test_no_bar_is_on_a_state_by_itself_and_each_says_how_it_is_known(panel):
    table = supply_bars(panel.system.members(YEAR), YEAR)
    assert len(table) > 30
    assert (table.importer != table.home).all()
    assert set(table.reach) == {"whole", "part"}
    assert table.source.str.len().min() > 10
    assert set(table.technology) <= set(panel.suppliers.technology.astype(str))
    firms = set(panel.suppliers.supplier.astype(str))
    assert set(table.supplier) - {""} <= firms
    homes = dict(zip(panel.suppliers.supplier.astype(str), panel.suppliers.home_iso3.astype(str), strict=True))
    assert all(homes[f] == h for f, h in zip(table.supplier, table.home, strict=True) if f)


@pytest.mark.parametrize(
    ("importer", "technology", "supplier"),
    [("RUS", "accelerators", "USA"), ("USA", "telecom_5g", "CHN"), ("RUS", "chip_fabrication", "TWN"),
     ("IND", "media", "CHN"), ("AUS", "telecom_5g", "CHN")],
)  # fmt: skip
def test_who_is_barred_supplies_nothing(panel, importer, technology, supplier):
    supply = read_supply(panel, YEAR, "state")
    i, j = supply.importers.index(importer), supply.suppliers.index(supplier)
    t = supply.technologies.index(technology)
    assert supply.share[i, j, t] == supply.high[i, j, t] == 0.0
    assert not supply.specific[i, t]
    assert len(supply.barred(importer, technology)) > 0
    elsewhere = supply.importers.index("MAR")
    assert supply.share[elsewhere, j, t] > 0


def test_a_bar_of_a_later_year_does_not_hold_yet(panel):
    states = panel.system.members(2021)
    early = read_supply(panel, 2021, "state")
    i, t = early.importers.index("RUS"), early.technologies.index("accelerators")
    assert early.share[i, early.suppliers.index("USA"), t] > 0.5
    assert len(supply_bars(states, 2021)) < len(supply_bars(states, YEAR))


def test_shares_still_add_to_one_at_most(panel):
    for level in ("state", "firm"):
        supply = read_supply(panel, YEAR, level)
        assert supply.share.sum(axis=1).max() <= 1 + 1e-9
        assert (supply.low <= supply.share + 1e-12).all()
        assert np.isfinite(supply.high).all()

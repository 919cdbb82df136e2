"""What is known of every pair, and that nothing later than the year known is read."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.panel import Panel, load_panel
from counterpoise.evidence.protocol import protocol
from counterpoise.start.dispute_record import History
from counterpoise.start.pair_years import HISTORY, STRUCTURE, PairYears


@cache
def pairs() -> PairYears:
    return PairYears(load_panel())


def test_onsets_of_the_windows_are_those_of_the_design():
    """655 onsets in 1992-2007 and 254 in 2008-14 over all pairs."""
    history = pairs().history
    total = {y: history.onset(y)[history.pairs(y)].sum() for y in range(1992, 2015)}
    assert sum(total[y] for y in range(1992, 2008)) == protocol().universe["expected_onsets_fit"]
    assert sum(total[y] for y in range(2008, 2015)) == protocol().universe["expected_onsets_test"]


@pytest.mark.parametrize("year", [1992, 2007, 2014])
def test_every_pair_of_members_has_one_row(year):
    table = pairs().frame(year, year - 1)
    universe = load_panel().dyad_universe.set_index("year").pairs
    assert len(table) == universe[year]
    assert not table.duplicated(["a", "b"]).any()
    assert (table.a < table.b).all()
    assert np.isfinite(table[[*STRUCTURE, *HISTORY, "record", "exposure"]].to_numpy(dtype=float)).all()


@pytest.mark.parametrize("year", [1950, 1992, 2008, 2014])
def test_peace_years_are_those_the_panel_counts_by_its_own_code(year):
    history, rows = pairs().history, load_panel().dyads
    rows = rows[rows.year == year]
    at = history.located(rows)
    # the panel starts a new state's clock at zero even where an earlier spell of membership was counted
    assert np.mean(history.peace(year - 1)[at] == rows.peace_years.to_numpy(dtype=float)) > 0.99


def test_faded_record_of_one_pair_by_hand():
    history = pairs().history
    at = history.place["USA"], history.place["IRQ"]
    rows = load_panel().dyads
    years = rows[(rows.a == "IRQ") & (rows.b == "USA") & (rows.mid_onset > 0) & (rows.year <= 2007)].year
    assert history.faded(2007)[at] == pytest.approx(float((0.5 ** ((2007 - years) / 8.0)).sum()), rel=1e-5)
    assert history.count(2007)[at] == years.between(1998, 2007).sum()


def test_nothing_later_than_the_year_known_is_read():
    """Everything recorded after 2007 is replaced by nonsense; what is known in 2007 does not move."""
    panel = load_panel()
    later = Panel(panel.folder, panel.manifest)
    dyads = panel.dyads.copy()
    after = dyads.year > 2007
    moved = dyads[after].sample(frac=1, random_state=0).set_axis(dyads.index[after])
    dyads = pd.concat([dyads[~after], moved.assign(a=dyads.a[after], b=dyads.b[after], year=dyads.year[after])])
    values = panel.values.copy()
    values.loc[values.year > 2007, "value"] = 123.0
    later.__dict__.update(dyads=dyads, values=values)
    spoiled = PairYears(later)
    for name, square in pairs().known(2007).items():
        np.testing.assert_array_equal(square, spoiled.known(2007)[name], err_msg=name)
    rows, other = (side.frame(2008, 2007).drop(columns="onset") for side in (pairs(), spoiled))
    pd.testing.assert_frame_equal(rows, other)


def test_a_year_is_not_forecast_from_itself():
    with pytest.raises(ValueError, match="cannot forecast"):
        pairs().frame(2008, 2008)


def test_the_record_ends_with_2014():
    with pytest.raises(ValueError, match="ends with 2014"):
        History(load_panel()).onset(2015)
    assert "onset" not in pairs().frame(2015, 2014)


def test_pacts_of_pairs_listed_for_a_dispute_alone_are_not_read():
    listed = pairs().listed(1991)
    assert not (listed["pact"][listed["relevant"] == 0] > 0).any()
    rows = load_panel().dyads
    hidden = rows[(rows.year == 1991) & ~rows.relevant & (rows.defense_ab | rows.defense_ba)]
    assert len(hidden), "there are such pairs, or this test shows nothing"
    assert not pairs().known(1991)["pact"][pairs().history.located(hidden)].any()

"""What must hold of the real world as a starting point, in the base year and in a hindcast's."""

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.core.fields import Dimension, Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Fixed
from counterpoise.data.panel import Panel
from counterpoise.engine import Ensemble, Initial, Model
from counterpoise.mechanisms.luck_fields import LARGEST_DISTANCE
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.start import dyad_report, fill_report, gather, starting_point

SMALLER_ALLIES = [
    *("ALB", "BEL", "BGR", "CAN", "CZE", "DNK", "ESP", "EST", "FIN", "GRC", "HRV", "HUN", "ISL", "ITA", "LTU", "LUX"),
    *("LVA", "MKD", "MNE", "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR"),
]
NATO = [*SMALLER_ALLIES, "DEU", "FRA", "GBR", "USA"]
AI_FIELDS = ("compute", "capability", "spending", "automation", "autonomy", "export_control")
CHANNELS = ("u_weapons", "u_isr", "u_cyber", "u_command")
SYMMETRIC = (
    *("distance", "contiguous", "rivalry", "affinity", "alliance", "trust", "memory", "base_hazard", "onset", "rung"),
)


def test_every_field_has_a_finite_value_inside_its_bounds_and_a_nonnegative_error(start):
    assert set(start.readings) == set(STARTED)
    for name, field in STARTED.items():
        reading = start.readings[name]
        assert reading.value.size == start.actors.size(field.dimension), name
        assert np.isfinite(reading.value).all(), name
        assert (reading.value >= field.low).all(), name
        assert (reading.value <= field.high).all(), name
        assert np.isfinite(reading.error).all(), name
        assert (reading.error >= 0).all(), name


def test_the_engine_accepts_it(start):
    made = start.initial()
    assert isinstance(made, Initial)
    assert made.year == start.year
    assert not [n for n in made.errors if STARTED[n].discrete]


def test_flows_carry_no_error_for_the_first_year_makes_them_anew(start):
    with_error = [n for n, f in STARTED.items() if f.kind is Kind.FLOW and np.any(start.readings[n].error)]
    assert not with_error


def test_the_report_counts_every_value_once(start):
    report = start.report().set_index("field")
    assert set(report.index) == set(STARTED)
    for name, row in report.iterrows():
        assert row.observed + row.filled == start.actors.size(STARTED[name].dimension), name
        named = sum(int(part.rsplit("(", 1)[1].rstrip(")")) for part in row.rule.split("; ") if part)
        assert named == row.filled, name
        assert row.observed > 0 or row.grade != "observed" or name in ("onset", "rung"), name


@pytest.mark.parametrize("field", ["talent", "hard", "smart"])
def test_shares_of_the_world_add_to_one(start, field):
    assert start.readings[field].value.sum() == pytest.approx(1.0, abs=1e-9)


def test_a_pair_means_the_same_to_both_sides(start):
    rev = start.actors.index.rev
    for name in SYMMETRIC:
        value = start.readings[name].value
        assert np.array_equal(value, value[rev]), name


# covers: A01
def test_members_of_the_system_are_the_states(start, panel):
    assert start.actors.states == tuple(panel.system.members(start.year))


def test_every_politically_relevant_pair_is_there(start, panel):
    rows = panel.dyads[(panel.dyads.year == start.year) & panel.dyads.relevant]
    pairs = set(start.actors.dyads)
    assert {(str(a), str(b)) for a, b in zip(rows.a, rows.b, strict=True)} <= pairs
    assert len(pairs) == start.actors.index.n_dyads


def test_dyads_number_a_few_thousand(start):
    assert 3000 < start.actors.index.n_dyads < 5000


def test_reasons_for_a_pair_cover_all_of_them(start, panel):
    counts = dyad_report(panel, start.year).set_index("reason").pairs
    whole = counts["all"]
    assert whole * 2 == start.actors.index.n_dyads
    assert counts.drop("all").max() < whole <= counts.drop("all").sum()


def test_magnitudes_of_2024(now, of):
    assert of(now, "gdp", "USA") == pytest.approx(22600, rel=0.02)
    assert of(now, "population", "IND") == pytest.approx(1451, rel=0.01)
    assert 2e6 < of(now, "compute", "USA") < 1e7
    assert 2e5 < of(now, "compute", "CHN") < of(now, "compute", "USA") / 4
    assert of(now, "compute", "CHN") > 3 * of(now, "compute", "PAK")
    assert of(now, "milex_share", "UKR") > 0.2
    assert of(now, "warheads", "RUS") > of(now, "warheads", "USA") > 3000
    assert of(now, "warheads", "DEU") == 0
    assert 0.15 < of(now, "hard", "USA") < 0.35
    assert of(now, "democracy", "NOR") > 2 > 0 > of(now, "democracy", "PRK")
    assert 5000 < of(now, "military_stock", "USA") < 15000
    assert of(now, "trend_growth", "CHN") > of(now, "trend_growth", "USA") > of(now, "trend_growth", "PRK")


def test_investment_is_at_the_prices_of_output(now, of, panel):
    """97 billion dollars of 2024 are about 77 of 2015: the price level of the United States rose by a quarter."""
    invested = panel.cross_section(["ai_investment"], 2024).value[0, now.actors.states.index("USA")] / 1e3
    ratio = invested / (of(now, "spending", "USA") * of(now, "gdp", "USA"))
    assert ratio == pytest.approx(1.25, abs=0.05)


def test_a_state_without_a_listed_cluster_has_no_more_computing_than_the_least_listed(now):
    reading = now.readings["compute"]
    listed = reading.value[reading.rule == ""]
    filled = reading.value[reading.rule != ""]
    assert 0 < filled.min() < filled.max() <= np.percentile(listed, 10) * (1 + 1e-9)


def test_a_rivalry_is_a_rivalry(now, of):
    assert of(now, "rivalry", "IND", "PAK") == of(now, "contiguous", "IND", "PAK") == 1
    assert of(now, "alliance", "IND", "PAK") == 0
    assert of(now, "distance", "IND", "PAK") == pytest.approx(0.687, abs=0.002)
    assert of(now, "trust", "IND", "PAK") < 0.3 < 0.9 < of(now, "trust", "USA", "GBR")
    assert of(now, "base_hazard", "IND", "PAK") > 0.1 > 0.01 > of(now, "base_hazard", "USA", "GBR")
    assert of(now, "rung", "RUS", "UKR") == 4


def test_the_atlantic_alliance_is_whole(now, then, of):
    """Pacts between its smaller members are not in the panel; they are inferred from those with major powers."""
    assert all(of(now, "alliance", a, b) == 1 for a in NATO for b in NATO if a != b)
    assert of(then, "alliance", "BEL", "PRT") == 1
    rule = now.readings["alliance"].rule[now.actors.dyads.index(("BEL", "PRT"))]
    assert "four major powers" in rule


@pytest.mark.parametrize("pair", [("USA", "CHN"), ("IRL", "USA"), ("IND", "USA")])
def test_no_pact_is_made_up(now, of, pair):
    assert of(now, "alliance", *pair) == 0


def test_north_korea_is_filled_where_no_source_has_it(now):
    place = now.actors.states.index("PRK")
    filled = {name for name in ("compute", "spending", "agility", "gdp", "warheads") if now.readings[name].rule[place]}
    assert filled == {"compute", "spending", "agility"}


def test_which_agreements_are_in_force_and_among_whom(now):
    """Nothing limits autonomous weapons or the frontier; four declared human control; the club and the ethics stand."""
    regimes, states = now.actors.regimes, np.array(now.actors.states)
    assert regimes == ("laws", "nuclear", "frontier", "suppliers", "ethics")
    assert now.readings["alive"].value.tolist() == [0, 1, 0, 1, 1]
    member = now.readings["member"].value.reshape(len(regimes), -1)
    assert not member[[0, 2]].any()
    assert states[member[1] > 0].tolist() == ["CHN", "FRA", "GBR", "USA"]
    assert {"USA", "RUS", "JPN", "NLD"} < set(states[member[3] > 0])
    assert "CHN" not in set(states[member[3] > 0])
    assert member[4].sum() > 180
    assert np.array_equal(now.readings["depth"].value > 0, now.readings["alive"].value > 0)
    np.testing.assert_allclose(now.readings["detection"].value, [1 / 3, 1 / 3, 0.5, 0.75, 0.0])
    np.testing.assert_allclose(now.readings["false_alarm"].value, [0.05, 0.05, 0.05, 0.05, 0.0])
    assert now.readings["shared_loss"].value.tolist()[::2] == [0.0, 0.72, 0.0]


def test_votes_and_acts_show_who_would_rather_not_be_bound(now, then):
    """Noes and abstentions count against, the call for a ban for, silence neither way; nothing later than the year."""
    reading, states = now.readings["stance"], list(now.actors.states)
    stance = reading.value.reshape(5, -1)
    laws = {s: stance[0][states.index(s)] for s in ("RUS", "IND", "USA", "CHN", "MAR", "PAK", "BRA", "DEU")}
    assert laws["RUS"] < laws["IND"] < laws["USA"] < laws["CHN"] < 0 == laws["DEU"] < laws["MAR"] == laws["PAK"]
    assert reading.rule.reshape(5, -1)[0][states.index("DEU")]
    assert not reading.rule.reshape(5, -1)[0][states.index("RUS")]
    assert np.all((reading.error > 0) | (reading.rule == "no vote or signature on record"))
    assert np.sum(stance[3] + 4 * reading.error.reshape(5, -1)[3] > 0) == 44  # nobody joins the club by luck
    nuclear = dict(zip(states, stance[1], strict=True))
    assert nuclear["RUS"] < 0 < min(nuclear[s] for s in ("USA", "CHN", "GBR", "FRA"))
    old = then.readings["stance"].value.reshape(5, -1)
    assert not old[[0, 1, 2, 4]].any()


def test_there_was_no_ai_in_1992(then):
    for name in (*AI_FIELDS, *CHANNELS):
        assert not then.readings[name].value.any(), name
        assert not then.readings[name].error.any(), name
    assert (then.pairs.ai_powers == False).all()  # noqa: E712


def test_the_world_of_1992(then, of):
    assert {"CSK", "RUS", "UKR", "DEU"} <= set(then.actors.states)
    assert "SSD" not in then.actors.states
    assert of(then, "warheads", "RUS") > 20000 > of(then, "warheads", "USA") > 10000
    assert of(then, "gdp", "USA") > 5 * of(then, "gdp", "CHN")
    assert of(then, "onset", "RUS", "UKR") == 1
    assert then.readings["disputes"].rule[0] == ""


def test_the_same_panel_gives_the_same_start(panel, then):
    again = gather.__wrapped__(panel, 1992)
    for name, reading in then.readings.items():
        assert np.array_equal(reading.value, again.readings[name].value), name
        assert np.array_equal(reading.error, again.readings[name].error), name


def test_a_hindcast_sees_nothing_that_came_later(panel, then):
    """With every later record destroyed the start is the same."""
    blind = Panel(panel.folder, panel.manifest)
    past = panel.values[panel.values.year <= 1992]
    blind.__dict__.update(
        values=past,
        dyads=panel.dyads[panel.dyads.year <= 1992],
        dyad_onsets=panel.dyad_onsets[panel.dyad_onsets.year <= 1992],
    )
    seen = gather(blind, 1992)
    for name, reading in then.readings.items():
        assert np.array_equal(reading.value, seen.readings[name].value), name
        assert np.array_equal(reading.error, seen.readings[name].error), name


def test_years_out_of_reach_are_refused(panel):
    with pytest.raises(InputError, match="1990"):
        starting_point(panel, 1980)
    with pytest.raises(InputError, match="2024"):
        fill_report(panel, 2030)


class Drift(Mechanism):
    """Output follows its trend; quarrels are counted; nobody joins."""

    phase = Phase.GROW
    pace = param(Fixed(1.0), unit="1", source="assumed", doc="part of the trend that happens")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.gdp[i] += p.pace * world.trend_growth[i] * world.gdp[i]
        for e in range(world.n_dyads):
            change.disputes[0] += 0.5 * world.base_hazard[e]


@pytest.fixture(scope="module")
def lived(start):
    """One year of two members."""
    model = Model([Drift], STARTED, keep=["warheads", "compute", "trust", "u_isr", "position", "affinity"])
    run = Ensemble(model, start.initial(), 1, 2, seed=5, mode="plain").run(threads=1)
    assert not run.faults
    return run


def test_a_year_can_be_lived_from_it(start, lived):
    gdp, trend = lived["gdp"].astype(float), lived["trend_growth"][:, 0].astype(float)
    assert gdp[:, 1] == pytest.approx(gdp[:, 0] * (1 + trend), rel=1e-5)
    assert 20 < lived["disputes"][:, 1].min() <= lived["disputes"][:, 1].max() < 60
    unarmed = start.readings["warheads"].value == 0
    assert not lived["warheads"][:, :, unarmed].any()


def test_members_draw_their_own_start_around_what_was_measured(start, lived):
    """About half of the drawn starts lie below the recorded value, whatever the scale of the error."""
    for name in ("gdp", "compute", "u_isr", "trust"):
        reading = start.readings[name]
        moved = reading.error > 0
        drawn = lived[name][:, 0, moved]
        if moved.any():
            assert (drawn[0] != drawn[1]).mean() > 0.99
            assert (drawn < reading.value[moved]).mean() == pytest.approx(0.5, abs=0.1), name


def test_agreement_starts_where_the_drawn_positions_put_it(start, lived):
    """In every member, among states that vote in the base year: drawn apart, the two would contradict each other."""
    position, index = start.readings["position"], start.actors.index
    votes = position.rule == ""
    both = votes[index.src] & votes[index.dst]
    assert both.mean() > 0.7
    drawn = lived["position"][:, 0].astype(float)
    gap = np.abs(drawn[:, index.src] - drawn[:, index.dst])[:, both]
    np.testing.assert_allclose(lived["affinity"][:, 0][:, both], 1.0 - gap / LARGEST_DISTANCE, atol=2e-6)
    assert np.all(position.error[~votes] > 0.0)
    assert np.all(start.readings["affinity"].error[~both] > 0.0)


def test_dimensions_are_those_of_the_vocabulary(start):
    assert {STARTED[n].dimension for n in start.readings} == set(Dimension)

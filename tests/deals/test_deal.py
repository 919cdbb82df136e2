"""The job as a whole, on the real table of states."""

import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.deals import deal, figure, report, to_json
from counterpoise.deals.depth import CONSTRAINTS
from counterpoise.deals.issues import ISSUES

DRAWS = 300


@pytest.fixture(scope="module")
def made(panel):
    held = {}

    def get(issue, *parties, **more):
        key = (issue, parties, tuple(more.items()))
        if key not in held:
            held[key] = deal(issue, parties, draws=DRAWS, panel=panel, **more)
        return held[key]

    return get


def share(made, name):
    return made.binding.set_index("constraint").share[name]


def mean(made):
    return made.summary["mean"].iloc[0]


def test_the_order_of_parties_changes_nothing(made):
    one, other = made("laws-limits", "USA", "CHN", "RUS"), made("laws-limits", "Russia", "USA", "China")
    assert to_json(one) == to_json(other)


def test_rivals_of_like_power_mind_relative_gains_and_friends_do_not(made):
    rivals, friends = made("laws-limits", "USA", "CHN"), made("laws-limits", "NOR", "SWE")
    assert share(rivals, "relative gains") > 1.5 * share(friends, "relative gains")
    gain = [d.binding.set_index("constraint").gain_alone["relative gains"] for d in (rivals, friends)]
    assert gain[0] > gain[1] + 0.1
    assert mean(rivals) < mean(friends) - 0.1
    assert rivals.pairs.weight.min() > friends.pairs.weight.max()


def test_full_depth_without_the_three_and_nothing_lost_by_relaxing_any(made):
    worlds = made("laws-limits", "USA", "CHN", "RUS").summary.set_index("world")
    assert worlds.loc["without " + " and ".join(CONSTRAINTS), "low"] == pytest.approx(1.0)
    assert (worlds["mean"] >= worlds.loc["as believed", "mean"]).all()
    assert len(worlds) == 8


# covers: F35, L9, C28
def test_existential_risk_recovers_cooperation_among_the_same_parties(made):
    """H5: the accord on a shared catastrophe survives where limits on weapons fail, more so the larger the loss."""
    frontier, laws = made("frontier-safety", "USA", "CHN", "RUS"), made("laws-limits", "USA", "CHN", "RUS")
    assert mean(frontier) > mean(laws) + 0.1
    rows = frontier.loss.set_index("times")["mean"]
    assert rows.is_monotonic_increasing
    assert rows[1.0] > rows[0.0] + 0.05
    assert laws.loss.empty


def test_what_ifs_are_paired_and_go_the_right_way(made):
    base = made("frontier-safety", "USA", "CHN")
    patient = made("frontier-safety", "USA", "CHN", discount=0.97)
    hasty = made("frontier-safety", "USA", "CHN", discount=0.5)
    blind = made("frontier-safety", "USA", "CHN", detection=0.02)
    mistaken = made("frontier-safety", "USA", "CHN", false_alarm=0.4)
    assert patient.what_if.change.iloc[0] > 0 > hasty.what_if.change.iloc[0]
    assert blind.what_if.high.iloc[0] <= 1e-9
    assert mistaken.what_if.change.iloc[0] < 0
    for other in (patient, hasty, blind, mistaken):
        assert other.what_if.believed.iloc[0] == mean(base)
        assert other.what_if.asked.iloc[0] == mean(other)
    assert base.what_if.empty


def test_needed_detection_falls_with_enforcement(made):
    needed = made("laws-limits", "USA", "CHN", "RUS").needed
    assert needed["median"].is_monotonic_decreasing
    assert needed.never.is_monotonic_decreasing
    assert needed.never.iloc[-1] < needed.never.iloc[0]


def test_the_frontier_rises_with_punishment_and_agrees_with_what_is_needed(made):
    rows = made("laws-limits", "USA", "CHN", "RUS").frontier
    wide = rows[~rows.agent].pivot(index="detection", columns="punishment", values="mean")
    assert (np.diff(wide.to_numpy(), axis=1) >= -1e-12).all()
    assert (wide[0.0] == 0.0).all()
    assert (rows[rows.detection == 0.0]["mean"] == 0.0).all()


def test_the_caution_needs_force_at_issue(made):
    assert made("laws-limits", "USA", "RUS").caution["lost"] > 3 * made("laws-limits", "NOR", "SWE").caution["lost"]


def test_who_blocks_adds_up_and_two_parties_have_nobody_to_leave_out(made):
    three, two = made("laws-limits", "USA", "CHN", "RUS").parties, made("laws-limits", "USA", "CHN").parties
    assert three.pivotal.sum() == pytest.approx(1.0)
    assert three.pivotal.is_monotonic_decreasing
    assert three.without.notna().all()
    assert two.without.isna().all()


def test_reassuring_one_party_helps_and_reassuring_all_would_help_more(made):
    found = made("laws-limits", "USA", "CHN")
    absolute = found.summary.set_index("world").loc["without relative gains", "mean"]
    assert (found.parties.reassured >= mean(found)).all()
    assert mean(found) + 0.01 < found.parties.reassured.max() < absolute


def test_leaving_one_out_is_the_deal_of_the_others(made):
    three, two = made("laws-limits", "USA", "CHN", "RUS"), made("laws-limits", "USA", "CHN")
    assert three.parties.set_index("party").without["RUS"] == pytest.approx(mean(two))


@pytest.mark.parametrize("draws", [99, 100_001])
def test_too_few_and_too_many_draws_are_refused(panel, draws):
    with pytest.raises(InputError, match="--draws"):
        deal("laws-limits", ["USA", "CHN"], draws=draws, panel=panel)


@pytest.mark.parametrize("given", [{"detection": 1.2}, {"false_alarm": -0.1}, {"discount": 1.0}, {"detection": np.nan}])
def test_a_what_if_must_be_a_share(panel, given):
    with pytest.raises(InputError, match="give a number"):
        deal("laws-limits", ["USA", "CHN"], panel=panel, **given)


def test_json_holds_every_table_and_no_infinity(made):
    found = json.loads(to_json(made("laws-limits", "USA", "CHN", "RUS")), parse_constant=pytest.fail)
    assert found["grade"] == "assumed"
    assert len(found["binding"]) == 3
    assert {row["grade"] for row in found["assumed"]} == {"assumed"}
    assert found["needed"][0]["high"] is None


def test_the_figure_is_one_picture_in_both_themes_with_a_band_for_each_curve(made):
    svg = figure(made("laws-limits", "USA", "CHN", "RUS"))
    ET.fromstring(svg)
    assert "prefers-color-scheme: dark" in svg
    assert svg.count('class="area') == 3
    assert "nan" not in svg
    assert "China, Russia, United States" in svg


@pytest.mark.parametrize("issue", [i.id for i in ISSUES])
def test_every_report_reads_without_holes(made, issue):
    for block in report(made(issue, "PAK", "TWN")):
        text = block if isinstance(block, str) else block[0] + block[1].to_string()
        assert "nan" not in text.lower().split()
        assert "None" not in text
    assert "Nigeria" not in text

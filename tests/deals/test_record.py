"""Acts on record: votes are acts, silence is not refusal."""

import pytest

from counterpoise.data.panel import load_panel
from counterpoise.data.registers import register
from counterpoise.deals import base_rates
from counterpoise.deals.issues import ISSUES, issue
from counterpoise.deals.record import acts, adopters, hesitant, membership, nearest_outside, vote
from counterpoise.deals.words import the


def test_what_a_roll_call_shows():
    table = register("ai_governance_votes").set_index("id")
    latest = table.loc["laws-2025-plenary"]
    assert vote(latest, "RUS") == "against"
    assert vote(latest, "CHN") == "abstained"
    assert vote(latest, "PAK") == "not listed (yes or absent)"
    assert vote(latest, "TWN") == "not a UN member"


def test_a_list_that_was_not_checked_says_so():
    table = register("ai_governance_votes").set_index("id")
    assert vote(table.loc["laws-2023-committee"], "SAU") == "abstained (list in part unverified)"


def test_what_the_list_of_an_instrument_shows():
    table = register("ai_governance_instruments").set_index("id")
    shown = {
        ("bletchley-2023", "IND"): "endorsed",
        ("bletchley-2023", "RUS"): "known outside",
        ("bletchley-2023", "PAK"): "not on the list",
        ("reaim-2023", "PAK"): "not on our partial list",
        ("ccw-2019", "PAK"): "no list of names",
        ("gdc-2024", "PAK"): "endorsed, with all members",
        ("gdc-2024", "TWN"): "not a UN member",
        ("unesco-2021", "USA"): "known outside",
        ("seoul-ministerial-2024", "IND"): "endorsed (unverified)",
    }
    assert {key: membership(table.loc[key[0]], key[1]) for key in shown} == shown


def test_who_pledged_the_same_on_its_own_did_not_hold_back(table):
    states = table("USA", "CHN").base.states
    assert not {"FRA", "GBR"} & set(hesitant(issue("nuclear-human-control"), states))
    assert "RUS" in hesitant(issue("nuclear-human-control"), states)


def test_acts_of_the_great_powers_on_autonomous_weapons():
    frame = acts(issue("laws-limits"), ["CHN", "USA", "TWN"])
    votes = frame[frame.kind == "vote"]
    assert votes.date.is_monotonic_increasing
    assert set(votes.TWN) == {"not a UN member"}
    position = frame[frame.kind == "position"].iloc[0]
    assert "use only, not development" in position.CHN
    assert "opposes" in position.USA
    assert position.TWN == "on no list"


def test_memberships_and_pledges():
    club = acts(issue("supplier-club"), ["CHN", "RUS", "USA"]).set_index("act")
    assert club.loc["Missile Technology Control Regime", ["CHN", "RUS"]].tolist() == ["outside", "party"]
    nuclear = acts(issue("nuclear-human-control"), ["FRA", "RUS"])
    assert "pledged on its own" in set(nuclear.FRA)
    assert "pledged on its own" not in set(nuclear.RUS)


def test_every_act_has_a_source_and_a_status():
    for one in ISSUES:
        frame = acts(one, ["USA", "CHN"])
        assert frame.source.str.len().gt(0).all()
        assert frame.status.isin(["checked", "part", "verify"]).all()


def test_those_who_held_back_are_sorted_by_nearness_and_no_party_is_among_them(table):
    base = table("USA", "CHN").base
    frame, words = nearest_outside(issue("laws-limits"), ["SAU", "USA"], base)
    assert "SAU" not in set(frame.state)
    assert {"TUR", "ARG"} <= set(frame.state)
    assert frame.gap.is_monotonic_increasing
    assert frame.set_index("state").adopter["ARG"]
    assert "lists that ask" in words


@pytest.mark.parametrize("one", ISSUES, ids=lambda i: i.id)
def test_every_issue_has_adopters_and_reads_only_its_own_roll_calls(table, one):
    states = table("USA", "CHN").base.states
    assert adopters(one, states)[0]
    held = hesitant(one, states)
    assert not any("A/C.1/79/L.43" in act for act in held.values())


def test_the_base_rate_of_a_pair_is_counted_from_the_record():
    panel = load_panel()
    rows = panel.dyads[(panel.dyads.a == "IND") & (panel.dyads.b == "PAK") & (panel.dyads.year >= base_rates.SINCE)]
    known = rows[rows.mid_onset.notna()]
    rate = base_rates.of_pair(panel, "PAK", "IND", 2024)
    assert (rate.count, rate.years) == (int(known.mid_onset.sum()), len(known))
    assert rate.last == known.year.max() < 2024
    assert base_rates.of_pair(panel, "PAK", "TUV", 2024) is None
    assert base_rates.of_pair(panel, "PAK", "IND", 1980) is None


def test_names_take_their_article_and_others_none():
    assert [the(n) for n in ("Gambia", "Central African Republic", "United Kingdom", "Solomon Islands")] == [
        "the Gambia", "the Central African Republic", "the United Kingdom", "the Solomon Islands",
    ]  # fmt: skip
    assert [the(n) for n in ("Iceland", "Pakistan", "DR Congo")] == ["Iceland", "Pakistan", "DR Congo"]

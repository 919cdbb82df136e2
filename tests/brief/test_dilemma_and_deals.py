"""Sections 3 and 4 say what the dilemma room and the deals room found, and nothing else."""

import re

import numpy as np
import pandas as pd
import pytest

from counterpoise.brief import bargains, deals, dilemma, distrust, statecraft, summary, trial
from counterpoise.brief.document import to_html
from counterpoise.brief.entries import Desk
from counterpoise.brief.page import Brief, Chart, Ledger, Line, Table
from counterpoise.charts.percent import percent
from counterpoise.data.registers import register
from counterpoise.deals import ISSUES, deal
from counterpoise.deals.record import membership, vote
from counterpoise.dilemma import WORLDS
from counterpoise.evidence.protocol import protocol
from counterpoise.power.imputation import IMPUTATIONS
from counterpoise.power.normalize import NORMALIZATIONS
from counterpoise.power.recipes import PRICES, RECIPES

from .reading import read, stray_digits

STATES = {"PAK": "IND", "MAR": None, "USA": None, "TWN": None, "UKR": "RUS", "EST": None, "CHN": "USA"}


@pytest.fixture(scope="module")
def written(panel):
    """Both sections of a state as a brief of two sections, written once."""
    held = {}

    def get(state: str) -> Brief:
        if state not in held:
            ledger = Ledger()
            parts = [
                room.write(Desk(panel, 2024, state, STATES[state], ledger, title))
                for room, title in ((dilemma, "3 Dilemma"), (deals, "4 Deals"))
            ]
            held[state] = Brief(state, panel.system.name(state), STATES[state], None, 2024, parts, ledger.rows)
        return held[state]

    return get


def table(brief, number, title):
    blocks = next(s for s in brief.sections if s.number == number).blocks
    return next(b for b in blocks if isinstance(b, Table) and b.title.startswith(title))


def lines(brief, number):
    return [b.text() for b in next(s for s in brief.sections if s.number == number).blocks if isinstance(b, Line)]


@pytest.mark.parametrize("state", STATES)
def test_every_number_has_its_row_and_no_digit_stands_outside(written, panel, state):
    brief = written(state)
    html = to_html(brief)
    assert {i for i, _ in read(html).numbers} == {n.id for n in brief.ledger}
    assert stray_digits(html, 2024, panel.variables.values()) == []
    text = " ".join(lines(brief, 3) + lines(brief, 4))
    assert not re.search(r"\b(nan|None|inf)\b|\{|\}", text)


@pytest.mark.parametrize("state", STATES)
def test_the_worlds_shown_are_the_worlds_found(written, panel, state):
    found = dilemma.worked_out(panel, state, STATES[state], 2024)
    shown = table(written(state), 3, "Chance of each world")
    assert found.evidence.table.base.panel.system.name(found.others[0]) in shown.title
    for row, worlds in zip(shown.rows, found.of(found.others[0]).values(), strict=True):
        for cell, kind in zip(row[1:5], WORLDS, strict=True):
            assert cell.text() == f"{percent(worlds.prior[kind])} | {percent(worlds.posterior[kind])}"
        assert ("assumption only" in row[5].text()) == worlds.assumption_only


def test_everything_in_the_dilemma_is_assumed_but_votes_and_disputes(written):
    grades = {n.grade for n in written("PAK").ledger if n.section == "3 Dilemma" and n.unit == "share"}
    assert grades == {"assumed"}


def test_the_picture_is_readable_without_color(written):
    (chart,) = [b for s in written("PAK").sections for b in s.blocks if isinstance(b, Chart)]
    assert "<title" in chart.svg
    assert "doubly dangerous" in re.search(r"<desc[^>]*>(.*?)</desc>", chart.svg).group(1)
    assert chart.svg.count(">before<") == chart.svg.count(">after<") == 5
    for row in re.findall(r"weapons: [^;]*", chart.svg):
        shares = [int(x) for x in re.findall(r"(\d+) % before", row)]
        assert sum(shares) == pytest.approx(100, abs=2)


def test_a_war_on_record_is_said_first_and_a_pact_between_rivals_is_doubted(written):
    assert any("Armed conflict between the two is on record" in t for t in lines(written("UKR"), 3))
    assert not any("Armed conflict between" in t for t in lines(written("PAK"), 3))
    assert any("likely too high" in t for t in lines(written("MAR"), 3))
    assert not any("likely too high" in t for t in lines(written("PAK"), 3))


def test_the_summary_does_not_hide_a_war_or_a_doubtful_pact(panel):
    """What the section warns of must stand beside the number in the summary too."""
    said = {
        s: summary.dilemma(Desk(panel, 2024, s, STATES[s], Ledger(), "0 Summary")).blocks[0].text()
        for s in ("UKR", "MAR", "PAK")
    }
    assert "armed conflict in that year" in said["UKR"]
    assert "likely too high" in said["MAR"]
    assert not any(word in said["PAK"] for word in ("armed conflict", "too high"))


def test_one_place_on_a_line_is_not_called_the_same_votes(written):
    assert any("same place on it, which is less than the same votes" in t for t in lines(written("PAK"), 3))


def test_names_take_their_article_in_titles_and_notes(written):
    brief = written("CHN")
    text = " ".join([b.title + b.note for s in brief.sections for b in s.blocks if isinstance(b, Table)])
    assert "against the United States" in text
    assert "United States's" not in text


def test_the_depths_shown_are_those_of_the_deal_command(written, panel):
    shown = {row[0].text(): row for row in table(written("PAK"), 4, "What agreement could be kept").rows}
    parties = ["PAK", "IND", *bargains.GREAT]
    made = deal("frontier-safety", parties, draws=bargains.DRAWS, panel=panel)
    cell = shown["Frontier safety accord"][2]
    assert cell.numbers["m"].value == pytest.approx(np.median(made.depth))
    pair = deal("frontier-safety", ["PAK", "IND"], draws=bargains.DRAWS, panel=panel)
    assert shown["Frontier safety accord"][1].numbers["m"].value == pytest.approx(np.median(pair.depth))
    assert set(shown) == {i.title for i in ISSUES}
    assert all(name in shown["Frontier safety accord"][4].text() for name in made.binds)


def test_who_has_no_warheads_has_none_to_limit(written):
    for state, unarmed in (("MAR", True), ("EST", True), ("PAK", False), ("USA", False)):
        rows = {r[0].text(): r for r in table(written(state), 4, "What agreement could be kept").rows}
        said = " ".join(c.text() for c in rows["Human control of nuclear AI"])
        assert ("no warheads on record" in said) == unarmed, state


def test_states_at_war_are_offered_no_bargain_of_two(written):
    said = [row[1].text() for row in table(written("UKR"), 4, "What agreement could be kept").rows]
    assert "at war: nothing claimed" in said
    assert not any("%" in text for text in said)
    assert not any("readier to agree" in t for t in lines(written("UKR"), 4))
    assert any("their warheads" in t for t in lines(written("PAK"), 4))


def test_who_has_no_vote_is_not_said_to_vote(written):
    assert any("Taiwan has no vote" in t for t in lines(written("TWN"), 3))
    assert not any("has no vote" in t for t in lines(written("PAK"), 3))


def test_who_stands_outside_a_body_is_not_called_an_abstainer_from_its_text(written):
    """Liechtenstein never joined UNESCO: it did not hold back from a text that members adopted."""
    cells = " ".join(row[1].text() for row in table(written("PAK"), 4, "Who could move").rows)
    assert "Liechtenstein (no member of UNESCO when it adopted it" in cells


def test_who_voted_against_is_named(panel):
    ledger = Ledger()
    said = " ".join(
        b.text()
        for b in statecraft.write(Desk(panel, 2024, "EST", "RUS", ledger, "6 Statecraft")).blocks
        if isinstance(b, Line)
    )
    assert "Limits on autonomous weapons: Russia voted against" in said
    assert "one of the two voted" not in said


def test_a_treaty_that_lives_on_was_left_and_not_ended(written):
    fates = {row[0].text(): row[3].text() for row in table(written("EST"), 4, "Arms-control agreements").rows}
    assert fates["Mine Ban (Ottawa) Convention (1997)"] == "left it"
    fates = {row[0].text(): row[3].text() for row in table(written("USA"), 4, "Arms-control agreements").rows}
    assert fates["Treaty on Open Skies (1992)"] == "left it"
    assert fates["Intermediate-Range Nuclear Forces Treaty (1987)"] == "left or ended it"


def test_a_draw_between_two_stances_names_both():
    row = pd.Series({"stance": "hedge", "cooperate": 36, "hedge": 36, "contest": 0})
    assert statecraft.leading(row) == "cooperate or hedge"
    assert statecraft.leading(pd.Series({"cooperate": 35, "hedge": 37, "contest": 0})) == "hedge"


def test_every_name_of_the_program_has_words():
    """Parameters, baselines and options of a measure are identifiers to a reader."""
    assert trial.meaning("AISpending.reaction") == "answer to a feared rival's investment"
    named = {name for t in protocol().targets if t.name in trial.LABELS for name in (t.reference, t.best)}
    assert named <= set(trial.AGAINST)
    options = {*PRICES, *NORMALIZATIONS, *IMPUTATIONS, *RECIPES["smart"].baskets}
    assert options <= set(distrust.OPTIONS)


def test_a_table_that_could_not_be_set_is_called_so(written):
    assert any("Taiwan has no seat" in t for t in lines(written("TWN"), 4))
    assert not any("has no seat" in t for t in lines(written("PAK"), 4))


def test_the_best_kept_issue_says_what_was_set_aside(written):
    """The club of suppliers is deeper in the table, but no club for rivals that it is aimed at."""
    (said,) = [t for t in lines(written("PAK"), 4) if t.startswith("Best kept")]
    assert said.startswith("Best kept, the supplier club aside: ")


def test_the_lag_is_said_or_its_hole_is(written):
    rows = {r[0].text(): [c.text() for c in r[1:]] for r in table(written("PAK"), 4, "Law against technology").rows}
    assert rows["Limits on autonomous weapons"][0] == "trade in loitering munitions (1998)"
    assert rows["Limits on autonomous weapons"][3] == "28 years so far"
    assert rows["Human control of nuclear AI"][3] == "cannot be said"
    assert "no series" in rows["Human control of nuclear AI"][0]


@pytest.mark.parametrize("state", ["PAK", "TWN", "CHN"])
def test_votes_and_lists_are_classified_as_the_deals_room_does(written, state):
    shown = [r[2].text() for r in table(written(state), 4, "Votes on").rows]
    assert shown == [vote(row, state) for _, row in register("ai_governance_votes").iterrows()]
    shown = [r[1].text() for r in table(written(state), 4, "AI governance instruments").rows]
    assert shown == [membership(row, state) for _, row in register("ai_governance_instruments").iterrows()]


def test_years_without_military_ai_claim_nothing(panel):
    (only,) = dilemma.write(Desk(panel, 2005, "PAK", "IND", Ledger(), "3 Dilemma")).blocks
    assert "for 2005 nothing is claimed" in only.text()

"""Actors that the papers name, and slips of the papers that must stay in sight: each is really there."""

from importlib.resources import files

import numpy as np
import pytest

from counterpoise.brief.distrust import CAVEATS
from counterpoise.claims.board import check
from counterpoise.claims.verdict import Context, Verdict, read_facts
from counterpoise.data.panel import load_panel
from counterpoise.power.country_groups import members_of
from counterpoise.results.outcomes import newcomers

NAMED = (
    "USA", "CHN", "RUS", "UKR", "GBR", "CAN", "ISR", "IND", "FRA", "IRN", "JPN", "DEU", "VNM", "PRK", "KOR", "BRA",
    "TWN", "PAK", "SAU",
)  # fmt: skip
UNION = 27


@pytest.fixture(scope="module")
def panel():
    return load_panel()


# covers: A01
@pytest.mark.parametrize("year", range(2000, 2025))
def test_nearly_all_states_of_the_century_are_members(panel, year):
    members = panel.system.members(year)
    assert len(members) >= 190
    assert len(set(members)) == len(members)


# covers: A11
def test_every_state_that_the_first_paper_names_is_there_with_output_and_arms(panel):
    section = panel.cross_section(["gdp_market", "milex"], 2024)
    for state in NAMED:
        assert np.all(section.value[:, section.states.index(state)] > 0.0), state


# covers: A11
def test_taiwan_is_a_member_under_the_code_of_the_correlates_of_war(panel):
    system = panel.system.table
    rows = system[(system.iso3.astype(str) == "TWN") & (system.year >= 2000)]
    assert set(rows.ccode) == {713}
    assert rows.year.min() == 2000
    assert panel.system.resolve("Taiwan", 2024) == "TWN"


# covers: A08, A11
def test_the_union_is_known_by_its_members(panel):
    states = panel.system.members(2024)
    inside = set(states) - set(members_of("outside the EU", states))
    assert len(inside) == UNION
    assert {"FRA", "DEU"} <= inside
    assert not {"GBR", "NOR", "CHE"} & inside


# covers: A12
def test_huawei_is_a_firm_of_china_that_makes_networks(panel):
    row = panel.firms[panel.firms.firm.astype(str) == "Huawei"].iloc[0]
    assert row.home_iso3 == "CHN"
    assert "telecom_5g" in str(row.roles).split(";")


# covers: A05
def test_newcomers_lead_in_smart_power_and_not_in_hard_power():
    hard = np.arange(20.0, 0.0, -1.0)[None, None]
    assert newcomers(hard, hard).item() == 0.0
    two_rise = hard.copy()
    two_rise[..., [12, 19]] = 100.0
    assert newcomers(two_rise, hard).item() == 2.0
    assert newcomers(hard[..., ::-1], hard).item() == 10.0


# covers: E4, E6
@pytest.mark.parametrize(
    ("claim", "word"), [("world-war", "judgment"), ("figure1", "image"), ("figure3-top15", "image")]
)
def test_rhetoric_and_figures_that_the_text_lacks_are_said_not_to_be_checkable(panel, claim, word):
    facts = read_facts()
    finding = check(next(f for f in facts if f.id == claim), Context(panel, facts))
    assert finding.verdict is Verdict.NOT_CHECKABLE
    assert word in finding.explanation


# covers: E7
def test_every_brief_says_that_the_body_of_the_second_paper_was_not_read():
    assert any("body of the second paper" in c and "abstract and the references" in c for c in CAVEATS)
    page = files("counterpoise.brief").joinpath("templates/brief.html.j2").read_text(encoding="utf-8")
    assert "only the abstract and the references are available" in page

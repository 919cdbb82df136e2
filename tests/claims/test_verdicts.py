"""What a critical reader finds in the paper's numbers, the program must find by itself."""

import pytest

from counterpoise.claims.board import check
from counterpoise.claims.verdict import Verdict

FOUND = {
    "milex-usa": (Verdict.WRONG_UNIT, "'million' is missing"),
    "robots-usa": (Verdict.WRONG_UNIT, "factor of 1,000: its decimal point"),
    "personnel-russia-eu": (Verdict.NOT_SUPPORTED, "no row for the European Union"),
    "personnel-russia-usa": (Verdict.SOME_MEASURE, "not by active (1,014,000 against 1,388,100)"),
    "fig2-usa": (Verdict.NOT_SUPPORTED, "counted as zero"),
    "fig2-order": (Verdict.SOME_MEASURE, "China is first"),
    "robots-second": (Verdict.SOME_MEASURE, "Europe, which is no state"),
    "robots-europe": (Verdict.NOT_CHECKABLE, "a region counted here among states"),
    "5g-stations": (Verdict.NOT_SUPPORTED, "Huawei, a firm"),
    "5g-market": (Verdict.SOME_MEASURE, "outside China"),
    "budget-russia-fifth": (Verdict.SOME_MEASURE, "not by our estimate in purchasing power"),
    "gdp-order": (Verdict.SOME_MEASURE, "not by purchasing power"),
    "gdp-margin": (Verdict.SOME_MEASURE, "China had 121 %"),
    "weapons-china": (Verdict.NOT_SUPPORTED, "all military expenditure of China"),
    "innovation-order": (Verdict.SOME_MEASURE, "patent applications"),
    "laws-russia": (Verdict.NOT_CHECKABLE, "calls the United States the leader"),
    "ai-investment": (Verdict.CONTRADICTED, "150 (disclosed sums only)"),
}
HOLDS = [
    "budget-order", "milex-usa-leader", "gdp-first-two", "growth-chn", "growth-usa", "growth-order",
    "ai-investment-leader", "ai-venture-share", "robots-chn", "robots-jpn", "robots-growth-usa", "robots-market",
    "fig2-vnm", "fig2-rus", "unesco-2021", "figure3-positions", "figure3-costs",
]  # fmt: skip


# covers: P14, P17, P18, P20, F24, C20, E1, E2
@pytest.mark.parametrize("claim", FOUND)
def test_a_known_fault_is_found_and_named(claim, facts, context):
    finding = check(facts[claim], context)
    assert finding.verdict is FOUND[claim][0]
    assert FOUND[claim][1] in finding.explanation


# covers: A13, P07, P19, P21
@pytest.mark.parametrize("claim", HOLDS)
def test_a_true_number_is_left_standing(claim, facts, context):
    assert check(facts[claim], context).verdict is Verdict.HOLDS


def test_the_panel_has_more_soldiers_for_the_union_than_for_russia(facts, context):
    text = check(facts["personnel-russia-eu"], context).explanation
    assert "900,000 against 1,358,000 in 2021" in text
    assert "closer than the error of the data" in text.split("2021 and")[1]


def test_every_rank_names_its_measure_and_year(facts, context):
    ranks = [f for f in facts.values() if f.check in ("budget_rank", "gdp_rank", "innovation_rank", "autonomy_leader")]
    assert len(ranks) >= 6
    for fact in ranks:
        assert f"in {fact.as_of} " in check(fact, context).explanation


# covers: P09, P11, P18, E3
@pytest.mark.parametrize("claim", ["autonomy-usa", "drones-usa", "drones-china", "military-ai", "cyber-cost"])
def test_an_unchecked_sum_is_set_against_something_known(claim, facts, context):
    finding = check(facts[claim], context)
    assert finding.verdict is Verdict.NOT_CHECKABLE
    assert "% of" in finding.explanation
    assert "US$ of 20" in finding.explanation

"""How far law lags: dates from the registers and the panel, holes named."""

import pytest

from counterpoise.data.registers import register
from counterpoise.deals.issues import ISSUES, issue
from counterpoise.deals.lag import FIRST_USE, HOLES, lag, last_entry, texts


def test_every_issue_has_a_series_or_says_why_not():
    assert {i.id for i in ISSUES} == set(FIRST_USE) | set(HOLES)
    assert not set(FIRST_USE) & set(HOLES)


# covers: F07, RQ3, C06
def test_autonomous_weapons_have_a_text_and_no_law(panel):
    found = lag(panel, issue("laws-limits"), 2026)
    rows = panel.values
    first = rows[rows.variable.str.startswith("loitering") & (rows.value > 0)].year.min()
    assert found.used == first == 1998
    assert "ISR" in found.used_by
    assert (found.text, found.law) == (2019, None)
    assert found.behind(2026) == (28, False)
    assert found.behind(2030) == (32, False)


def test_a_binding_text_ends_the_lag_and_a_later_year_changes_nothing(panel):
    ethics = lag(panel, issue("ethics-norm"), 2026)
    assert (ethics.law, ethics.law_name[:17]) == (2024, "Council of Europe")
    assert ethics.behind(2026) is None
    assert ethics.hole
    assert lag(panel, issue("ethics-norm"), 2023).law is None


def test_texts_older_than_the_technology_do_not_count(panel):
    assert texts(issue("supplier-club")).year.min() == 1987
    found = lag(panel, issue("supplier-club"), 2026)
    assert found.used < found.text == 2023


def test_before_the_first_use_nothing_is_dated(panel):
    found = lag(panel, issue("frontier-safety"), 2015)
    assert (found.used, found.text) == (None, None)
    assert "no large AI models on record" in found.hole


def test_the_registers_end_with_their_last_entry():
    assert last_entry() == max(int(d[:4]) for d in register("ai_governance_instruments").date)


@pytest.mark.parametrize("one", ISSUES, ids=lambda i: i.id)
def test_no_binding_text_stands_before_the_first_text(panel, one):
    found = lag(panel, one, 2026)
    assert found.text is not None
    assert found.law is None or found.law >= found.text

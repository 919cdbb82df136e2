"""H14, mass half, where the answer is planted in the table of fits."""

import pytest

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested.mass import examine, finding
from counterpoise.exchange import fits


def with_slopes(value: float, error: float, foretells: float = 0.2):
    table = fits()
    return table.assign(
        slope_dated=value,
        slope_dated_low=value - error,
        slope_dated_high=value + error,
        held_out_gain=foretells,
        held_out_error=0.02,
    )


# covers: C23
def test_shares_that_rise_everywhere_support_it():
    assert finding(with_slopes(0.3, 0.1)).verdict is Verdict.SUPPORTED


def test_shares_that_fall_everywhere_refute_it():
    assert finding(with_slopes(-0.3, 0.1)).verdict is Verdict.CONTRADICTED


def test_a_fall_that_does_not_foretell_later_raids_refutes_nothing():
    assert finding(with_slopes(-0.3, 0.1, foretells=-0.1)).verdict is Verdict.NOT_TESTABLE


def test_a_certain_rise_too_small_to_count_supports_nothing():
    assert finding(with_slopes(0.05, 0.02)).verdict is not Verdict.SUPPORTED


def test_slopes_that_may_be_nothing_settle_nothing():
    assert finding(with_slopes(0.05, 0.3)).verdict is Verdict.NOT_TESTABLE


def test_leakers_grow_less_than_the_salvo_in_the_latest_stretch(panel):
    growth = [e for e in examine(panel).effects if e.unit == "elasticity"]
    assert growth
    for effect in growth:
        assert 0.0 < effect.low <= effect.high < 1.0


def test_the_elasticity_is_that_of_the_logistic_share(panel):
    row = fits().query("kind == 'drone' and accounting == 'jamming within' and definition == 'unaccounted'").iloc[0]
    found = next(e for e in examine(panel).effects if e.unit == "elasticity" and "unaccounted" in e.name)
    odds, step = row.share / (1 - row.share), 1e-6
    moved = odds * (1 + step) ** row.slope_dated
    numeric = ((1 + step) * (moved / (1 + moved)) / row.share - 1) / step
    assert found.value == pytest.approx(numeric, abs=1e-4)

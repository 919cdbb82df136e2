"""Export controls: the closed forms against the yearly recursion, and only the signs that theory states."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import export_controls as controls

unit = st.floats(0.01, 1)
pace = st.floats(0.01, 0.9)
start = st.floats(0, 0.99)
ceiling = st.floats(0, 2)


def recursion(years, restriction, learning, s, top):
    for _ in range(years):
        s += learning * restriction * (top - s)
    return s


@given(st.integers(0, 40), unit, pace, start, ceiling)
def test_closed_forms_are_the_recursion(years, restriction, learning, s, top):
    later = recursion(years, restriction, learning, s, top)
    assert controls.substitution_after(years, restriction, learning, s, top) == pytest.approx(later, abs=1e-9)
    assert controls.effect_after(years, restriction, learning, s, top) == pytest.approx(
        controls.inflow_change(restriction, later), abs=1e-9
    )


@given(unit, pace, start, ceiling)
def test_the_first_effect_is_a_loss(restriction, learning, s, top):
    assert controls.effect_after(0, restriction, learning, s, top) < 0


@given(unit, pace, start, ceiling, st.integers(0, 30))
def test_learning_shrinks_the_loss(restriction, learning, s, top, years):
    assume(top > s)
    now = controls.effect_after(years, restriction, learning, s, top)
    assert controls.effect_after(years + 1, restriction, learning, s, top) >= now
    assert controls.effect_after(years, restriction, min(0.95, learning + 0.05), s, top) >= now - 1e-12


# covers: F48
@pytest.mark.parametrize(("top", "sign"), [(0.6, -1), (1.3, 1)])
def test_the_long_run_may_go_either_way(top, sign):
    assert np.sign(controls.effect_after(500, 0.8, 0.1, 0.2, top)) == sign
    assert controls.effect_after(5000, 0.8, 0.1, 0.2, 1.0) == pytest.approx(0, abs=1e-12)


def test_by_hand():
    assert controls.inflow_change(0.8, 0.25) == pytest.approx(-0.6)
    assert controls.inflow_change(0.5, 1.4) == pytest.approx(0.2)
    assert controls.substitution_after(1, 0.5, 0.4, 0.2, 1.2) == pytest.approx(0.4)
    assert controls.effect_after(1, 0.5, 0.4, 0.2, 1.2) == pytest.approx(-0.3)


@given(unit, pace, start, st.floats(1.05, 2))
def test_recovery_is_when_the_loss_ends(restriction, learning, s, top):
    years = controls.years_to_recover(restriction, learning, s, top)
    assert years > 0
    assert controls.effect_after(years, restriction, learning, s, top) == pytest.approx(0, abs=1e-9)


def test_recovery_at_the_edges():
    assert controls.years_to_recover(0.8, 0.1, 1.0, 1.2) == 0
    assert controls.years_to_recover(0.8, 0.1, 1.1, 0.5) == 0
    assert controls.years_to_recover(0.8, 0.1, 0.2, 1.0) == np.inf
    assert controls.years_to_recover(0.8, 0.0, 0.2, 1.5) == np.inf
    assert controls.years_to_recover(0.0, 0.1, 0.2, 1.5) == np.inf


@given(unit, pace, start, ceiling, st.floats(0, 0.95))
def test_total_is_the_discounted_sum(restriction, learning, s, top, discount):
    year = np.arange(1500)
    yearly = controls.effect_after(year, restriction, learning, s, top)
    total = controls.total_effect(restriction, learning, s, top, discount)
    assert total == pytest.approx((discount**year * yearly).sum(), abs=1e-6)


def test_impatience_decides_whether_a_control_pays():
    case = (0.8, 0.3, 0.2, 1.3)
    assert controls.total_effect(*case, 0.5) < 0 < controls.total_effect(*case, 0.98)

"""Nash's split by brute force over the Nash product; Vernon's obsolescence and its renewal by stepping."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpoise.theory import obsolescing_bargain as bargain
from counterpoise.theory.declare import DomainError

unit = st.floats(0, 1)
pace = st.floats(0.01, 1)


def test_known_split():
    assert bargain.firm_share(0.3, 0.1) == pytest.approx(0.6)


@given(unit, unit)
def test_split_maximizes_the_nash_product(firm, host):
    assume(firm + host < 0.99)
    split = np.linspace(firm, 1 - host, 20_001)
    best = split[((split - firm) * (1 - split - host)).argmax()]
    assert bargain.firm_share(firm, host) == pytest.approx(best, abs=1e-4)
    assert firm - 1e-12 <= bargain.firm_share(firm, host) <= 1 - host + 1e-12


@given(unit, unit)
def test_shares_add_up_whoever_is_asked(firm, host):
    assume(firm + host <= 1)
    assert bargain.firm_share(firm, host) + bargain.firm_share(host, firm) == pytest.approx(1)


def test_nothing_to_bargain_over_is_refused():
    assert bargain.firm_share(0.7, 0.3) == pytest.approx(0.7)
    with pytest.raises(DomainError, match="firm_option"):
        bargain.firm_share(0.7, 0.31)
    with pytest.raises(DomainError, match="first_option"):
        bargain.share_after(1.0, 0.7, 0.31, 0.1, 0.1)
    assert bargain.share_after(0.0, 0.7, 0.3, 0.1, 0.1) == pytest.approx(0.7)


@given(st.floats(0, 30), pace, unit)
def test_sunk_share_solves_its_equation(years, sinking, renewal):
    steps = 4000
    sunk, step = 0.0, years / steps
    for _ in range(steps):
        middle = sunk + step / 2 * (sinking * (1 - sunk) - renewal * sunk)
        sunk += step * (sinking * (1 - middle) - renewal * middle)
    assert bargain.sunk_share(years, sinking, renewal) == pytest.approx(sunk, abs=1e-4)


def test_option_left():
    assert bargain.option_left(0.4, 0.25) == pytest.approx(0.3)
    assert bargain.option_left(0.4, 1.0) == 0


@given(st.floats(0, 30), unit, unit, pace, unit)
def test_share_after_is_the_split_with_what_is_left(years, first, host, sinking, renewal):
    assume(first + host <= 1)
    sunk = bargain.sunk_share(years, sinking, renewal)
    assert 0 <= sunk <= 1
    expected = bargain.firm_share(bargain.option_left(first, sunk), host)
    assert bargain.share_after(years, first, host, sinking, renewal) == pytest.approx(expected)


# covers: F15
def test_without_renewal_the_bargain_obsolesces():
    share = bargain.share_after(np.arange(0.0, 60.0), 0.5, 0.2, 0.15, 0.0)
    assert np.all(np.diff(share) < 0)
    assert share[0] > 0.5 > share[-1]
    assert share[-1] == pytest.approx(0.4, abs=1e-3)  # only the host's option is left


@given(st.floats(0.05, 0.7), st.floats(0.01, 0.3), pace)
def test_renewal_above_the_threshold_keeps_the_firm_strong(first, host, sinking):
    assume(host < 0.95 * first)
    threshold = bargain.least_renewal(first, host, sinking)
    forever = 1e5
    assert bargain.share_after(forever, first, host, sinking, threshold) == pytest.approx(0.5, abs=1e-9)
    assert bargain.share_after(forever, first, host, sinking, 1.1 * threshold) > 0.5
    assert bargain.share_after(forever, first, host, sinking, 0.9 * threshold) < 0.5


def test_threshold_at_the_edges():
    assert bargain.least_renewal(0.3, 0.1, 0.2) == pytest.approx(0.1)
    assert bargain.least_renewal(0.3, 0.0, 0.2) == 0
    assert bargain.least_renewal(0.3, 0.3, 0.2) == np.inf
    assert bargain.least_renewal(0.2, 0.3, 0.2) == np.inf
    assert bargain.least_renewal(0.0, 0.0, 0.2) == 0


def test_power_diffused_to_a_firm():
    assert bargain.diffused_power(0.3, 0.25) == pytest.approx(0.225)
    assert bargain.diffused_power(0.3, 1.0) == 0

"""Walt (1987) as a product, and the onset logit whose terms are the formal models."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import balance_of_threat as balance
from counterpoise.theory.declare import DomainError

unit = st.floats(0, 1)
odds = st.floats(-30, 30)
size = st.floats(0, 30)


def test_threat_by_hand():
    assert balance.threat(0.2, 0.5, 0.25) == pytest.approx(0.075)


@given(st.floats(0, 5), unit, unit)
def test_each_source_is_necessary(capability, offense, trust):
    value = balance.threat(capability, offense, trust)
    assert 0 <= value <= capability
    assert balance.threat(0.0, offense, trust) == 0
    assert balance.threat(capability, 0.0, trust) == 0
    assert balance.threat(capability, offense, 1.0) == 0
    assert balance.threat(2 * capability, offense, trust) == pytest.approx(2 * value)
    assert balance.threat(capability, offense, min(1.0, trust + 0.1)) <= value


# covers: F39
def test_power_alone_is_not_threat():
    """The stronger state is the lesser threat if it is trusted: Walt against a balance of mere power."""
    assert balance.threat(0.3, 0.5, 0.95) < balance.threat(0.1, 0.5, 0.2)


def test_commitment_excess():
    assert [balance.commitment_excess(m) for m in (-1.0, 0.0, 0.3)] == [0.0, 0.0, 0.3]


def test_dilemma_term():
    assert balance.dilemma_term(0.5, 0.2, 0.6) == pytest.approx(0.2)
    assert balance.dilemma_term(0.5, 0.6, 0.2) == balance.dilemma_term(0.5, 0.2, 0.6)


@given(odds, size, size)
def test_onset_is_the_logistic(intercept, raising, restraining):
    value = balance.onset_probability(intercept, raising, restraining)
    assert 0 <= value <= 1
    assert value == pytest.approx(1 / (1 + np.exp(-(intercept + raising - restraining))), rel=1e-12)
    assert balance.onset_probability(-intercept, restraining, raising) == pytest.approx(1 - value)


def test_onset_does_not_overflow():
    assert balance.onset_probability(-2000.0, 0.0, 0.0) == 0
    assert balance.onset_probability(2000.0, 0.0, 0.0) == 1
    assert balance.crisis_onset(-2000.0, {}, {}) == 0
    assert balance.onset_probability(0.0, 0.0, 0.0) == 0.5


def test_terms_move_onset_the_way_theory_says():
    rng = np.random.default_rng(0)
    names = (*balance.RAISES, *balance.RESTRAINS)
    assert len(names) == 8
    terms = {name: rng.uniform(size=50) for name in names}
    weights = {name: 0.3 + 0.1 * k for k, name in enumerate(names)}
    base = balance.crisis_onset(-4.0, terms, weights)
    for name in names:
        more = balance.crisis_onset(-4.0, {**terms, name: terms[name] + 1}, weights)
        change = np.log(more / (1 - more)) - np.log(base / (1 - base))
        sign = 1 if name in balance.RAISES else -1
        assert change == pytest.approx(sign * weights[name])
        without = balance.crisis_onset(-4.0, {k: v for k, v in terms.items() if k != name}, weights)
        assert without == pytest.approx(balance.crisis_onset(-4.0, {**terms, name: 0.0}, weights))


def test_array_and_scalar_forms_agree():
    terms = {"commitment": np.array([0.0, 1.0]), "trade": np.array([2.0, 0.5])}
    got = balance.crisis_onset(-3.0, terms, {"commitment": 1.5, "trade": 0.7})
    assert got == pytest.approx(balance.onset_probability(-3.0, 1.5 * terms["commitment"], 0.7 * terms["trade"]))


def test_bad_terms_are_refused():
    for terms, weights, message in (
        ({"tade": 1.0}, {"tade": 1.0}, "tade"),
        ({}, {"tade": 1.0}, "tade"),
        ({"trade": 1.0}, {}, "without a weight"),
        ({"trade": 1.0}, {"trade": -0.1}, "trade = -0.1"),
    ):
        with pytest.raises(DomainError, match=message):
            balance.crisis_onset(0.0, terms, weights)
    assert balance.crisis_onset(0.0, {"trade": 1.0}, {"trade": 0.0}) == 0.5

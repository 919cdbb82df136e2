"""Polarity labels: the rules, their thresholds, and the array functions against the scalar ones."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.declare import DomainError
from counterpoise.theory.polarity import (
    Polarity,
    Thresholds,
    polarity,
    poles,
    seapower_polarity,
    seapower_poles,
)

quick = settings(max_examples=40, deadline=None)

sets = arrays(float, 5, elements=st.floats(0, 1)).filter(lambda x: x.sum() > 1e-3).map(lambda x: x / x.sum())


def test_the_labels_are_a_closed_set():
    assert [p.label for p in Polarity] == ["unipolar", "bipolar", "multipolar"]
    assert [int(p) for p in Polarity] == [1, 2, 3]


# covers: P30
@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        (0.45, 0.2, 0.1, Polarity.UNIPOLAR),  # the lead just reached
        (0.449, 0.2, 0.1, Polarity.MULTIPOLAR),
        (0.46, 0.2299, 0.0, Polarity.UNIPOLAR),
        (0.46, 0.23, 0.0, Polarity.BIPOLAR),  # a rival at half of the first is a pole
        (0.3, 0.25, 0.12, Polarity.BIPOLAR),  # the pair just reached
        (0.3, 0.249, 0.12, Polarity.MULTIPOLAR),
        (0.3, 0.25, 0.125, Polarity.MULTIPOLAR),  # a third at half of the second is a pole
        (0.5, 0.5, 0.0, Polarity.BIPOLAR),
        (1.0, 0.0, 0.0, Polarity.UNIPOLAR),
        (0.44, 0.21, 0.1, Polarity.MULTIPOLAR),  # neither a lead nor a rival
        (0.2, 0.2, 0.2, Polarity.MULTIPOLAR),
    ],
)
def test_the_rule_at_its_thresholds(first, second, third, expected):
    assert poles(first, second, third) == expected
    rest = 1 - first - second - third
    others = [rest / 20] * 20 if rest / 20 <= third else [0.0]
    assert polarity([third, first, *others, second]) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (0.5, 0.1, 1),
        (0.5, 0.3, 1),
        (0.7, 0.3, 1),
        (0.499, 0.25, 2),
        (0.25, 0.25, 2),
        (0.499, 0.249, 3),
        (0.24, 0.24, 3),
        (0.5, 0.5, 2),
        (0.51, 0.49, 1),
    ],
)
def test_the_seapower_rule_at_its_thresholds(first, second, expected):
    assert seapower_poles(first, second) == expected
    assert seapower_polarity([second, 0.0, first]) == expected


def test_the_pair_binds_in_the_seapower_rule_only_when_the_pole_is_lowered():
    assert seapower_poles(0.3, 0.15, pole=0.1) == 3
    assert seapower_poles(0.35, 0.15, pole=0.1) == 2
    assert seapower_poles(0.3, 0.15, pole=0.1, pair=0.44) == 2
    assert seapower_polarity([0.3, 0.15], pole=0.1) == 3
    assert seapower_polarity([0.35, 0.15], pole=0.1) == 2
    assert seapower_polarity([0.3, 0.15], pole=0.1, pair=0.44) == 2
    assert seapower_poles(0.45, 0.1, lead=0.4) == 1
    assert seapower_polarity([0.45, 0.1], lead=0.4) == 1


@quick
@given(sets, *[st.floats(0, 1)] * 4)
def test_the_array_rule_is_the_scalar_rule_on_the_three_largest(shares, lead, rival, pair, third):
    top = sorted(shares)[::-1][:3]
    assert polarity(shares) == poles(*top)
    assert polarity(shares, Thresholds(lead, rival, pair, third)) == poles(*top, lead, rival, pair, third)
    assert seapower_polarity(shares) == seapower_poles(*top[:2])
    assert seapower_polarity(shares, lead, rival, pair) == seapower_poles(*top[:2], lead, rival, pair)


def test_thresholds_change_the_label():
    assert polarity([0.4, 0.15, 0.1]) == Polarity.MULTIPOLAR
    assert polarity([0.4, 0.15, 0.1], Thresholds(lead=0.4)) == Polarity.UNIPOLAR
    assert polarity([0.5, 0.2, 0.05], Thresholds(rival=0.4)) == Polarity.BIPOLAR
    assert polarity([0.3, 0.2, 0.05], Thresholds(pair=0.5)) == Polarity.BIPOLAR
    assert polarity([0.35, 0.3, 0.2], Thresholds(third=0.7)) == Polarity.BIPOLAR


def test_the_defaults_of_both_forms_are_the_same():
    assert Thresholds() == Thresholds(lead=0.45, rival=0.5, pair=0.55, third=0.5)
    defaults = {k: p.default for k, p in poles.signature.parameters.items() if p.default is not p.empty}
    assert defaults == {"lead": 0.45, "rival": 0.5, "pair": 0.55, "gap": 0.5}


@quick
@given(sets, st.permutations(range(5)))
def test_names_and_powerless_states_do_not_matter(shares, order):
    shares = np.round(shares, 3)
    shares /= max(1.0, shares.sum())
    assert polarity(shares[list(order)]) == polarity(shares)
    assert polarity([*shares, 0.0, np.nan]) == polarity(shares)


def test_sets_of_fewer_than_three_states():
    assert polarity([1.0]) == Polarity.UNIPOLAR
    assert polarity([0.5, 0.5]) == Polarity.BIPOLAR
    assert seapower_polarity([0.2]) == Polarity.MULTIPOLAR


def test_leading_axes():
    rng = np.random.default_rng(4)
    shares = rng.dirichlet(np.full(6, 0.3), (50, 4))
    labels = polarity(shares)
    assert labels.shape == (50, 4)
    assert labels.dtype == np.int8
    assert set(np.unique(labels)) == {1, 2, 3}
    assert labels[7, 2] == polarity(shares[7, 2])
    assert seapower_polarity(shares)[7, 2] == seapower_polarity(shares[7, 2])


def test_faults_are_named():
    for function in (polarity, seapower_polarity):
        with pytest.raises(DomainError, match=f"{function.__name__}: shares = -0.1"):
            function([0.5, -0.1])
        with pytest.raises(DomainError, match="sum to 1.2, above 1"):
            function([[0.7, 0.5, np.nan], [0.2, 0.2, 0.2]])
    with pytest.raises(DomainError, match="first >= second >= third"):
        poles(0.2, 0.3, 0.1)
    with pytest.raises(DomainError, match="first >= second >= third"):
        poles(0.3, 0.1, 0.2)
    with pytest.raises(DomainError, match="first \\+ second \\+ third <= 1"):
        poles(0.6, 0.3, 0.2)
    with pytest.raises(DomainError, match="first >= second"):
        seapower_poles(0.2, 0.3)
    with pytest.raises(DomainError, match="first \\+ second <= 1"):
        seapower_poles(0.6, 0.5)
    with pytest.raises(DomainError, match="Thresholds: pair = 1.05"):
        Thresholds(pair=1.05)
    with pytest.raises(DomainError, match="Thresholds: lead = -0.1"):
        Thresholds(lead=-0.1)


def test_thresholds_may_lie_at_their_limits_and_stay_as_they_are():
    thresholds = Thresholds(0.0, 1.0, 0.0, 1.0)
    assert thresholds.rival == 1.0
    with pytest.raises(FrozenInstanceError):
        thresholds.rival = 0.5


def test_a_sum_of_one_in_single_precision_is_accepted():
    assert polarity([0.5 + 4e-7, 0.3, 0.2]) == Polarity.MULTIPOLAR
    assert poles(0.5 + 4e-7, 0.3, 0.2) == Polarity.MULTIPOLAR
    assert seapower_poles(0.5 + 4e-7, 0.5) == Polarity.UNIPOLAR
    with pytest.raises(DomainError, match="above 1"):
        polarity([0.5 + 4e-6, 0.3, 0.2])
    with pytest.raises(DomainError, match="<= 1"):
        poles(0.5 + 4e-6, 0.3, 0.2)
    with pytest.raises(DomainError, match="<= 1"):
        seapower_poles(0.5 + 4e-6, 0.5)

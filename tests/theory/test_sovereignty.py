"""Technological sovereignty: one-sided dependence, what returns it, and whose supplies count as one's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.theory.declare import DomainError
from counterpoise.theory.sovereignty import (
    dependence,
    reciprocity,
    reciprocity_of,
    sovereignty,
    technological_sovereignty,
)

quick = settings(max_examples=40, deadline=None)

seeds = st.integers(0, 2**32 - 1)
unit = st.floats(0, 1)


def world(seed, states=4, technologies=3, sparse=0.3):
    """Random supplier shares, some of them zero, and random weights."""
    rng = np.random.default_rng(seed)
    shares = rng.dirichlet(np.full(states, 0.7), (states, technologies)).swapaxes(1, 2)
    shares[rng.uniform(size=shares.shape) < sparse] = 0
    shares[:, 0, :] += shares.sum(axis=1) == 0
    return shares / shares.sum(axis=1, keepdims=True), rng.dirichlet(np.ones(technologies))


def by_hand(shares, weights, hostility=None):
    """The definition in loops."""
    n, _, technologies = shares.shape
    result = []
    for i in range(n):
        loss = 0.0
        for tech in range(technologies):
            for j in range(n):
                if j == i:
                    continue
                mine, theirs = shares[i, j] @ weights, shares[j, i] @ weights
                returned = min(1.0, theirs / mine) if mine > 0 else 1.0
                h = 1.0 if hostility is None else hostility[i, j]
                loss += weights[tech] * shares[i, j, tech] ** 2 * (1 - returned) * h
        result.append(1 - loss)
    return result


class TestScalar:
    def test_known_cases(self):
        assert technological_sovereignty(1, 0) == 1
        assert technological_sovereignty(1, 1) == 0
        assert technological_sovereignty(4, 1) == pytest.approx(0.75)
        assert technological_sovereignty(1, 1, reciprocity=1) == 1
        assert technological_sovereignty(2, 0.5, 0.2, 0.5) == pytest.approx(1 - 0.25 * 0.8 * 0.5 / 2)

    @quick
    @given(st.integers(1, 50), unit, unit, unit)
    def test_it_is_a_share_that_rises_with_suppliers_and_reciprocity(self, n, foreign, r, h):
        value = technological_sovereignty(n, foreign, r, h)
        assert 0 <= value <= 1
        assert technological_sovereignty(n + 1, foreign, r, h) >= value
        assert technological_sovereignty(n, foreign, min(1, r + 0.1), h) >= value
        assert technological_sovereignty(n, foreign, r, min(1, h + 0.1)) <= value
        assert technological_sovereignty(n, min(1, foreign + 0.1), r, h) <= value

    def test_reciprocity_is_full_at_balance_and_where_there_is_nothing_to_return(self):
        assert reciprocity_of(0.4, 0.1) == pytest.approx(0.25)
        assert reciprocity_of(0.4, 0.4) == reciprocity_of(0.4, 0.9) == reciprocity_of(0, 0) == 1
        assert reciprocity_of(0.4, 0.0) == 0


class TestExactCases:
    def test_all_domestic_supply_is_full_sovereignty(self):
        shares = np.repeat(np.eye(3)[:, :, None], 2, axis=2)
        assert sovereignty(shares, [0.5, 0.5]) == pytest.approx([1, 1, 1])

    # covers: P05
    def test_one_foreign_supplier_of_everything_without_return_is_none(self):
        shares = np.zeros((2, 2, 2))
        shares[:, 0] = 1  # the first supplies itself and the second
        assert sovereignty(shares, [0.3, 0.7]) == pytest.approx([1, 0])

    @pytest.mark.parametrize("n", [1, 2, 5])
    def test_n_equal_foreign_suppliers_leave_one_minus_one_over_n(self, n):
        shares = np.zeros((n + 1, n + 1, 1))
        shares[0, 1:, 0] = 1 / n
        shares[np.arange(1, n + 1), np.arange(1, n + 1), 0] = 1
        assert sovereignty(shares, [1.0])[0] == pytest.approx(1 - 1 / n)
        assert sovereignty(shares, [1.0])[0] == pytest.approx(technological_sovereignty(n, 1.0))

    def test_different_suppliers_by_technology_average_over_technologies(self):
        shares = np.zeros((3, 3, 2))
        shares[0, 1, 0], shares[0, 1, 1], shares[0, 2, 1] = 1, 0.5, 0.5
        shares[1, 1], shares[2, 2] = 1, 1
        assert sovereignty(shares, [0.6, 0.4])[0] == pytest.approx(1 - 0.6 * 1 - 0.4 * 0.5)
        np.testing.assert_allclose(dependence(shares)[0], [1, 0.5])

    def test_chips_for_models_is_mutual_dependence(self):
        """Reciprocity is over all technologies: who sells chips and buys models is not one-sidedly dependent."""
        shares = np.zeros((2, 2, 2))
        shares[0, 1, 0] = shares[0, 0, 1] = 1  # the first buys chips, makes models
        shares[1, 1, 0] = shares[1, 0, 1] = 1
        assert sovereignty(shares, [0.5, 0.5]) == pytest.approx([1, 1])
        assert sovereignty(shares, [1.0, 0.0]) == pytest.approx([0, 1])
        assert sovereignty(shares, [0.8, 0.2]) == pytest.approx([1 - 0.8 * (1 - 0.25), 1])

    def test_the_headline_measure_exempts_no_ally_and_the_variant_weighs_hostility(self):
        shares = np.zeros((3, 3, 1))
        shares[0, 1], shares[0, 2], shares[1, 1], shares[2, 2] = 0.6, 0.4, 1, 1
        friendly = np.ones((3, 3))
        friendly[0, 1] = 0
        assert sovereignty(shares, [1.0])[0] == pytest.approx(1 - 0.36 - 0.16)
        assert sovereignty(shares, [1.0], hostility=friendly)[0] == pytest.approx(1 - 0.16)
        assert sovereignty(shares, [1.0], hostility=0.0) == pytest.approx([1, 1, 1])
        assert sovereignty(shares, [1.0], hostility=0.5)[0] == pytest.approx(1 - 0.26)


@quick
@given(seeds)
def test_it_is_the_definition_in_loops(seed):
    shares, weights = world(seed)
    hostility = np.random.default_rng(seed).uniform(size=(4, 4))
    assert sovereignty(shares, weights) == pytest.approx(by_hand(shares, weights))
    assert sovereignty(shares, weights, hostility=hostility) == pytest.approx(by_hand(shares, weights, hostility))


@quick
@given(seeds)
def test_it_is_a_share_and_renaming_states_permutes_it(seed):
    shares, weights = world(seed)
    values = sovereignty(shares, weights)
    order = np.random.default_rng(seed).permutation(4)
    assert ((values >= -1e-12) & (values <= 1 + 1e-12)).all()
    assert sovereignty(shares[np.ix_(order, order)], weights) == pytest.approx(values[order])


@quick
@given(seeds, unit)
def test_a_return_flow_never_lowers_sovereignty(seed, amount):
    """Whoever buys more from me depends on me: that can only make my own dependence on it less one-sided."""
    shares, weights = world(seed)
    before = sovereignty(shares, weights)[0]
    returned = shares.copy()
    returned[1] *= 1 - amount  # the second state turns to the first for part of everything
    returned[1, 0] += amount
    assert sovereignty(returned, weights)[0] >= before - 1e-12


@quick
@given(unit)
def test_a_balanced_exchange_at_the_expense_of_home_production_costs_no_sovereignty(amount):
    shares = np.array([[[1 - amount], [amount]], [[amount], [1 - amount]]])
    assert sovereignty(shares, [1.0]) == pytest.approx([1, 1])


def test_but_on_top_of_a_one_sided_tie_it_does():
    """More trade in both directions deepens a dependence that was one-sided before: .5 * .5, then .7 * .5."""
    before = np.array([[[0.5], [0.5]], [[0.0], [1.0]]])
    after = np.array([[[0.3], [0.7]], [[0.2], [0.8]]])
    assert sovereignty(before, [1.0])[0] == pytest.approx(0.75)
    assert sovereignty(after, [1.0])[0] == pytest.approx(0.65)


@quick
@given(seeds)
def test_reciprocity_of_a_pair_is_one_for_the_less_dependent_side(seed):
    shares, weights = world(seed)
    r = reciprocity(shares, weights)
    overall = shares @ weights
    assert ((r >= 0) & (r <= 1)).all()
    assert np.maximum(r, r.T) == pytest.approx(np.ones((4, 4)))
    for i, j in np.ndindex(4, 4):
        assert r[i, j] == pytest.approx(reciprocity_of(min(1, overall[i, j]), min(1, overall[j, i])))


def test_reciprocity_may_be_given_or_switched_off():
    shares = np.array([[[0.0], [1.0]], [[1.0], [0.0]]])
    assert sovereignty(shares, [1.0], returned=0.0) == pytest.approx([0, 0])
    assert sovereignty(shares, [1.0], returned=[[0.0, 0.3], [0.6, 0.0]]) == pytest.approx([0.3, 0.6])


def test_a_federation_is_its_own_supplier():
    shares = np.zeros((3, 3, 1))
    shares[0, 1], shares[1, 1], shares[2, 2] = 1, 1, 1
    union = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    assert sovereignty(shares, [1.0])[0] == pytest.approx(0)
    assert sovereignty(shares, [1.0], home=union)[0] == pytest.approx(1)


def test_suppliers_may_be_firms_that_belong_to_somebody():
    """Two states, three firms; the first two firms are at home in the first state."""
    shares = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])[:, :, None]
    home = np.array([[True, True, False], [False, False, False]])
    assert dependence(shares, home=home)[:, 0] == pytest.approx([0.04, 0.25 + 0.09 + 0.04])
    assert sovereignty(shares, [1.0], returned=0.0, home=home) == pytest.approx([0.96, 0.62])
    with pytest.raises(DomainError, match="same states"):
        sovereignty(shares, [1.0], home=home)
    with pytest.raises(DomainError, match="home is needed"):
        dependence(shares)


def test_a_technology_without_data_is_missing_not_zero():
    shares, weights = world(1)
    gap = shares.copy()
    gap[2, :, 1] = np.nan
    values = sovereignty(gap, weights, returned=0.0)
    assert np.isnan(values).tolist() == [False, False, True, False]
    assert values[:2] == pytest.approx(sovereignty(shares, weights, returned=0.0)[:2])
    assert np.isnan(reciprocity(gap, weights)[2]).all()


def test_whoever_depends_on_a_state_without_data_cannot_know_what_is_returned():
    shares = np.zeros((3, 3, 1))
    shares[0, 1], shares[1, 1], shares[2] = 1, 1, np.nan
    assert sovereignty(shares, [1.0])[:2] == pytest.approx([0, 1])
    shares[1, :, 0] = 0, 0.5, 0.5
    values = sovereignty(shares, [1.0])
    assert values[0] == pytest.approx(0)
    assert np.isnan(values[1:]).all()


def test_leading_axes():
    drawn = [world(seed) for seed in range(6)]
    shares = np.stack([s for s, _ in drawn]).reshape(2, 3, 4, 4, 3)
    weights = np.stack([w for _, w in drawn]).reshape(2, 3, 3)
    values = sovereignty(shares, weights)
    assert values.shape == (2, 3, 4)
    assert values[1, 2] == pytest.approx(sovereignty(*drawn[5]))
    assert reciprocity(shares, weights).shape == (2, 3, 4, 4)
    assert dependence(shares, hostility=np.ones((4, 4))).shape == (2, 3, 4, 3)
    analysts = np.random.default_rng(11).dirichlet(np.ones(3), 5)
    many = sovereignty(shares[0, 0], analysts)
    assert many.shape == (5, 4)
    assert many[3] == pytest.approx(sovereignty(shares[0, 0], analysts[3]))


def test_faults_are_named():
    shares, weights = world(2)
    with pytest.raises(DomainError, match="sovereignty: weights"):
        sovereignty(shares, [weights, weights / 2])
    with pytest.raises(DomainError, match="reciprocity: weights"):
        reciprocity(shares, [1.5, -0.5, 0.0])
    with pytest.raises(DomainError, match="sovereignty: shares sum to 2"):
        sovereignty(2 * shares, weights)
    with pytest.raises(DomainError, match="sum to 0.5"):
        dependence(np.stack([shares[0], shares[1] / 2, shares[2], shares[3]]))
    with pytest.raises(DomainError, match="dependence: shares = -1"):
        dependence([[[0.0], [1.0]], [[2.0], [-1.0]]])
    with pytest.raises(DomainError, match="importer, supplier, technology"):
        dependence([[1.0]])
    for wrong in (-0.1, 1.1):
        with pytest.raises(DomainError, match=f"hostility = {wrong}"):
            dependence(shares, hostility=[[0.5] * 4] * 3 + [[wrong] * 4])
        with pytest.raises(DomainError, match=f"returned = {wrong}"):
            dependence(shares, returned=wrong)
    with pytest.raises(DomainError, match="suppliers = 0"):
        technological_sovereignty(0, 1)
    with pytest.raises(DomainError, match="suppliers = 1.5"):
        technological_sovereignty(1.5, 1)
    with pytest.raises(DomainError, match="foreign = 1.1"):
        technological_sovereignty(1, 1.1)
    with pytest.raises(DomainError, match="theirs = 2"):
        reciprocity_of(1, 2)


def test_single_precision_is_accepted():
    shares, weights = world(3)
    values = sovereignty(shares.astype(np.float32), weights.astype(np.float32))
    assert values == pytest.approx(sovereignty(shares, weights), abs=1e-5)
    off = np.array([[[1.0 + 2e-6], [0.0]], [[0.0], [1.0]]])
    with pytest.raises(DomainError, match="sum to"):
        dependence(off)
    with pytest.raises(DomainError, match="weights"):
        sovereignty(shares[:, :, :1] / shares[:, :, :1].sum(1, keepdims=True), [1 + 2e-6])
    assert sovereignty(np.array([[[1.0 + 9e-7], [0.0]], [[0.0], [1.0]]]), [1 + 9e-7])[1] == 1

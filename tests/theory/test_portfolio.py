"""Smart-power portfolio: the optimum by brute force, its limits, and what mixing is worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from counterpoise.theory.declare import DomainError
from counterpoise.theory.portfolio import (
    LOWEST_RHO,
    TOOLS,
    best_influence,
    best_single,
    equal_mix_advantage,
    first_tool_share,
    influence,
    mix_advantage,
    spending_shares,
    value_of_smartness,
)

quick = settings(max_examples=40, deadline=None)

weights = arrays(float, 6, elements=st.floats(0.02, 1)).map(lambda w: w / w.sum())
prices = arrays(float, 6, elements=st.floats(0.1, 10))
rhos = st.floats(-5, 0.95)
W, P = np.array([0.3, 0.25, 0.2, 0.1, 0.1, 0.05]), np.array([1.0, 2.0, 4.0, 0.5, 1.0, 0.7])


def test_the_tools_are_those_of_the_first_paper():
    assert TOOLS == ("diplomatic", "economic", "military", "political", "legal", "cultural")


def closed_form(w, p, rho):
    sigma = 1 / (1 - rho)
    terms = w**sigma * p ** (1 - sigma)
    return terms / terms.sum(), terms.sum() ** (1 / (sigma - 1))


@pytest.mark.parametrize("rho", [-2.0, -0.5, 0.3, 0.5, 0.9])
def test_shares_and_value_are_the_closed_form(rho):
    shares, value = closed_form(W, P, rho)
    assert spending_shares(W, P, rho) == pytest.approx(shares)
    assert best_influence(W, P, rho) == pytest.approx(value)
    assert best_influence(W, P, rho, budget=3.0) == pytest.approx(3 * value)


# covers: P03, F13
@pytest.mark.parametrize("rho", [-2.0, 0.0, 0.5, 0.9])
def test_no_other_spending_of_the_same_budget_does_better(rho):
    rng = np.random.default_rng(12)
    optimum = spending_shares(W, P, rho)
    best = best_influence(W, P, rho)
    assert influence(optimum / P, W, rho) == pytest.approx(best)
    anywhere = rng.dirichlet(np.ones(6), 20_000)
    nearby = optimum * np.exp(rng.normal(0, 0.05, (20_000, 6)))
    nearby /= nearby.sum(axis=-1, keepdims=True)
    assert influence(anywhere / P, W, rho).max() <= best * (1 + 1e-12)
    assert influence(nearby / P, W, rho).max() <= best * (1 + 1e-12)
    assert influence(nearby / P, W, rho).max() == pytest.approx(best, rel=1e-3)


@quick
@given(st.floats(0.05, 0.95), st.floats(0.1, 10), rhos)
def test_two_tools_by_grid(weight, price, rho):
    grid = np.linspace(0.0005, 0.9995, 2000)
    x = np.stack([grid / price, 1 - grid], axis=-1)
    found = influence(x, [weight, 1 - weight], rho)
    pair = [weight, 1 - weight], [price, 1.0], rho
    assert found.max() <= best_influence(*pair) * (1 + 1e-12)
    share = first_tool_share(weight, price, rho)
    assert share == pytest.approx(spending_shares(*pair)[0])
    if 0.001 < share < 0.999:
        assert grid[found.argmax()] == pytest.approx(share, abs=6e-4)


class TestLimits:
    @pytest.mark.parametrize("rho", [0.0, 1e-12, -1e-12, 1e-90, 5e-324])
    def test_at_rho_zero_spending_follows_the_weights(self, rho):
        assert spending_shares(W, P, rho) == pytest.approx(W)
        assert best_influence(W, P, rho) == pytest.approx(np.prod((W / P) ** W))
        assert influence(W / P, W, rho) == pytest.approx(np.prod((W / P) ** W))
        assert first_tool_share(0.3, 7.0, rho) == pytest.approx(0.3)

    def test_at_rho_one_everything_goes_to_the_best_weight_per_price(self):
        assert spending_shares([0.5, 0.3, 0.2], [2, 1, 1], 1.0) == pytest.approx([0, 1, 0])
        assert best_influence([0.5, 0.3, 0.2], [2, 1, 1], 1.0) == pytest.approx(0.3)
        assert best_single([0.5, 0.3, 0.2], [2, 1, 1], 1.0, budget=2.0) == pytest.approx(0.6)
        assert value_of_smartness([0.5, 0.3, 0.2], [2, 1, 1], 1.0) == pytest.approx(1)
        assert influence([3.0, 0.0, 1.0], [0.5, 0.3, 0.2], 1.0) == pytest.approx(1.7)

    def test_just_below_one_it_is_nearly_the_corner(self):
        assert spending_shares([0.5, 0.3, 0.2], [2, 1, 1], 0.999) == pytest.approx([0, 1, 0], abs=1e-6)
        assert best_influence([0.5, 0.3, 0.2], [2, 1, 1], 0.999999) == pytest.approx(0.3, rel=1e-4)

    def test_several_best_share_the_corner(self):
        assert spending_shares([0.4, 0.4, 0.2], [1, 1, 1], 1.0) == pytest.approx([0.5, 0.5, 0])
        assert spending_shares([0.4, 0.2, 0.4], [2, 1, 1], 1.0) == pytest.approx([0, 0, 1])

    def test_perfect_complements_buy_equal_amounts(self):
        shares = spending_shares(W, P, -2000.0)
        assert shares / P == pytest.approx(np.full(6, (shares / P).mean()), rel=1e-2)
        assert best_influence(W, P, -2000.0) == pytest.approx(1 / P.sum(), rel=1e-2)

    def test_a_tool_without_weight_gets_nothing_and_changes_nothing(self):
        for rho in (-1.0, 0.0, 0.5, 1.0):
            assert spending_shares([0.6, 0.4, 0.0], [1, 2, 3], rho)[2] == 0
            two = best_influence([0.6, 0.4], [1, 2], rho)
            assert best_influence([0.6, 0.4, 0.0], [1, 2, 3], rho) == pytest.approx(two)
            assert influence([1, 2, 0], [0.6, 0.4, 0], rho) == pytest.approx(influence([1, 2], [0.6, 0.4], rho))
        assert best_single([0.6, 0.4, 0.0], [1, 2, 3], 0.5) == best_single([0.6, 0.4], [1, 2], 0.5)

    def test_a_tool_left_out_ruins_complements_only(self):
        assert influence([1.0, 0.0], [0.5, 0.5], 0.0) == influence([1.0, 0.0], [0.5, 0.5], -1.0) == 0
        assert influence([1.0, 0.0], [0.5, 0.5], 0.5) == pytest.approx(0.25)
        assert influence([0.0, 0.0], [0.5, 0.5], 0.5) == 0


class TestSmartness:
    @pytest.mark.parametrize("rho", [0.2, 0.5, 0.8])
    def test_it_is_the_published_ratio(self, rho):
        _, value = closed_form(W, P, rho)
        assert value_of_smartness(W, P, rho) == pytest.approx(value / np.max(W ** (1 / rho) / P))

    def test_the_best_single_tool_is_a_corner_of_the_budget(self):
        corners = np.diag(1 / P)
        assert best_single(W, P, 0.5) == pytest.approx(influence(corners, W, 0.5).max())
        assert best_single(W, P, 0.5, budget=7.0) == pytest.approx(7 * best_single(W, P, 0.5))

    @quick
    @given(weights, prices, st.floats(0.05, 0.95))
    def test_a_mix_strictly_beats_the_best_single_tool(self, w, p, rho):
        value = value_of_smartness(w, p, rho)
        assert value >= 1 - 1e-12
        if spending_shares(w, p, rho).max() < 1 - 1e-6:  # beyond that the gain drowns in rounding
            assert value > 1

    @quick
    @given(weights, prices, st.floats(0.05, 0.9))
    def test_less_substitution_makes_mixing_more_valuable(self, w, p, rho):
        assert value_of_smartness(w, p, rho) >= value_of_smartness(w, p, rho + 0.05) * (1 - 1e-9)

    @quick
    @given(st.floats(0.02, 0.98), st.floats(0.1, 10), st.floats(0.05, 0.95))
    def test_two_tools(self, weight, price, rho):
        expected = value_of_smartness([weight, 1 - weight], [price, 1.0], rho)
        assert mix_advantage(weight, price, rho) == pytest.approx(expected)

    @pytest.mark.parametrize("tools", [1, 2, 6])
    @pytest.mark.parametrize("rho", [0.1, 0.5, 1.0])
    def test_even_tools(self, tools, rho):
        expected = value_of_smartness(np.full(tools, 1 / tools), np.ones(tools), rho)
        assert equal_mix_advantage(tools, rho) == pytest.approx(expected)

    def test_known_numbers(self):
        assert mix_advantage(0.5, 1.0, 0.5) == pytest.approx(2)
        assert equal_mix_advantage(6, 0.5) == pytest.approx(6)


@quick
@given(weights, prices, rhos, st.floats(0.1, 10))
def test_the_unit_of_money_does_not_matter(w, p, rho, factor):
    assert spending_shares(w, factor * p, rho) == pytest.approx(spending_shares(w, p, rho))
    assert best_influence(w, factor * p, rho, budget=factor) == pytest.approx(best_influence(w, p, rho))


@quick
@given(weights, prices, st.floats(0.05, 0.95))
def test_a_cheaper_tool_draws_money_when_tools_substitute_and_frees_it_when_they_do_not(w, p, rho):
    cheaper = p.copy()
    cheaper[2] /= 2
    assert spending_shares(w, cheaper, rho)[2] >= spending_shares(w, p, rho)[2]
    assert spending_shares(w, cheaper, -rho)[2] <= spending_shares(w, p, -rho)[2]
    assert best_influence(w, cheaper, rho) >= best_influence(w, p, rho)


def test_leading_axes():
    rng = np.random.default_rng(13)
    w, p, rho = rng.dirichlet(np.ones(6), (5, 3)), rng.uniform(0.5, 2, (3, 6)), rng.uniform(0.1, 0.9, (5, 3))
    rho[0, 0], rho[1, 1] = 1.0, 1.0
    shares = spending_shares(w, p, rho)
    assert shares.shape == (5, 3, 6)
    np.testing.assert_allclose(shares.sum(-1), 1)
    for here in ((0, 0), (1, 1), (4, 2)):
        one = w[here], p[here[1]], rho[here]
        assert shares[here] == pytest.approx(spending_shares(*one))
        assert best_influence(w, p, rho)[here] == pytest.approx(best_influence(*one))
        assert best_single(w, p, rho)[here] == pytest.approx(best_single(*one))
    assert influence(rng.uniform(size=(5, 3, 6)), w, rho).shape == (5, 3)
    assert influence(p, W, 0.5).shape == (3,)


def test_faults_are_named():
    for function in (spending_shares, best_influence, best_single):
        name = function.__name__
        with pytest.raises(DomainError, match=f"{name}: weights"):
            function([0.5, 0.4], [1, 1], 0.5)
        with pytest.raises(DomainError, match=f"{name}: weights"):
            function([0.5, 0.6], [1, 1], 0.5)
        with pytest.raises(DomainError, match=f"{name}: weights"):
            function([1.5, -0.5], [1, 1], 0.5)
        with pytest.raises(DomainError, match=f"{name}: weights"):
            function([np.nan, 0.5], [1, 1], 0.5)
        with pytest.raises(DomainError, match=f"{name}: prices = 0"):
            function([0.5, 0.5], [1, 0], 0.5)
        with pytest.raises(DomainError, match=f"{name}: weights"):
            function([[0.5, 0.5], [0.5, 0.6]], [1, 1], 0.5)
        with pytest.raises(DomainError, match=f"{name}: rho = 1.5"):
            function([0.5, 0.5], [1, 1], [0.5, 1.5])
    for function in (best_influence, best_single):
        with pytest.raises(DomainError, match="budget = 0"):
            function([0.5, 0.5], [1, 1], [0.5, 0.5], [1.0, 0.0])
    with pytest.raises(DomainError, match="best_single: rho = 0"):
        best_single([0.5, 0.5], [1, 1], [0.5, 0.0])
    with pytest.raises(DomainError, match="influence: quantities = -1"):
        influence([-1.0, 1.0], [0.5, 0.5], 0.5)
    with pytest.raises(DomainError, match="influence: weights"):
        influence([1.0, 1.0], [0.5, 0.4], 0.5)
    with pytest.raises(DomainError, match="influence: rho = 2"):
        influence([1.0, 1.0], [0.5, 0.5], 2.0)
    with pytest.raises(DomainError, match="weight = 1"):
        first_tool_share(1.0, 1.0, 0.5)
    with pytest.raises(DomainError, match="price = 0"):
        mix_advantage(0.5, 0.0, 0.5)
    with pytest.raises(DomainError, match="rho = 1"):
        first_tool_share(0.5, 1.0, 1.0)
    for rho in (0.0, 0.995):
        with pytest.raises(DomainError, match="rho"):
            mix_advantage(0.5, 1.0, rho)
    with pytest.raises(DomainError, match="tools = 0"):
        equal_mix_advantage(0, 0.5)
    with pytest.raises(DomainError, match="rho = 0"):
        equal_mix_advantage(2, 0.0)


def test_limits_of_the_domain_are_inside():
    assert best_single([0.5, 0.5], [1, 1], LOWEST_RHO) == pytest.approx(0.5**100)
    assert mix_advantage(0.5, 1e200, 0.9) == mix_advantage(0.5, 1e-200, 0.9) == pytest.approx(1)
    assert mix_advantage(0.5, 1.0, 0.99) == pytest.approx(2 ** (0.01 / 0.99))
    assert spending_shares([0.5, 0.5 + 9e-7], [1, 1], 0.5) == pytest.approx([0.5, 0.5], abs=1e-6)
    with pytest.raises(DomainError, match="weights"):
        spending_shares([0.5, 0.5 + 2e-6], [1, 1], 0.5)

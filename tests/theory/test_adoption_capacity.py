"""Horowitz (2010): the two barriers, by simulation of a population of states in the four kinds of technology."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import adoption_capacity as adoption
from counterpoise.theory.declare import DomainError

STATES, YEARS, WORLDS = 60, 30, 60
barrier = st.floats(0, 10)


def ranks(x):
    """Ranks with ties at their mean."""
    order = np.argsort(np.argsort(x))
    return np.array([order[x == value].mean() for value in x])


def rank_correlation(x, y):
    """Spearman's; 0 where all are tied (everybody or nobody adopts)."""
    return 0.0 if np.ptp(x) == 0 else np.corrcoef(ranks(x), ranks(y))[0, 1]


def herfindahl(x):
    return float(((x / x.sum()) ** 2).sum())


def world(rng, financial, organizational, flexible=-0.8):
    """One population: rich states are the less flexible by ``flexible`` (correlation of capacity with log spending)."""
    size = rng.normal(size=STATES)
    milex = np.exp(1.2 * size)
    capacity = 1 / (1 + np.exp(-2 * (flexible * size + np.sqrt(1 - flexible**2) * rng.normal(size=STATES))))
    log_rate = (
        -1.5
        - adoption.financial_barrier(financial, 1.0, milex, 4.0)
        - adoption.organizational_barrier(organizational, capacity, 6.0)
    )
    first = adoption.adoption_years(log_rate, 0.0, np.zeros((STATES, STATES)), rng.uniform(size=(YEARS, STATES)))
    return milex, first


def summary(financial, organizational, flexible=-0.8):
    """Mean rank correlation of early adoption with spending, change of concentration halfway, share of adopters."""
    correlation, concentration, adopters = [], [], []
    for seed in range(WORLDS):
        milex, first = world(np.random.default_rng(seed), financial, organizational, flexible)
        held = first < YEARS / 3
        correlation.append(rank_correlation(-np.minimum(first, YEARS), milex))
        concentration.append(herfindahl(adoption.power_shares(milex, held, 1.0)) - herfindahl(milex))
        adopters.append(held.mean())
    return np.mean(correlation), np.mean(concentration), np.mean(adopters)


@pytest.fixture(scope="module")
def four():
    return {(f, o): summary(f, o) for f in (0.05, 1.0) for o in (0.05, 1.0)}


# covers: F43
def test_costly_technology_favors_the_rich_and_concentrates_power(four):
    correlation, concentration, _ = four[1.0, 0.05]
    assert correlation > 0.3
    assert concentration > 0


def test_technology_that_upsets_organizations_favors_the_nimble(four):
    correlation, concentration, _ = four[0.05, 1.0]
    assert correlation < four[1.0, 0.05][0]
    assert correlation < 0
    assert concentration < 0


def test_low_on_both_spreads_fastest(four):
    easiest = four[0.05, 0.05][2]
    assert all(easiest > four[kind][2] for kind in four if kind != (0.05, 0.05))
    assert four[1.0, 1.0][2] == min(four[kind][2] for kind in four)


def test_without_inflexible_incumbents_the_leveling_goes():
    """The page's second claim rests on capacity falling with size: let it rise and the sign turns."""
    assert summary(0.05, 1.0, flexible=0.8)[0] > 0


def test_simulation_meets_the_closed_form():
    """Without neighbors the share that has adopted within T years is 1 - (1 - h)^T."""
    log_rate = np.full(4000, -2.0)
    draws = np.random.default_rng(1).uniform(size=(10, 4000))
    first = adoption.adoption_years(log_rate, 0.0, np.zeros((4000, 4000)), draws)
    hazard = adoption.adoption_hazard(-2.0, 0, 0, 0)
    assert np.mean(first == 0) == pytest.approx(hazard, abs=0.02)
    assert np.isfinite(first).mean() == pytest.approx(1 - (1 - hazard) ** 10, abs=0.02)


def test_neighbors_hasten_adoption_only_where_they_are_watched():
    draws = np.array([[0.9, 0.0, 0.9], [0.3, 0.3, 0.3]])
    watches = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    first = adoption.adoption_years([-2.0] * 3, 2.0, watches, draws)
    assert first.tolist() == [1.0, 0.0, np.inf]  # state 0 watches the adopter; state 2 watches nobody
    assert np.isinf(adoption.adoption_years([-2.0] * 3, 0.0, watches, draws)[0])


def test_an_adopter_keeps_its_first_year():
    assert adoption.adoption_years([5.0], 0.0, [[0.0]], np.zeros((3, 1))).tolist() == [0.0]


@given(st.floats(-5, 2), barrier, barrier, barrier)
def test_hazard_is_a_probability_and_moves_with_each_term(baseline, pull, financial, organizational):
    value = adoption.adoption_hazard(baseline, pull, financial, organizational)
    assert 0 <= value <= 1
    assert adoption.adoption_hazard(baseline, pull + 1, financial, organizational) >= value
    assert adoption.adoption_hazard(baseline, pull, financial + 1, organizational) <= value
    assert adoption.adoption_hazard(baseline, pull, financial, organizational + 1) <= value


def test_hazard_by_hand():
    assert adoption.adoption_hazard(-2.0, 1.0, 0.5, 0.25) == pytest.approx(1 - np.exp(-np.exp(-1.75)))
    assert adoption.adoption_hazard(1e6, 0, 0, 0) == 1.0
    assert adoption.adoption_pull(2.0, 3.0, 0.5, 0.4, 0.1, 0.2, 0.7) == pytest.approx(0.2 + 0.6 + 0.7 * 0.2)
    assert adoption.financial_barrier(0.5, 3.0, 6.0, 4.0) == pytest.approx(1.0)
    assert adoption.organizational_barrier(0.5, 0.25, 4.0) == pytest.approx(1.5)


def test_hazard_is_one_less_the_chance_of_no_event():
    """A year is 12 months at a twelfth of the rate."""
    monthly = adoption.adoption_hazard(-2.0 - np.log(12), 0, 0, 0)
    assert 1 - (1 - monthly) ** 12 == pytest.approx(adoption.adoption_hazard(-2.0, 0, 0, 0))


def test_power_shares():
    assert adoption.power_shares([1.0, 3.0], [True, False], 2.0).tolist() == [0.5, 0.5]
    assert adoption.power_shares([1.0, 3.0], [1, 1], 5.0).tolist() == [0.25, 0.75]
    assert adoption.power_shares([1.0, 3.0], [1, 0], 0.0).tolist() == [0.25, 0.75]


def test_count_of_holders():
    assert adoption.proliferation_count([0.5, 0.51, 1.0, 0.0]) == 2
    assert adoption.proliferation_count([0.5, 0.51, 1.0, 0.0], 0.0) == 3
    assert adoption.proliferation_count([0.5, 0.51, 1.0], 1.0) == 0
    for bad in (-0.1, 1.1):
        with pytest.raises(DomainError, match="threshold"):
            adoption.proliferation_count([0.5], bad)


def test_bad_input_is_refused():
    watches, draws = np.zeros((2, 2)), np.zeros((1, 2))
    for weight, who, luck in (
        (-1.0, watches, draws),
        (1.0, watches - 1, draws),
        (1.0, np.zeros((3, 3)), draws),
        (1.0, watches, np.zeros((1, 3))),
        (1.0, watches, np.zeros(2)),
    ):
        with pytest.raises(DomainError, match="adoption_years"):
            adoption.adoption_years([0.0, 0.0], weight, who, luck)
    for milex, gain in (([1.0, 0.0], 1.0), ([1.0, 1.0], -0.1)):
        with pytest.raises(DomainError, match="power_shares"):
            adoption.power_shares(milex, [1, 0], gain)

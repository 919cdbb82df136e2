"""Rumors: final sizes against fixed points and against simulated populations, one meeting at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import rumor
from counterpoise.theory.declare import DomainError

shares = st.floats(0, 1)


def epidemic(people, seeds, reproduction, random):
    """Share reached: each event is a meeting with somebody, or a teller who loses interest."""
    unaware, tellers = people - seeds, seeds
    chances = random.random(3 * people)
    for chance in chances:
        if tellers == 0:
            break
        telling = reproduction * unaware / people
        if chance * (telling + 1) < telling:
            unaware, tellers = unaware - 1, tellers + 1
        else:
            tellers -= 1
    assert tellers == 0
    return 1 - unaware / people


def maki_thompson(people, seeds, spread, stifle, random):
    """Share that never hears: a teller meets somebody unaware (won over) or aware (and stops), at these rates."""
    unaware, tellers = people - seeds, seeds
    for chance in random.random(4 * people):
        if tellers == 0:
            break
        telling, stopping = spread * unaware, stifle * (people - unaware)
        if chance * (telling + stopping) < telling:
            unaware, tellers = unaware - 1, tellers + 1
        else:
            tellers -= 1
    assert tellers == 0
    return unaware / people


def test_known_results():
    assert rumor.final_size(2) == pytest.approx(0.79681, abs=5e-6)
    assert rumor.never_hear(1, 1) == pytest.approx(0.20319, abs=5e-6)
    assert rumor.never_hear(1, 1) == pytest.approx(1 - rumor.final_size(2), abs=1e-12)


@pytest.mark.parametrize("reproduction", [1.5, 2.0, 3.0])
def test_final_size_of_a_large_population(reproduction):
    random = np.random.default_rng(1)
    reached = [epidemic(20_000, 100, reproduction, random) for _ in range(4)]
    assert rumor.final_size(reproduction) == pytest.approx(np.mean(reached), abs=0.02)


def test_below_the_threshold_a_story_dies_out():
    assert np.all(rumor.final_size(np.linspace(0, 1, 21)) == 0)
    assert epidemic(20_000, 20, 0.8, np.random.default_rng(1)) < 0.02
    assert rumor.final_size(1.001) == pytest.approx(0.002, rel=0.01)


@pytest.mark.parametrize(("spread", "stifle"), [(1, 1), (1, 2), (3, 1)])
def test_maki_thompson_in_a_large_population(spread, stifle):
    random = np.random.default_rng(2)
    never = [maki_thompson(20_000, 40, spread, stifle, random) for _ in range(4)]
    assert rumor.never_hear(spread, stifle) == pytest.approx(np.mean(never), abs=0.02)


@given(st.floats(1.001, 50))
def test_final_size_is_the_positive_fixed_point_and_grows(reproduction):
    z = rumor.final_size(reproduction)
    assert 0 < z <= 1
    assert 1 - np.exp(-reproduction * z) == pytest.approx(z, abs=1e-10)
    assert rumor.final_size(reproduction + 0.1) > z or z > 1 - 1e-9


@pytest.mark.parametrize("above", [1e-6, 1e-4, 1e-2])
def test_just_above_the_threshold_reach_grows_at_twice_its_pace(above):
    assert rumor.final_size(1 + above) == pytest.approx(2 * above, rel=3 * above + 1e-8 / above)


@given(st.floats(0.01, 50), st.floats(0.1, 20))
def test_a_rumor_ends_as_an_epidemic_with_one_retelling_more(spread, stifle):
    assert rumor.never_hear(spread, stifle) == pytest.approx(1 - rumor.final_size(1 + spread / stifle), abs=1e-12)


@given(st.floats(0.01, 20), st.floats(0.1, 20))
def test_a_rumor_has_no_threshold(spread, stifle):
    never = rumor.never_hear(spread, stifle)
    assert 0 <= never < 1
    assert np.exp(-(1 + spread / stifle) * (1 - never)) == pytest.approx(never, abs=1e-10)
    assert rumor.never_hear(1.5 * spread, stifle) <= never


def test_fixed_points_by_iteration():
    z = 1.0
    for _ in range(2000):
        z = 1 - np.exp(-1.3 * z)
    assert rumor.final_size(1.3) == pytest.approx(z, abs=1e-9)


def test_reproduction_number_by_hand():
    assert rumor.reproduction_number(2, 1.5, 0.5, 0.2, 0.4) == pytest.approx(3)
    assert rumor.reproduction_number(2, 1.5, 1, 0.2, 0.4) == 0
    assert rumor.reproduction_number(2, 1.5, 0.5, 1, 0.4) == 0


@given(shares, shares, st.floats(0, 3))
def test_literacy_and_regulation_lower_what_ai_raises(literacy, regulation, influence):
    reach = rumor.reproduction_number(2, influence, literacy, regulation, 1)
    assert rumor.reproduction_number(2, influence, min(1, literacy + 0.1), regulation, 1) <= reach
    assert rumor.reproduction_number(2, influence, literacy, min(1, regulation + 0.1), 1) <= reach
    assert rumor.reproduction_number(2, influence + 0.1, literacy, regulation, 1) >= reach


def test_couplings():
    assert rumor.stability_shock(0.8, 0.5) == pytest.approx(-0.4)
    assert rumor.stability_shock(0, 5) == 0
    assert rumor.primed_rate(2, 0.5, 0.4) == pytest.approx(2.4)
    assert rumor.primed_rate(2, 0, 0.4) == 2


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="reproduction = -1"):
        rumor.final_size(-1)
    with pytest.raises(DomainError, match="reproduction = inf"):
        rumor.final_size(float("inf"))
    with pytest.raises(DomainError, match="stifle = 0"):
        rumor.never_hear(1, 0)
    with pytest.raises(DomainError, match="literacy = 1.5"):
        rumor.reproduction_number(1, 1, 1.5, 0, 1)
    with pytest.raises(DomainError, match="recovery = 0"):
        rumor.reproduction_number(1, 1, 0, 0, 0)
    with pytest.raises(DomainError, match="reached = 1.1"):
        rumor.stability_shock(1.1, 1)
    with pytest.raises(DomainError, match="priming = -1"):
        rumor.primed_rate(1, 1, -1)

"""False alarms: the annual probability against simulated years; the sign of AI's effect both ways."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import false_alarm as alarm
from counterpoise.theory.declare import DomainError

rates = st.floats(0, 20)
times = st.floats(0, 60)
means = st.floats(0.1, 60)


def simulated(alarms, window, resolution, bias, years=100_000):
    random = np.random.default_rng(6)
    number = random.poisson(alarms, years)
    year = np.repeat(np.arange(years), number)
    unresolved = random.exponential(resolution, len(year)) > window
    believed = random.random(len(year)) < bias
    return len(np.unique(year[unresolved | believed])) / years


@pytest.mark.parametrize(("alarms", "window", "resolution"), [(1, 15, 10), (4, 10, 3), (0.5, 0, 5), (2, 5, 5)])
def test_against_simulated_years(alarms, window, resolution):
    probability = alarm.launch_probability(alarms, window, resolution)
    assert probability == pytest.approx(simulated(alarms, window, resolution, 0), abs=0.005)
    biased = alarm.launch_probability_with_bias(alarms, window, resolution, 0.2)
    assert biased == pytest.approx(simulated(alarms, window, resolution, 0.2), abs=0.005)


def test_by_hand():
    assert alarm.launch_probability(1, 5, 5) == pytest.approx(1 - np.exp(-np.exp(-1)))
    assert alarm.launch_probability(0, 5, 5) == 0
    assert alarm.launch_probability(3, 0, 5) == pytest.approx(1 - np.exp(-3))
    assert alarm.launch_probability_with_bias(3, 60, 0.1, 1) == pytest.approx(1 - np.exp(-3))
    assert alarm.launch_probability_with_bias(2, 5, 5, 0.5) == pytest.approx(1 - np.exp(-1 - np.exp(-1)))


@given(rates, times, means, st.floats(0, 1))
def test_each_lever_moves_the_risk_its_own_way(alarms, window, resolution, bias):
    risk = alarm.launch_probability(alarms, window, resolution)
    assert 0 <= risk <= 1
    assert alarm.launch_probability(alarms, window + 1, resolution) <= risk
    assert alarm.launch_probability(alarms, window, resolution + 1) >= risk
    assert alarm.launch_probability(alarms + 1, window, resolution) >= risk
    assert alarm.launch_probability_with_bias(alarms, window, resolution, bias) >= risk - 1e-15
    assert alarm.launch_probability_with_bias(alarms, window, resolution, 0) == risk


@given(st.floats(0.1, 5), st.floats(1, 30), st.floats(2, 30), st.floats(0.2, 5))
def test_speeding_up_decision_and_assessment_alike_changes_nothing(alarms, window, resolution, speed):
    slow = alarm.launch_probability(alarms, window, resolution)
    assert alarm.launch_probability(alarms, window / speed, resolution / speed) == pytest.approx(slow)
    assert alarm.tolerable_log_alarms(window, resolution, window / speed, resolution / speed) == pytest.approx(
        0, abs=1e-9
    )


@given(st.floats(0.1, 3), st.floats(1, 20), st.floats(5, 20), st.floats(1, 20), st.floats(5, 20))
def test_the_tolerable_growth_of_alarms_leaves_the_risk_as_it_was(alarms, window, resolution, window2, resolution2):
    growth = alarm.tolerable_log_alarms(window, resolution, window2, resolution2)
    before = alarm.launch_probability(alarms, window, resolution)
    assert alarm.launch_probability(alarms * np.exp(growth), window2, resolution2) == pytest.approx(before)


# covers: F45
def test_ai_can_cut_either_way():
    """The correction: neither sign follows from putting AI into early warning."""
    before = alarm.launch_probability(1, 15, 3)
    assert alarm.launch_probability(1, 10, 1) < before
    assert alarm.tolerable_log_alarms(15, 3, 10, 1) == pytest.approx(5)
    assert alarm.launch_probability(1, 5, 2) > before
    assert alarm.tolerable_log_alarms(15, 3, 5, 2) == pytest.approx(-2.5)


def test_arguments_outside_the_domain_are_refused_by_name():
    with pytest.raises(DomainError, match="alarms = -1"):
        alarm.launch_probability(-1, 1, 1)
    with pytest.raises(DomainError, match="window = -1"):
        alarm.launch_probability(1, -1, 1)
    with pytest.raises(DomainError, match="resolution = 0"):
        alarm.launch_probability(1, 1, 0)
    with pytest.raises(DomainError, match="bias = 1.5"):
        alarm.launch_probability_with_bias(1, 1, 1, 1.5)
    with pytest.raises(DomainError, match="new_resolution = 0"):
        alarm.tolerable_log_alarms(1, 1, 1, 0)

"""What settings do to draws: member by member, within the support of the prior, and to nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import model

from counterpoise.core.parameters import Parameter
from counterpoise.core.priors import Beta, Fixed, LogNormal, Normal, Triangular, Uniform
from counterpoise.mechanisms.arms import ArmsRace
from counterpoise.mechanisms.tempo import Tempo
from counterpoise.scenarios import Scenario, Setting
from counterpoise.scenarios.settings import EDGE, support

MODEL = model(ArmsRace, Tempo)
MEMBERS = np.array([3, 0, 11, 7])


def theta(years=(2024, 2034), members=MEMBERS, **settings):
    named = {name.replace("__", "."): setting for name, setting in settings.items()}
    one = Scenario("mine", "T", base_year=years[0], end_year=years[1], parameters=named)
    return one.theta(MODEL, 5, members)


def column(array, name):
    return array[:, :, MODEL.column(name)]


def test_without_settings_the_priors_are_drawn():
    np.testing.assert_array_equal(theta(), MODEL.sample(5, MEMBERS))


def test_a_number_is_everybodys_and_nothing_else_moves():
    made, usual = theta(Tempo__gain=Setting("value", (0.25,))), MODEL.sample(5, MEMBERS)
    assert np.all(column(made, "Tempo.gain") == np.float32(0.25))
    others = [k for k in range(made.shape[2]) if k != MODEL.column("Tempo.gain")]
    np.testing.assert_array_equal(made[:, :, others], usual[:, :, others])


def test_a_path_is_straight_between_its_years_and_level_outside():
    made = column(theta(Tempo__gain=Setting("value", (1.0, 3.0), (2026, 2030))), "Tempo.gain")
    assert made.shape == (4, 10)  # the years lived: 2025 to 2034
    np.testing.assert_allclose(made[0], [1, 1, 1.5, 2, 2.5, 3, 3, 3, 3, 3])
    assert np.all(made == made[0])


def test_times_and_plus_act_on_each_members_own_draw():
    usual = column(theta(), "Tempo.gain")
    np.testing.assert_allclose(
        column(theta(Tempo__gain=Setting("times", (0.5,))), "Tempo.gain"), usual * 0.5, rtol=1e-6
    )
    ramp = column(theta(Tempo__gain=Setting("plus", (0.0, 1.0), (2025, 2034))), "Tempo.gain")
    np.testing.assert_allclose(ramp - usual, np.tile(np.linspace(0, 1, 10), (4, 1)), atol=1e-6)


def test_quantiles_squeeze_draws_into_a_part_of_the_prior_and_keep_ranks():
    many = np.arange(200)
    usual = column(theta(members=many), "ArmsRace.reaction")[:, 0]
    made = column(theta(members=many, ArmsRace__reaction=Setting("quantiles", (0.75, 1.0))), "ArmsRace.reaction")[:, 0]
    prior = ArmsRace.params["reaction"].prior
    assert np.all(made >= prior.ppf(0.75) * (1 - 1e-6))
    np.testing.assert_array_equal(np.argsort(made), np.argsort(usual))
    whole = column(theta(members=many, ArmsRace__reaction=Setting("quantiles", (0.0, 1.0))), "ArmsRace.reaction")[:, 0]
    np.testing.assert_array_equal(whole, usual)


@pytest.mark.parametrize("how", ["times", "plus", "quantiles"])
def test_a_members_value_does_not_depend_on_who_else_is_there(how):
    setting = Setting(how, (0.2, 0.6)) if how == "quantiles" else Setting(how, (1.2,))
    together = theta(ArmsRace__reaction=setting)
    for place, member in enumerate(MEMBERS):
        np.testing.assert_array_equal(theta(members=[member], ArmsRace__reaction=setting)[0], together[place])


PRIORS = st.sampled_from(
    [Uniform(0.2, 0.8), Beta(2, 5), LogNormal(0.1, 2), Normal(0, 0.5), Triangular(-1, 0, 2), Beta(0.3, 0.3)]
)
AMOUNT = st.floats(-5, 5)


@given(PRIORS, st.sampled_from(["value", "times", "plus", "quantiles"]), AMOUNT, AMOUNT)
def test_what_is_not_objected_to_stays_within_the_support(prior, how, first, second):
    parameter = Parameter(prior, "1", "assumed", "made up", "Some.thing")
    setting = Setting(how, (first, second), () if how == "quantiles" else (2025, 2030))
    if setting.objection(prior) is None:
        made = setting.values(parameter, 1, np.arange(20), np.arange(2025, 2031))
        low, high = support(prior)
        # a prior's own draws may lie nearer to 0 or 1 than a moved one is allowed to
        assert np.all((made >= low - EDGE) & (made <= high + EDGE))
        assert np.all(np.isfinite(made.astype(np.float32)))


@pytest.mark.parametrize(
    ("setting", "prior", "said"),
    [
        (Setting("value", (0.5, 1.2), (2025, 2030)), Uniform(0, 1), "1.2 lies outside"),
        (Setting("times", (-1.0,)), LogNormal(1, 2), "its median, 1, would become -1"),
        (Setting("plus", (0.6,)), Beta(2, 2), "its median, 0.5, would become 1.1"),
        (Setting("value", (0.0,)), Beta(2, 2), "0 lies outside"),
        (Setting("value", (3.0,)), Fixed(2.0), "is taken as known, 2"),
        (Setting("times", (1.0,)), Fixed(2.0), "is taken as known, 2"),
        (Setting("quantiles", (0.5, 0.5)), Uniform(0, 1), "quantiles are two numbers"),
        (Setting("quantiles", (0.5, 1.5)), Uniform(0, 1), "quantiles are two numbers"),
    ],
)
def test_objections_say_what_is_wrong(setting, prior, said):
    assert setting.objection(prior).startswith(said)


def test_a_known_value_may_be_said_again():
    assert Setting("value", (2.0,)).objection(Fixed(2.0)) is None


def test_switches_are_those_of_the_bundle_and_of_the_scenario():
    one = Scenario("mine", "T", theory="no-ai", without=("ArmsRace",))
    full = one.bundle().model()
    off = {name for name, on in zip(full.names, one.on(full, 2)[1], strict=True) if not on}
    assert off == {*one.bundle().off, "ArmsRace"}

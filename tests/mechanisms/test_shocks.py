"""Supposed shocks: they move what they mark, in the direction they say, and bit for bit nothing else."""

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, run

from counterpoise.evidence.contract import Silence, check
from counterpoise.mechanisms.crisis import CrisisOnset
from counterpoise.mechanisms.growth import Growth
from counterpoise.mechanisms.shock_fields import SHOCK_MARKS
from counterpoise.mechanisms.shocks import BorderClosure, CrisisShock, SupposedSanctions, UnrestWave
from counterpoise.mechanisms.society_fields import SOCIETY_STARTED
from counterpoise.mechanisms.stability import RegimeStability, yearly
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.mechanisms.vocabulary import VOCABULARY

SRC, DST, _ = dyadic(STATES)
WORDS = VOCABULARY.extended((*SHOCK_MARKS, *SOCIETY_STARTED))
NOWHERE = {mark.name: 0.0 for mark in SHOCK_MARKS}
QUIET = {"CrisisOnset.joining": -1e3, "Growth.own_shock": 0.0, "Growth.world_shock": 0.0}
SHOCKS = {BorderClosure: "loss", SupposedSanctions: "resolve", CrisisShock: "pressure", UnrestWave: "wave"}
ONE, OTHER = 3, 8
HERE = (np.isin(SRC, (ONE, OTHER)) & np.isin(DST, (ONE, OTHER))).astype(float)
THIS = (np.arange(len(STATES)) == ONE).astype(float)


def lived(*mechanisms, years=1, members=40, overrides=None, **marked):
    """Fields (member, year, actor) of the small world, no dispute likely, sanctions none, with the marks given."""
    start = initial(vocabulary=WORDS, **({"base_hazard": 0.02, "sanction": 0.0} | NOWHERE | marked))
    known = {name for m in mechanisms for name in (f"{m.__name__}.{key}" for key in m.params)}
    settings = {name: value for name, value in (QUIET | (overrides or {})).items() if name in known}
    return run(*mechanisms, years=years, members=members, start=start, overrides=settings)


@pytest.mark.parametrize("mechanism", SHOCKS)
def test_a_shock_keeps_the_contract_of_mechanisms(mechanism):
    check(mechanism, silent=Silence({SHOCKS[mechanism]: 0.0}), start=initial(STATES[:6]))


@pytest.mark.parametrize("mechanism", SHOCKS)
def test_every_strength_can_be_set_to_nothing_and_back_by_a_path(mechanism):
    """A scenario's ``times: {2026: 0, 2027: 1, 2028: 0}`` must lie within the support of the prior."""
    from counterpoise.scenarios import Setting

    path = Setting("times", (0.0, 1.0, 0.0), (2026, 2027, 2028))
    assert path.objection(mechanism.params[SHOCKS[mechanism]].prior) is None


def test_no_base_year_is_marked():
    from counterpoise.evidence.trial_world import some_states

    assert all(np.all(some_states().values[mark.name] == 0.0) for mark in SHOCK_MARKS)
    assert all(STARTED[mark.name] is mark for mark in SHOCK_MARKS)


@pytest.mark.parametrize(
    "others", [(Growth, BorderClosure), (RegimeStability, UnrestWave), (CrisisOnset, CrisisShock), (SupposedSanctions,)]
)
def test_where_nothing_is_marked_nothing_moves_bit_for_bit(others):
    off = lived(*others[:-1], years=3) if others[:-1] else {"sanction": 0.0}
    on = lived(*others, years=3)
    assert all(np.array_equal(on[name], np.broadcast_to(off[name], on[name].shape)) for name in off)


# covers: K1, K7
def test_a_crisis_strains_its_pair_by_what_it_says_and_no_other():
    strain = lived(CrisisShock, years=2, overrides={"CrisisShock.pressure": 2.5}, crisis_mark=HERE)["strain"][0]
    np.testing.assert_array_equal(strain[2], np.float32(2.5) * HERE)
    assert np.all(strain[1] == 0.0), "in the first year the usual strain is measured"


def test_disputes_follow_in_the_marked_pair_and_the_chances_of_others_stay():
    calm, crisis = (
        lived(CrisisOnset, CrisisShock, years=2, overrides={"CrisisShock.pressure": 3.0}, crisis_mark=mark)
        for mark in (0.0, HERE)
    )
    odds = [hazard / (1.0 - hazard) for hazard in (calm["hazard"][:, 2], crisis["hazard"][:, 2])]
    here = HERE > 0
    np.testing.assert_allclose(odds[1][:, here] / odds[0][:, here], np.exp(3.0), rtol=1e-3)
    np.testing.assert_array_equal(odds[1][:, ~here], odds[0][:, ~here])
    assert crisis["onset"][:, 2][:, here].mean() > calm["onset"][:, 2][:, here].mean()
    np.testing.assert_array_equal(crisis["onset"][:, 2][:, ~here], calm["onset"][:, 2][:, ~here])


def test_half_a_mark_is_half_a_crisis():
    full, half = (
        lived(CrisisShock, years=2, overrides={"CrisisShock.pressure": 2.0}, crisis_mark=mark)["strain"]
        for mark in (1.0, 0.5)
    )
    assert np.all(full[:, 2] == 2.0)
    np.testing.assert_array_equal(half[:, 2], 0.5 * full[:, 2])


# covers: K4
def test_sanctions_come_from_the_marked_sender_and_stay_as_long_as_they_are_supposed():
    one_way = ((SRC == ONE) & (DST == OTHER)).astype(float)
    path = np.array([[0.0, 1.0, 1.0]])
    sanction = lived(
        SupposedSanctions, years=3, overrides={"SupposedSanctions.resolve": path}, sanction_mark=one_way
    )["sanction"]  # fmt: skip
    assert np.all(sanction[:, :2] == 0.0)
    np.testing.assert_array_equal(sanction[:, 2], np.broadcast_to(one_way, sanction[:, 2].shape))
    np.testing.assert_array_equal(sanction[:, 3], sanction[:, 2])


def test_a_chance_of_half_makes_about_half_of_many_senders_join():
    sanction = lived(SupposedSanctions, overrides={"SupposedSanctions.resolve": 0.5}, sanction_mark=1.0)["sanction"]
    assert abs(sanction[:, 1].mean() - 0.5) < 0.03


# covers: F04, K6
def test_a_closure_takes_its_share_of_output_and_a_reopening_gives_some_back():
    """Growth without luck, so that what differs is the closure: 10 per cent in one year, 4 of it back in the next."""
    path = np.array([[0.1, -0.04]])
    usual, closed = (
        lived(Growth, BorderClosure, years=2, overrides={"BorderClosure.loss": path}, closure_mark=mark)
        for mark in (0.0, THIS)
    )
    np.testing.assert_allclose((closed["growth"] - usual["growth"])[:, 1, ONE], -0.1, atol=1e-5)
    ratio = (closed["gdp"] / usual["gdp"])[:, :, ONE]
    np.testing.assert_allclose(ratio[:, 1], 1.0 - 0.1 / (1.0 + usual["growth"][:, 1, ONE]), rtol=1e-4)
    assert np.all((ratio[:, 1] < ratio[:, 2]) & (ratio[:, 2] < 1.0))
    rest = np.arange(len(STATES)) != ONE
    np.testing.assert_array_equal(closed["gdp"][:, :, rest], usual["gdp"][:, :, rest])


# covers: F05, K5
def test_a_wave_makes_regimes_fall_as_many_times_as_often_as_it_says():
    stability = lived(
        UnrestWave, overrides={"UnrestWave.wave": 2.0}, unrest_mark=THIS, stability=0.8, institutions=0.8
    )["stability"]  # fmt: skip
    rate = [-np.log(1.0 - yearly(float(s))) for s in (stability[0, 1, ONE], stability[0, 0, ONE])]
    assert rate[0] / rate[1] == pytest.approx(3.0, rel=1e-4)
    assert np.all(np.delete(stability[:, 1], ONE, axis=1) == np.float32(0.8))


def test_a_second_year_of_the_wave_takes_no_more_than_the_first():
    stability = lived(UnrestWave, years=3, unrest_mark=1.0, stability=0.8, institutions=0.8)["stability"]
    assert np.all(stability[:, 1] < 0.8)
    np.testing.assert_array_equal(stability[:, 2], stability[:, 1])


def test_more_marked_regimes_fall_and_stability_mends_when_the_wave_is_over():
    path = np.array([[3.0, 0.0, 0.0, 0.0, 0.0]])
    usual, wave = (
        lived(RegimeStability, UnrestWave, years=5, members=60, overrides={"UnrestWave.wave": path},
              unrest_mark=mark, stability=0.6, institutions=0.6)
        for mark in (0.0, 1.0)
    )  # fmt: skip
    assert wave["turnover"][:, 1].mean() > 2.0 * usual["turnover"][:, 1].mean()
    assert np.all(np.diff(wave["stability"].mean(axis=(0, 2))[1:]) > 0)

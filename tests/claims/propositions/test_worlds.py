"""The simulated world under treatment: a placebo does nothing, reversal flips the sign, a known sign comes out."""

import numpy as np
import pytest

from counterpoise.claims.propositions.arms import AS_IS, Arm, plus, value
from counterpoise.claims.propositions.judged import judge
from counterpoise.claims.propositions.laboratory import Laboratory, Measure
from counterpoise.claims.propositions.measures import DISPUTES, HELD, USUAL_MANIPULATION, WAR_RISK, around_clash
from counterpoise.claims.propositions.proposition import Contrast, Proposition
from counterpoise.claims.propositions.stated import StatedEffect, Statement
from counterpoise.claims.propositions.verdict import Verdict

MEMBERS = 10
FAST = Arm("machines are hasty", {"Tempo.gain": value(2.8)})
SLOW = Arm("machines are patient", {"Tempo.gain": value(0.0)})


class Tried(Proposition):
    """A proposition that states its own effects."""

    @property
    def stated(self):
        effects = tuple(StatedEffect(name, 1, 1e-9) for name in self.effects)
        return Statement(self.id, "made up", 1, "made up", "empirical", "never", effects)


@pytest.fixture(scope="module")
def laboratory():
    return Laboratory(MEMBERS, seed=1)


def verdict_of(laboratory, control, treatment, measure=WAR_RISK):
    tried = Tried("made up", effects={"effect": Contrast((control, treatment), (measure,))}, bundles=("neorealist",))
    return judge([tried], laboratory)[0]


def test_a_placebo_has_no_effect_at_all_and_supports_nothing(laboratory):
    placebo = Arm("as it is, under another name", {"Tempo.gain": plus(0.0)})
    assert placebo.scenario("neorealist").canonical() != AS_IS.scenario("neorealist").canonical()
    for measure in (WAR_RISK, DISPUTES, HELD):
        found = verdict_of(laboratory, AS_IS, placebo, measure)
        estimate = found.effects[0].prior["neorealist"]
        assert (estimate.effect, estimate.low, estimate.high) == (0.0, 0.0, 0.0)
        assert (estimate.agree, estimate.none) == (0.0, 1.0)
        assert found.verdict is not Verdict.SUPPORTED
        assert found.effects[0].drivers == ()


def test_a_sign_that_the_ladder_fixes_comes_out_and_reversal_flips_it(laboratory):
    there, back = verdict_of(laboratory, SLOW, FAST), verdict_of(laboratory, FAST, SLOW)
    assert there.verdict is Verdict.SUPPORTED
    assert back.verdict is Verdict.CONTRADICTED
    up, down = (found.effects[0].prior["neorealist"] for found in (there, back))
    assert up.effect == pytest.approx(-down.effect)
    assert up.effect > 0.0
    assert (up.low, up.high) == pytest.approx((-down.high, -down.low))


def test_members_are_the_same_worlds_however_many_and_wherever_they_begin(laboratory):
    whole = laboratory.value(AS_IS, "neorealist", WAR_RISK)
    later = Laboratory(3, seed=1, first=4).value(AS_IS, "neorealist", WAR_RISK)
    np.testing.assert_array_equal(whole[4:7], later)


def test_weights_make_a_posterior_beside_the_prior(laboratory):
    weighed = Laboratory(MEMBERS, seed=1, weights=np.eye(MEMBERS)[3] + 1e-9)
    weighed._values.update(laboratory._values)
    found = verdict_of(weighed, SLOW, FAST).effects[0]
    prior, posterior = (basis["neorealist"] for basis in (found.prior, found.posterior))
    each = laboratory.value(FAST, "neorealist", WAR_RISK) - laboratory.value(SLOW, "neorealist", WAR_RISK)
    assert prior.effect == pytest.approx(each.mean())
    assert posterior.effect == pytest.approx(each[3], rel=1e-6)
    assert posterior.effective == pytest.approx(1.0)


# covers: A05, A16
def test_every_measure_has_a_value_in_every_world():
    from counterpoise.claims.propositions.registry import propositions

    laboratory = Laboratory(2, seed=1)
    wanted: dict[str, Measure] = {}
    for tried in propositions():
        for comparison in tried.effects.values():
            if isinstance(comparison, Contrast):
                wanted |= {m.name: m for m in comparison.measures}
    for measure in wanted.values():
        laboratory.want(AS_IS, "neorealist", measure)
    for measure in wanted.values():
        values = laboratory.value(AS_IS, "neorealist", measure)
        assert values.shape == (2,), measure.name
        assert np.all(np.isfinite(values)), measure.name


def seen(**fields):
    return {name: np.asarray(array, float) for name, array in fields.items()}


# covers: F10, C09
def test_manipulation_is_measured_around_the_year_a_clash_begins():
    years = 12
    rung = np.zeros((1, years, 1))
    rung[0, 6, 0] = 3.0
    told = np.full((1, years, 1), 0.2)
    told[0, 5, 0], told[0, 7, 0] = 0.6, 0.9
    world = seen(rung=rung, manipulation=told)
    assert around_clash(-1).compute(world) == pytest.approx([0.6])
    assert around_clash(1).compute(world) == pytest.approx([0.9])
    assert USUAL_MANIPULATION.compute(world) == pytest.approx([0.2])
    assert np.isnan(around_clash(-1).compute(seen(rung=0.0 * rung, manipulation=told)))

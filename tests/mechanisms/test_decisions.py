"""Arms, safety, autonomy and alignment: theorems at zero noise, directions on paired draws, and what off means."""

import numpy as np
import pytest
from small_world import STATE_VALUES, STATES, dyadic, initial, lead, run

from counterpoise.mechanisms.alignment import Alignment
from counterpoise.mechanisms.arms import ArmsRace
from counterpoise.mechanisms.autonomy import Autonomy
from counterpoise.mechanisms.conflict_fields import ARMING, PEACE_BURDEN, PEACE_THREAT
from counterpoise.mechanisms.quantal import quantal_response
from counterpoise.mechanisms.safety import EFFORT_LEVEL, SafetyRace
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import race_to_precipice, richardson

SRC, DST, VALUES = dyadic(STATES)
MILEX = np.array(STATE_VALUES["milex_share"])
CALM = {"ArmsRace.shock": 0.0, "ArmsRace.grievance": 0.0, "ArmsRace.tide": 0.0}
FULL_EFFORT = {"SafetyRace.adjustment": 1.0, "SafetyRace.attainable": 1.0, "SafetyRace.hazard": 0.0}
FAST = {"Autonomy.pace": 1.0}
FREE = {"Alignment.inertia": 0.0, "Alignment.temperature": 1e-3}
NO_TIES = {f"Alignment.{name}": 0.0 for name in ("regime", "near", "common", "rivalry", "feared", "systems")}
RACE = VOCABULARY.extended([EFFORT_LEVEL])
ARMS = VOCABULARY.extended([ARMING, PEACE_BURDEN, PEACE_THREAT])


@pytest.mark.parametrize("noise", [0.0, 1e-4, 0.1, 10.0])
def test_quantal_response_is_the_theorem_at_zero_noise(noise):
    with np.errstate(over="ignore"):  # as the engine does around plain Python
        yes, no, even = (quantal_response(np.float32(a), np.float32(noise)) for a in (0.3, -0.3, 0.0))
    assert even == 0.5
    assert yes + no == pytest.approx(1.0)
    assert (yes == 1.0) == (noise <= 1e-4)
    assert no <= even <= yes


class TestArms:
    def test_a_race_that_begins_at_rest_stays_there(self):
        fields = run(ArmsRace, years=5, overrides=CALM, start=initial(threat=0.02))
        np.testing.assert_allclose(fields["milex_share"][:, -1], fields["milex_share"][:, 0], rtol=1e-5)

    @pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
    def test_it_is_richardsons_log_form(self, factor):
        """The threat a burden answers, relative to peace, calls for that multiple of the burden in peace."""
        rates = {"ArmsRace.reaction": 0.2, "ArmsRace.fatigue": 0.1}
        start = initial(vocabulary=ARMS, threat=0.02, fear=0.0, peace_threat=0.02 / factor, peace_burden=MILEX / 1.5)
        found = lead(ArmsRace, field="milex_share", overrides=CALM | rates, start=start)
        expected = richardson.next_burden(MILEX, MILEX / 1.5 * factor, MILEX / 1.5, 0.2, 0.1, 0.0)
        np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=1e-4)

    def test_a_good_year_for_arms_is_one_for_all(self):
        """The year's shock moves all burdens alike, and members apart."""
        set_to = CALM | {"ArmsRace.reaction": 0.0, "ArmsRace.fatigue": 0.0, "ArmsRace.tide": 0.1}
        arming = lead(ArmsRace, field="arming", members=50, overrides=set_to, start=initial(threat=0.02))
        np.testing.assert_allclose(arming, np.broadcast_to(arming[:, :1], arming.shape), atol=1e-5)
        assert arming[:, 0].std() == pytest.approx(0.1, rel=0.3)

    def test_luck_is_in_proportion_to_what_is_usual_and_lasts_in_part(self):
        calm = {"ArmsRace.reaction": 0.0, "ArmsRace.fatigue": 0.0, "ArmsRace.grievance": 0.0, "ArmsRace.tide": 0.0}
        usual = np.where(np.arange(len(MILEX)) % 2 == 0, 0.02, 0.2)
        start = initial(threat=0.02, burden_scatter=usual)
        lived = run(ArmsRace, years=40, overrides=calm | {"ArmsRace.shock": 1.0, "ArmsRace.inertia": 0.0}, start=start)
        size = np.abs(lived["arming"][:, 1:]).mean(axis=(0, 1))
        np.testing.assert_allclose(size / usual, 1.0, rtol=0.5)
        assert size[1::2].mean() / size[::2].mean() == pytest.approx(10.0, rel=0.3)
        lasting = run(ArmsRace, years=2, overrides=calm | {"ArmsRace.shock": 1.0, "ArmsRace.inertia": 0.3}, start=start)
        fresh = run(ArmsRace, years=2, overrides=calm | {"ArmsRace.shock": 1.0, "ArmsRace.inertia": 0.0}, start=start)
        first, second = lasting["arming"][:, 1], lasting["arming"][:, 2]
        np.testing.assert_allclose(second - 0.3 * first, fresh["arming"][:, 2], atol=2e-5)

    def test_threat_above_that_of_peace_raises_arms_and_below_lowers(self):
        more, less = (
            lead(
                ArmsRace, field="arming", overrides=CALM, start=initial(vocabulary=ARMS, threat=0.02, peace_threat=base)
            )
            for base in (0.005, 0.08)
        )
        assert np.all(more > 0.0)
        assert np.all(less < 0.0)

    @pytest.mark.parametrize("gap", [0.1, -0.1])
    def test_without_noise_a_state_leaves_threat_unanswered_iff_trust_suffices(self, gap):
        start = initial(threat=0.02, trust=0.5, required_trust=0.5 - gap)
        set_to = CALM | {"ArmsRace.noise": 1e-4, "ArmsRace.forbearance": 0.6}
        answered = lead(ArmsRace, field="peace_threat", overrides=set_to, start=start)
        np.testing.assert_allclose(answered, 0.02 * (0.4 if gap > 0 else 1.0), rtol=1e-3)

    def test_trust_restrains_arms(self):
        start = {"threat": 0.02, "vocabulary": ARMS, "peace_threat": 0.01}
        wary, trusting = (lead(ArmsRace, field="arming", start=initial(trust=t, **start)) for t in (0.1, 0.9))
        assert np.all(trusting < wary)

    def test_off_is_inertia_alone(self):
        """Same luck as the race without reaction, whatever the threat."""
        start = initial(vocabulary=ARMS, threat=0.05, peace_threat=0.01)
        off = run(ArmsRace, years=3, off=["ArmsRace"], start=start)
        none = run(ArmsRace, years=3, overrides={"ArmsRace.reaction": 0.0}, start=start)
        np.testing.assert_allclose(off["milex_share"], none["milex_share"], rtol=1e-5)
        assert np.std(off["arming"][:, 1:]) > 0.01


class TestSafety:
    # covers: F02
    def test_two_alike_at_the_frontier_choose_the_published_equilibrium(self):
        capability = np.r_[26.0, 26.0, np.full(10, 20.0)]
        set_to = FULL_EFFORT | {
            "SafetyRace.band": 0.3,
            "SafetyRace.bitterness": 0.1,
            "SafetyRace.dispersion": 2.0,
            "SafetyRace.unseen": 0.25,
        }
        start = initial(vocabulary=RACE, capability=capability, fear=0.1, effort_level=1.0)
        found = lead(SafetyRace, field="safety", overrides=set_to, start=start)
        expected = race_to_precipice.safety_without_information(2, 0.5, 2.0 * 0.25)
        assert expected == 0.5
        np.testing.assert_allclose(found[:, :2], expected, rtol=1e-3)

    def test_while_the_race_stays_as_it_is_nobody_changes_effort(self):
        """The start is no equilibrium of the model, and a world in which nothing happens is no safer for it."""
        found = run(SafetyRace, overrides=FULL_EFFORT | {"SafetyRace.attainable": 0.1}, start=initial(), years=3)
        np.testing.assert_allclose(found["safety"], np.broadcast_to(found["safety"][:, :1], found["safety"].shape))

    def test_half_the_equilibrium_calls_for_half_the_effort_and_none_above_what_is_attainable(self):
        set_to = FULL_EFFORT | {"SafetyRace.dispersion": 0.5, "SafetyRace.unseen": 0.1, "SafetyRace.attainable": 0.9}
        given = {"vocabulary": RACE, "capability": 26.0, "fear": 0.3}
        once, half, vast = (
            lead(SafetyRace, field="safety", overrides=set_to, start=initial(**given, effort_level=level))
            for level in (1.0, 0.5, 1e3)
        )
        np.testing.assert_allclose(half, 0.5 * once, rtol=1e-5)
        assert once.max() < 0.5
        np.testing.assert_allclose(vast, 0.9, rtol=1e-5)

    def test_enmity_and_close_rivals_lower_it_and_laggards_are_out_of_the_race(self):
        set_to = FULL_EFFORT | {"SafetyRace.dispersion": 0.5, "SafetyRace.unseen": 0.1}
        given = {"vocabulary": RACE, "effort_level": 1.0}

        def effort(**changed):
            return lead(SafetyRace, field="safety", overrides=set_to, start=initial(**given, **changed))

        calm, bitter = effort(fear=0.05), effort(fear=0.6)
        assert np.all(bitter <= calm)
        assert np.all(bitter[:, 0] < calm[:, 0])
        capability = np.array(STATE_VALUES["capability"])
        crowded = effort(fear=0.3, capability=np.where(np.arange(12) < 6, 26.0, capability))
        alone = effort(fear=0.3, capability=np.where(np.arange(12) == 0, 26.3, 0.0))
        assert np.all(crowded[:, 0] < alone[:, 0])
        np.testing.assert_allclose(alone[:, 1:], np.broadcast_to(STATE_VALUES["safety"][1:], (4, 11)), rtol=1e-5)

    # covers: T17, F49
    def test_accidents_need_hazard_adoption_and_lack_of_safety(self):
        def accidents(hazard, **changed):
            overrides = {"SafetyRace.hazard": hazard}
            return lead(SafetyRace, field="accidents", overrides=overrides, start=initial(**changed), members=20).sum()

        assert accidents(0.0) == 0
        assert accidents(50.0, safety=1.0) == 0
        none = {f"u_{c}": 0.0 for c in ("weapons", "isr", "cyber", "command")}
        assert accidents(50.0, **none) == 0
        assert accidents(50.0, safety=0.1) > accidents(1.0, safety=0.1) > accidents(0.01, safety=0.1)

    def test_off_keeps_effort_and_the_luck_of_accidents(self):
        set_to = {"SafetyRace.hazard": 1.0}
        off, on = (run(SafetyRace, overrides=set_to, off=names, members=10) for names in (["SafetyRace"], []))
        assert np.all(off["safety"][:, 1] == off["safety"][:, 0])
        np.testing.assert_array_equal(off["accidents"], on["accidents"])


class TestAutonomy:
    # covers: P27, F25
    def test_speed_and_dilemma_take_the_human_out(self):
        slow, quick = (lead(Autonomy, field="autonomy", start=initial(tempo=v), overrides=FAST) for v in (1.0, 3.0))
        calm, tense = (lead(Autonomy, field="autonomy", start=initial(dilemma=d), overrides=FAST) for d in (0.0, 1.0))
        assert np.all(quick > slow)
        assert np.all(tense > calm)

    def test_no_more_than_adoption_allows(self):
        found = lead(Autonomy, field="autonomy", start=initial(tempo=20.0, dilemma=1.0), overrides=FAST)
        possible = (np.array(STATE_VALUES["u_weapons"]) + np.array(STATE_VALUES["u_command"])) / 2
        assert np.all(found <= possible + 1e-6)

    def test_an_agreement_in_force_that_is_kept_restrains_its_members(self):
        deep = {"depth": 1.0, "compliance": 1.0}
        free = lead(Autonomy, field="autonomy", start=initial(member=0.0, **deep), overrides=FAST)
        bound = lead(Autonomy, field="autonomy", start=initial(**deep), overrides=FAST)
        dead = lead(Autonomy, field="autonomy", start=initial(alive=0.0, **deep), overrides=FAST)
        broken = lead(Autonomy, field="autonomy", start=initial(depth=1.0, compliance=0.0), overrides=FAST)
        assert np.all(bound[:, :8] < free[:, :8])
        np.testing.assert_array_equal(bound[:, 8:], free[:, 8:])
        np.testing.assert_array_equal(dead, free)
        np.testing.assert_array_equal(broken, free)


class TestAlignment:
    def test_without_noise_pairs_ally_iff_that_lessens_frustration(self):
        set_to = FREE | NO_TIES | {"Alignment.base": -1.02, "Alignment.affinity": 2.0}
        found = lead(Alignment, field="alliance", overrides=set_to)
        np.testing.assert_array_equal(found, np.broadcast_to(VALUES["affinity"] > 0.51, found.shape))

    def test_inertia_keeps_what_is(self):
        fields = run(Alignment, years=3, overrides={"Alignment.inertia": 60.0})
        np.testing.assert_array_equal(fields["alliance"][:, -1], fields["alliance"][:, 0])

    def test_a_common_foe_draws_together_and_fear_drives_apart(self):
        warm = {"Alignment.inertia": 0.0, "Alignment.temperature": 1.0}
        foe = np.where(DST == 5, 0.4, 0.01)
        bound, strangers = (
            lead(
                Alignment,
                field="alliance",
                members=20,
                start=initial(fear=foe),
                overrides=warm | {"Alignment.common": c},
            )
            for c in (10.0, 0.0)
        )
        others = (SRC != 5) & (DST != 5)
        assert np.all(bound >= strangers)
        assert bound[:, others].mean() > strangers[:, others].mean() + 0.1
        np.testing.assert_array_equal(bound[:, ~others], strangers[:, ~others])
        feared, calm = (
            lead(
                Alignment,
                field="alliance",
                members=20,
                start=initial(fear=0.3),
                overrides=warm | {"Alignment.feared": w},
            )
            for w in (10.0, 0.0)
        )
        assert np.all(feared <= calm)
        assert feared.mean() < calm.mean()

    # covers: F19
    @pytest.mark.parametrize(
        ("weight", "changed", "sign"),
        [
            ("affinity", {}, 1),
            ("regime", {"democracy": 2.0}, 1),
            ("near", {"contiguous": 1.0}, 1),
            ("rivalry", {"rivalry": 1.0}, -1),
            ("systems", {"export_control": 1.0}, -1),
        ],
    )
    def test_each_tie_pulls_its_way(self, weight, changed, sign):
        warm = {"Alignment.inertia": 0.0, "Alignment.temperature": 1.0}
        low, high = (
            lead(
                Alignment,
                field="alliance",
                members=20,
                start=initial(**changed),
                overrides=warm | {f"Alignment.{weight}": w},
            )
            for w in (0.0, 2.0)
        )
        assert np.all(sign * (high - low) >= 0.0)
        assert np.any(high != low)

    # covers: F36, L8
    def test_hedging_is_indifference(self):
        even = NO_TIES | {"Alignment.base": 0.0, "Alignment.affinity": 0.0}
        assert np.all(lead(Alignment, field="hedging", overrides=even) == 1.0)
        keen = NO_TIES | {"Alignment.base": 5.0, "Alignment.affinity": 0.0, "Alignment.temperature": 0.5}
        assert np.all(lead(Alignment, field="hedging", overrides=keen) < 1e-4)

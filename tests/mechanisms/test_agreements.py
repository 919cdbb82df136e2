"""Incentives to keep an agreement and its life: theorems at zero noise, directions, founding and collapse."""

import numpy as np
import pytest
from small_world import STATE_VALUES, STATES, dyadic, initial, lead, run

from counterpoise.mechanisms.agreement import WeaponsAgreement
from counterpoise.mechanisms.conflict_fields import SUSTAINABLE, WILLING
from counterpoise.mechanisms.treaty import TreatyIncentives
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import treaty_depth

SRC, DST, VALUES = dyadic(STATES)
INSIDE = np.arange(12) < 8
HARD = np.array(STATE_VALUES["hard"])
PACTS = VOCABULARY.extended([SUSTAINABLE, WILLING])
PLAIN = {
    "TreatyIncentives.discount": 0.8,
    "TreatyIncentives.punishment": 1.0,
    "TreatyIncentives.inspection": 0.0,
    "TreatyIncentives.benefit": 1.0,
    "TreatyIncentives.duty": 0.0,
}
STILL = {"WeaponsAgreement.entry": 0.0, "WeaponsAgreement.exit": 0.0, "WeaponsAgreement.pace": 0.0}
SHARP = {"WeaponsAgreement.firmness": 1e-4, "WeaponsAgreement.tolerance": 0.4, "WeaponsAgreement.quorum": 0.6}


class TestIncentives:
    @pytest.mark.parametrize("weight", [0.0, 0.5, 0.9, 2.0])
    def test_without_noise_states_keep_it_iff_the_incentive_constraint_holds(self, weight):
        """Everything feared is bound, all weigh gains alike: one slack for all members."""
        start = initial(member=1.0, relative_gains=weight, depth=0.7, detection=0.5, false_alarm=0.05)
        willing = lead(
            TreatyIncentives, field="willing", overrides=PLAIN | {"TreatyIncentives.noise": 1e-5}, start=start
        )
        slack = treaty_depth.depth_slack(0.7, 1.0, 0.8, 0.05, 0.5, weight)
        assert np.all(willing == (1.0 if slack >= 0 else 0.0))

    @pytest.mark.parametrize("weight", [0.0, 0.5, 2.0])
    def test_what_can_be_sustained_is_the_theorems_depth(self, weight):
        start = initial(member=1.0, relative_gains=weight, detection=0.3, false_alarm=0.05)
        found = lead(TreatyIncentives, field="sustainable", overrides=PLAIN, start=start)
        np.testing.assert_allclose(
            found, treaty_depth.sustainable_depth(1.0, 0.8, 0.05, 0.3, weight), rtol=1e-3, atol=1e-6
        )

    def test_detection_punishment_and_patience_help_and_relative_gains_hurt(self):
        def both(overrides=None, **changed):
            fields = run(TreatyIncentives, overrides=PLAIN | (overrides or {}), start=initial(depth=0.6, **changed))
            return fields["willing"][:, 1], fields["sustainable"][:, 1]

        worse = (
            both({"TreatyIncentives.punishment": 0.5}),
            both({"TreatyIncentives.discount": 0.6}),
            both(detection=0.2),
        )
        worse += both(relative_gains=2.0), both(false_alarm=0.3), both({"TreatyIncentives.inspection": -0.3})
        usual = both()
        for other in worse:
            assert np.all(other[0] <= usual[0])
            assert other[0].mean() < usual[0].mean()
            assert np.all(other[1] < usual[1])

    def test_an_agreement_that_leaves_out_the_feared_binds_nothing(self):
        start = initial(member=np.where(np.arange(12) == 5, 0.0, 1.0), fear=np.where(DST == 5, 0.5, 0.0), depth=0.5)
        willing = lead(
            TreatyIncentives, field="willing", overrides=PLAIN | {"TreatyIncentives.noise": 1e-4}, start=start
        )
        assert np.all(willing[:, 0][:, np.arange(12) != 5] == 0.0)

    def test_duty_alone_makes_the_indifferent_comply(self):
        nothing = {"fear": 0.0, "depth": 0.0, "relative_gains": 0.0}
        set_to = PLAIN | {"TreatyIncentives.noise": 0.01}
        none = lead(TreatyIncentives, field="willing", overrides=set_to, start=initial(**nothing))
        dutiful = lead(
            TreatyIncentives,
            field="willing",
            overrides=set_to | {"TreatyIncentives.duty": 0.1},
            start=initial(**nothing),
        )
        assert np.all(none == 0.5)
        assert np.all(dutiful > 0.99)


class TestLife:
    def fields(self, overrides=None, years=1, members=6, **changed):
        start = initial(vocabulary=PACTS, **{"false_alarm": 0.0, "detection": 1.0, "willing": 1.0, **changed})
        return run(
            WeaponsAgreement, overrides=SHARP | STILL | (overrides or {}), start=start, years=years, members=members
        )

    def test_kept_by_all_it_lasts(self):
        found = self.fields()
        assert np.all(found["alive"][:, 1] == 1.0)
        assert np.all(found["violations"][:, 1] == 0.0)
        np.testing.assert_array_equal(found["compliance"][:, 1, 0], np.broadcast_to(INSIDE, (6, 12)))
        np.testing.assert_array_equal(found["member"][:, 1], found["member"][:, 0])

    def test_broken_and_seen_by_the_pivotal_it_ends_for_all(self):
        """The first state holds .37 of members' power, the first two .58; only the latter is past what is tolerated."""
        for broken, ends in ((1, False), (2, True)):
            found = self.fields(willing=np.where(np.arange(12) < broken, 0.0, 1.0))
            assert HARD[:broken].sum() / HARD[INSIDE].sum() < 0.4 or ends
            assert np.all(found["alive"][:, 1] == (0.0 if ends else 1.0))
            assert np.all(found["violations"][:, 1] == broken)
            if ends:
                assert np.all(found["member"][:, 1] == 0.0)
                assert np.all(found["depth"][:, 1] == 0.0)

    def test_broken_unseen_it_lasts_and_a_false_alarm_about_all_ends_it(self):
        assert np.all(self.fields(willing=0.0, detection=0.0)["alive"][:, 1] == 1.0)
        assert np.all(self.fields(false_alarm=1.0)["alive"][:, 1] == 0.0)

    def test_the_willing_join_and_the_unwilling_leave_at_their_pace(self):
        fast = {"WeaponsAgreement.entry": 1.0, "WeaponsAgreement.exit": 1.0}
        willing = (np.arange(12) % 2).astype(float)
        found = self.fields(fast, willing=willing, detection=0.0)
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(willing, (6, 12)))

    @pytest.mark.parametrize(("holdouts", "founded"), [((), True), ((0,), True), ((0, 1), False)])
    def test_one_is_founded_iff_the_powers_that_want_it_make_the_quorum(self, holdouts, founded):
        willing = np.where(np.isin(np.arange(12), holdouts), 0.0, 1.0)
        assert (HARD @ willing / HARD.sum() > 0.6) == founded
        found = self.fields({"WeaponsAgreement.founding": 1.0}, alive=0.0, depth=0.0, member=0.0, willing=willing)
        assert np.all(found["alive"][:, 1] == float(founded))
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(willing * founded, (6, 12)))
        assert np.all(found["compliance"][:, 1] == 0.0)

    def test_depth_moves_towards_what_can_be_sustained(self):
        found = self.fields({"WeaponsAgreement.pace": 0.5}, depth=0.2, sustainable=0.8)
        np.testing.assert_allclose(found["depth"][:, 1], 0.5, rtol=1e-5)

    def test_compliance_looks_high_however_weak_enforcement_is(self):
        """Downs, Rocke and Barsoom: depth gives way, not compliance."""
        both = (TreatyIncentives, WeaponsAgreement)
        set_to = (
            PLAIN
            | STILL
            | SHARP
            | {"WeaponsAgreement.pace": 1.0, "TreatyIncentives.noise": 0.02, "TreatyIncentives.duty": 0.05}
        )
        strong, weak = (
            run(
                *both,
                years=4,
                overrides=set_to | {"TreatyIncentives.punishment": q},
                start=initial(member=1.0, relative_gains=0.1, detection=0.4, false_alarm=0.0),
            )
            for q in (1.0, 0.25)
        )
        depth = [fields["depth"][:, -1].mean() for fields in (strong, weak)]
        kept = [fields["compliance"][:, -1].mean() for fields in (strong, weak)]
        assert depth[1] < 0.7 * depth[0]
        assert kept[1] > 0.9
        assert abs(kept[1] - kept[0]) < 0.1

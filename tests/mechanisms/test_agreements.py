"""Worth, incentives, life and deeds of agreements: theorems at zero noise, directions, founding and collapse."""

import numpy as np
import pytest
from small_world import STATE_VALUES, STATES, dyadic, initial, lead, run

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.mechanisms.agreement import WeaponsAgreement
from counterpoise.mechanisms.conflict_fields import SUSTAINABLE, WILLING
from counterpoise.mechanisms.obligations import Obligations
from counterpoise.mechanisms.regime_fields import HOLDING, JOINING, PARTIES, PIVOTAL, WEIGHING, WORTH
from counterpoise.mechanisms.sanctions import Sanctions
from counterpoise.mechanisms.treaty import TreatyIncentives, depth_kept
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.mechanisms.worth import AgreementWorth
from counterpoise.theory import arms_control, shared_catastrophe, treaty_depth

SRC, DST, VALUES = dyadic(STATES)
N = np.arange(12)
INSIDE = N < 8
HARD = np.array(STATE_VALUES["hard"])
PACTS = VOCABULARY.extended([SUSTAINABLE, WILLING, JOINING, PIVOTAL, WORTH, WEIGHING, HOLDING, PARTIES])
PLAIN = {
    "TreatyIncentives.discount": 0.8,
    "TreatyIncentives.punishment": 1.0,
    "TreatyIncentives.inspection": 0.0,
    "TreatyIncentives.benefit": 1.0,
    "TreatyIncentives.duty": 0.0,
}
NOISELESS = PLAIN | {"TreatyIncentives.noise": 1e-5}
STILL = {"WeaponsAgreement.entry": 0.0, "WeaponsAgreement.exit": 0.0, "WeaponsAgreement.pace": 0.0}
SHARP = {
    "WeaponsAgreement.firmness": 1e-4,
    "WeaponsAgreement.tolerance": 0.4,
    "WeaponsAgreement.quorum": 0.6,
    "WeaponsAgreement.ratifiers": 2.0,
    "WeaponsAgreement.rupture": 1.0,
}


class Always(Mechanism):
    """Everyone is willing, every year."""

    phase = Phase.DECIDE
    declares = (WILLING, JOINING)

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                change.willing[q, i] += 1.0
                change.joining[q, i] += 1.0


def pacts(**changed):
    """A world in which all are members and an agreement wins for all alike what can be won, unless told otherwise."""
    return initial(vocabulary=PACTS, **({"member": 1.0, "worth": 1.0, "holding": 1.0, "weighing": 0.0} | changed))


class TestWorth:
    def found(self, field="worth", **changed):
        return lead(AgreementWorth, field=field, members=1, start=initial(**changed))[0, 0]

    def test_where_all_fear_alike_and_all_are_bound_it_is_one(self):
        """The unit of the theorem: b is then the benefit."""
        np.testing.assert_allclose(self.found(member=1.0, fear=0.1, u_weapons=0.3), 1.0, rtol=1e-5)

    def test_who_fears_little_wins_little(self):
        worth = self.found(member=1.0, fear=np.where(SRC == 4, 0.01, 0.2))
        assert worth[4] < 0.2
        assert np.all(np.delete(worth, 4) > 0.9)

    def test_an_agreement_that_leaves_out_the_feared_binds_nothing(self):
        changed = {"member": np.where(N == 5, 0.0, 1.0), "fear": np.where(DST == 5, 0.5, 0.0)}
        assert np.all(np.delete(self.found(**changed), 5) == 0.0)
        assert np.all(np.delete(self.found(**(changed | {"alive": 0.0})), 5) > 0.5)  # one that binds all is weighed

    @pytest.mark.parametrize(
        ("about", "have"), [("on_weapons", "u_weapons"), ("on_command", "warheads"), ("on_frontier", "capability")]
    )
    def test_what_it_limits_decides_whose_membership_matters(self, about, have):
        """The first state has all there is of it: with it out nothing is bound, with it alone in everything is."""
        about = {"on_weapons": 0.0, about: 1.0} if about != "on_weapons" else {}
        only = {have: np.where(N == 0, 26.0 if have == "capability" else 0.9, 0.0), "fear": 0.2} | about
        others = np.delete(N, 0)
        assert np.all(self.found(member=np.where(N == 0, 0.0, 1.0), **only)[others] < 1e-3)
        assert np.all(self.found(member=np.where(N == 0, 1.0, 0.0), **only)[others] > 0.9)

    def test_a_club_is_worth_what_can_be_denied_to_those_feared_outside(self):
        club = {"on_weapons": 0.0, "on_supply": 1.0, "member": INSIDE.astype(float)}
        outsiders, insiders = np.where(DST >= 8, 0.3, 0.0), np.where(DST < 8, 0.3, 0.0)
        assert np.all(self.found(fear=insiders, **club) < 1e-4)
        assert np.all(self.found(fear=outsiders, **club) > 0.5)
        poor = np.where(INSIDE, 1.0, 1e6)
        assert np.all(self.found(fear=outsiders, compute=poor, **club) < 1e-4)

    # covers: F26
    def test_rules_of_conduct_are_worth_the_norm_held(self):
        norm = N / 20.0
        found = self.found(on_weapons=0.0, on_conduct=1.0, norm=norm)
        np.testing.assert_allclose(found, norm, atol=1e-6)

    def test_gains_of_members_are_minded_as_far_as_they_make_force(self):
        gains = np.where(DST == 0, 1.1, 0.0)
        in_it = self.found("weighing", member=1.0, relative_gains=gains)
        np.testing.assert_allclose(in_it[1:], 0.1, rtol=1e-4)
        half = self.found("weighing", member=1.0, relative_gains=gains, convertible=0.5)
        np.testing.assert_allclose(half, 0.5 * in_it, rtol=1e-4)
        assert np.all(self.found("weighing", member=np.where(N == 0, 0.0, 1.0), relative_gains=gains)[1:] == 0.0)


class TestIncentives:
    @pytest.mark.parametrize("weight", [0.0, 0.5, 0.9, 2.0])
    def test_without_noise_states_keep_it_iff_the_incentive_constraint_holds(self, weight):
        start = pacts(weighing=weight, depth=0.7, detection=0.5, false_alarm=0.05)
        willing = lead(TreatyIncentives, field="willing", overrides=NOISELESS, start=start)
        slack = treaty_depth.depth_slack(0.7, 1.0, 0.8, 0.05, 0.5, weight)
        assert np.all(willing == (1.0 if slack >= 0 else 0.0))

    @pytest.mark.parametrize("weight", [0.0, 0.5, 2.0])
    def test_what_can_be_sustained_is_the_theorems_depth(self, weight):
        start = pacts(weighing=weight, detection=0.3, false_alarm=0.05)
        found = lead(TreatyIncentives, field="sustainable", overrides=PLAIN, start=start)
        np.testing.assert_allclose(
            found, treaty_depth.sustainable_depth(1.0, 0.8, 0.05, 0.3, weight), rtol=1e-3, atol=1e-6
        )

    # covers: F34, F47
    def test_detection_punishment_and_patience_help_and_relative_gains_hurt(self):
        def both(overrides=None, **changed):
            fields = run(TreatyIncentives, overrides=PLAIN | (overrides or {}), start=pacts(depth=0.6, **changed))
            return fields["willing"][:, 1], fields["sustainable"][:, 1]

        worse = (
            both({"TreatyIncentives.punishment": 0.5}),
            both({"TreatyIncentives.discount": 0.6}),
            both(detection=0.2),
            both(resolve=0.5),
        )
        worse += both(weighing=2.0), both(false_alarm=0.3), both({"TreatyIncentives.inspection": -0.3})
        usual = both()
        for other in worse:
            assert np.all(other[0] <= usual[0])
            assert other[0].mean() < usual[0].mean()
            assert np.all(other[1] < usual[1])

    @pytest.mark.parametrize("loss", [0.0, 0.2, 0.349, 0.351, 0.8])
    def test_a_loss_shared_by_all_ends_the_temptation_at_the_theorems_threshold(self, loss):
        """Where nobody punishes, it is kept iff the shared loss exceeds (T - R) / h, h being the depth violated."""
        start = pacts(depth=0.7, resolve=0.0, shared_loss=loss)
        willing = lead(TreatyIncentives, field="willing", overrides=NOISELESS, start=start)
        threshold = shared_catastrophe.shared_loss_threshold(0.7, 0.7 - 0.5 * 0.7**2, 0.7)
        assert threshold == pytest.approx(0.35)
        np.testing.assert_allclose(willing, 1.0 if loss > threshold else 0.0, atol=1e-6)

    # covers: F35, L9
    def test_only_a_shared_loss_outweighs_relative_gains_that_block_all_else(self):
        """Either way: with gains of weight 2 nothing is kept, unless the loss is large; with none both are."""
        for weight, loss, kept in ((2.0, 0.0, 0.0), (2.0, 5.0, 1.0), (0.0, 0.0, 1.0)):
            start = pacts(depth=0.5, weighing=weight, shared_loss=loss, detection=0.6, false_alarm=0.0)
            assert np.all(lead(TreatyIncentives, field="willing", overrides=NOISELESS, start=start) == kept)

    def test_an_agent_punishes_what_members_would_not_and_takes_back_what_is_gained_over_others(self):
        def deepest(**changed):
            start = pacts(detection=0.9, false_alarm=0.0, **changed)
            return lead(TreatyIncentives, field="sustainable", overrides=PLAIN, start=start)[0, 0]

        assert deepest(resolve=0.0) == 0.0 < deepest(resolve=0.0, agent=0.5) <= deepest(resolve=0.0, agent=1.0)
        assert deepest(weighing=5.0) == 0.0 < deepest(weighing=5.0, agent=1.0)

    def test_stance_decides_for_those_whom_incentives_leave_undecided(self):
        stance = np.where(N % 3 == 0, -0.2, 0.2)
        start = pacts(depth=0.0, stance=stance, worth=0.0)
        willing = lead(TreatyIncentives, field="willing", overrides=NOISELESS, start=start)
        np.testing.assert_array_equal(willing[:, 0], np.broadcast_to(stance > 0, (4, 12)))

    def test_depth_kept_is_the_root_of_the_slack(self):
        for slope, bend, wish in ((0.4, 1.5, 0.0), (0.4, 1.5, 0.1), (-0.2, 2.0, 0.1), (0.6, 1.5, -0.05)):
            depth = depth_kept(slope, bend, wish)
            assert slope * depth - 0.5 * bend * depth**2 + wish == pytest.approx(0.0, abs=1e-6)
            assert slope - bend * depth < 0.0  # the larger one
        assert depth_kept(0.1, 1.5, -0.5) == 0.0 == depth_kept(-0.1, 1.5, 0.0)
        power = arms_control.enforcement_power(0.8, 0.05, 0.3)
        expected = treaty_depth.sustainable_depth(1.0, 0.8, 0.05, 0.3, 0.2)
        assert depth_kept(power - 0.2, 1.0 + power + 0.2, 0.0) == pytest.approx(expected)

    def test_duty_alone_makes_the_indifferent_comply(self):
        nothing = {"worth": 0.0, "depth": 0.0}
        set_to = PLAIN | {"TreatyIncentives.noise": 0.01}
        none = lead(TreatyIncentives, field="willing", overrides=set_to, start=pacts(**nothing))
        dutiful = lead(
            TreatyIncentives,
            field="willing",
            overrides=set_to | {"TreatyIncentives.duty": 0.1},
            start=pacts(**nothing),
        )
        assert np.all(none == 0.5)
        assert np.all(dutiful > 0.99)


class TestParticipation:
    """Who is not in it has others' restraint for nothing, and nobody punishes it (Barrett 1994)."""

    def joining(self, overrides=None, **changed):
        given = {"detection": 0.9, "false_alarm": 0.0, "depth": 0.6} | changed
        return run(TreatyIncentives, overrides=NOISELESS | (overrides or {}), start=pacts(**given))

    def test_what_would_be_kept_for_fear_of_punishment_is_not_joined_for_it(self):
        found = self.joining()
        assert np.all(found["willing"][:, 1] == 1.0)
        assert np.all(found["joining"][:, 1] == 0.0)
        np.testing.assert_array_equal(self.joining(resolve=0.0)["joining"][:, 1], found["joining"][:, 1])

    @pytest.mark.parametrize("over", [0.9, 1.1])
    def test_it_is_joined_iff_its_worth_times_being_pivotal_exceeds_its_cost(self, over):
        """With b and g of one and no relative gains the threshold is half the depth."""
        dead = {"alive": 0.0, "member": 0.0}
        depth = self.joining(**dead)["sustainable"][0, 1, 0]
        found = self.joining(**dead, pivotal=over * 0.5 * depth)["joining"][:, 1]
        assert 0.1 < depth < 1.0 + 1e-6
        assert np.all(found == (1.0 if over > 1.0 else 0.0))
        assert np.all(self.joining(pivotal=1.0)["joining"][:, 1] == 0.0)  # one in force is there without it

    def test_the_gains_of_a_club_are_for_members_alone(self):
        assert np.all(self.joining(on_supply=1.0)["joining"][:, 1] == 1.0)

    @pytest.mark.parametrize("loss", [0.299, 0.301])
    def test_who_fears_its_own_breach_enough_joins_at_the_theorems_threshold(self, loss):
        reward = 0.6 - 0.5 * 0.6**2
        assert shared_catastrophe.shared_loss_threshold(0.6, reward, 0.6) == pytest.approx(0.3)
        found = self.joining(shared_loss=loss)["joining"][:, 1]
        np.testing.assert_allclose(found, 1.0 if loss > 0.3 else 0.0, atol=1e-6)

    def test_who_has_nothing_to_give_up_joins_out_of_duty_or_not_at_all(self):
        nothing = {"holding": 0.0, "weighing": 2.0, "shared_loss": 1.0}
        assert np.all(self.joining(**nothing)["joining"][:, 1] == 0.5)
        assert np.all(self.joining({"TreatyIncentives.duty": 0.01}, **nothing)["joining"][:, 1] == 1.0)
        assert np.all(self.joining(**nothing, stance=-0.01)["joining"][:, 1] == 0.0)

    def test_who_has_more_to_give_up_keeps_and_joins_less(self):
        soft = {"TreatyIncentives.noise": 0.2}
        found = self.joining(soft, holding=N / 6.0, weighing=0.3)
        for name in ("willing", "joining"):
            assert np.all(np.diff(found[name][:, 1], axis=1) < 0.0)

    def test_what_a_state_has_to_give_up_is_one_at_the_mean(self):
        alike = run(AgreementWorth, members=1, start=initial(u_weapons=0.3))["holding"][0, 1, 0]
        np.testing.assert_allclose(alike, 1.0, rtol=1e-5)
        arms = np.where(N == 0, 0.0, 0.3)
        found = run(AgreementWorth, members=1, start=initial(u_weapons=arms))["holding"][0, 1, 0]
        mean = float(HARD @ arms / HARD.sum())
        np.testing.assert_allclose(found, 2.0 * arms / (arms + mean), rtol=1e-5)
        conduct = run(AgreementWorth, members=1, start=initial(u_weapons=arms, on_weapons=0.0, on_conduct=1.0))
        np.testing.assert_allclose(conduct["holding"][0, 1], 1.0, rtol=1e-6)


class TestLife:
    def fields(self, overrides=None, years=1, members=6, **changed):
        start = initial(
            vocabulary=PACTS, **{"false_alarm": 0.0, "detection": 1.0, "willing": 1.0, "joining": 1.0, **changed}
        )
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
            found = self.fields(willing=np.where(broken > N, 0.0, 1.0))
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
        willing = (N % 2).astype(float)
        found = self.fields(fast, willing=willing, detection=0.0)
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(willing, (6, 12)))

    # covers: A02, P28
    @pytest.mark.parametrize(("holdouts", "founded"), [((), True), ((0,), True), ((0, 1), False)])
    def test_one_is_founded_iff_the_powers_that_want_it_make_the_quorum(self, holdouts, founded):
        willing = np.where(np.isin(N, holdouts), 0.0, 1.0)
        assert (HARD @ willing / HARD.sum() > 0.6) == founded
        found = self.fields({"WeaponsAgreement.founding": 1.0}, alive=0.0, depth=0.0, member=0.0, willing=willing)
        assert np.all(found["alive"][:, 1] == float(founded))
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(willing * founded, (6, 12)))
        np.testing.assert_array_equal(found["compliance"][:, 1], found["member"][:, 1])

    @pytest.mark.parametrize("alive", [0.0, 1.0])
    def test_who_would_rather_be_out_neither_signs_nor_joins(self, alive):
        fast = {"WeaponsAgreement.founding": 1.0, "WeaponsAgreement.entry": 1.0}
        rather = np.where(N < 2, 1.0, (N % 2).astype(float))
        found = self.fields(fast, alive=alive, member=alive * (N < 2), joining=rather, detection=0.0)
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(rather, (6, 12)))

    @pytest.mark.parametrize("ready", [2, 3, 4, 5])
    def test_the_weak_found_one_without_the_powers_if_they_are_many(self, ready):
        """A third of twelve will do. One too few: any other would make it; no more than enough: each is needed."""
        eager = {"WeaponsAgreement.founding": 1.0, "WeaponsAgreement.ratifiers": 0.33}
        who = np.isin(N, N[-ready:]).astype(float)
        assert HARD @ who / HARD.sum() < 0.2
        found = self.fields(eager, alive=0.0, depth=0.0, member=0.0, willing=who)
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(who * (ready >= 4), (6, 12)))
        needed = {3: 1.0 - who, 4: who}.get(ready, np.zeros(12))
        np.testing.assert_allclose(found["pivotal"][:, 1, 0], np.broadcast_to(needed, (6, 12)), atol=1e-6)

    def test_pivotal_is_who_makes_the_difference_to_founding(self):
        """All but the first are ready, .65 of power, the quorum being .59: whoever has more than .06 of it."""
        dead = {"alive": 0.0, "depth": 0.0, "member": 0.0, "joining": np.where(N > 0, 1.0, 0.0)}
        found = self.fields({"WeaponsAgreement.founding": 0.0, "WeaponsAgreement.quorum": 0.59}, **dead)
        wanted = (N > 0) & (HARD / HARD.sum() > 0.06)
        assert 0 < wanted.sum() < 6
        np.testing.assert_allclose(found["pivotal"][:, 1, 0], np.broadcast_to(wanted, (6, 12)), atol=1e-6)
        assert np.all(self.fields()["pivotal"][:, 1] == 0.0)  # one in force needs nobody to found it

    @pytest.mark.parametrize("alive", [0.0, 1.0])
    def test_who_joins_this_year_complies_as_far_as_it_is_willing(self, alive):
        """Written with membership, or next year it would stand accused of having broken all of it."""
        fast = {"WeaponsAgreement.founding": 1.0, "WeaponsAgreement.entry": 1.0}
        found = self.fields(fast, alive=alive, member=alive * (N < 3), willing=0.8, detection=0.0, members=20)
        joined = found["member"][:, 1] > found["member"][:, 0]
        assert joined.sum() > 20
        np.testing.assert_allclose(found["compliance"][:, 1], 0.8 * found["member"][:, 1], rtol=1e-6)

    def test_nobody_is_sanctioned_for_an_agreement_it_just_founded_and_keeps(self):
        """In a world without any conflict and with all willing, founding one is no occasion for a sanction."""
        eager = SHARP | STILL | {"WeaponsAgreement.founding": 1.0, "Sanctions.major": 0.0, "Sanctions.outrage": 1e3}
        dead = {"alive": 0.0, "depth": 0.0, "member": 0.0, "compliance": 0.0}
        start = initial(vocabulary=PACTS, **{"detection": 1.0, "willing": 1.0, "joining": 1.0, "rung": 0.0, **dead})
        found = run(Always, WeaponsAgreement, Sanctions, overrides=eager, start=start, years=2)
        assert np.all(found["member"][:, 1] == 1.0)
        assert not np.any(found["sanction"])

    def test_off_what_was_kept_is_kept(self):
        start = initial(vocabulary=PACTS, willing=0.2, compliance=0.7)
        found = run(WeaponsAgreement, start=start, off=["WeaponsAgreement"], years=3)
        for name in ("compliance", "member", "alive", "depth"):
            np.testing.assert_array_equal(found[name], np.broadcast_to(found[name][:, :1], found[name].shape))

    def test_parties_are_those_who_are_in_it_when_the_year_ends(self):
        fast = {"WeaponsAgreement.entry": 0.5, "WeaponsAgreement.exit": 0.5}
        found = self.fields(fast, willing=0.5, detection=0.0, years=4)
        np.testing.assert_array_equal(found["parties"][:, 1:], found["member"][:, 1:].sum(axis=-1))

    def test_left_by_all_but_one_it_ends(self):
        for left, lives in ((1, 0.0), (2, 1.0)):
            assert np.all(self.fields(member=(left > N).astype(float), detection=0.0)["alive"][:, 1] == lives)

    def test_an_agent_or_want_of_resolve_keeps_a_charge_from_ending_it(self):
        broken = {"willing": np.where(N < 2, 0.0, 1.0)}
        assert np.all(self.fields(**broken)["alive"][:, 1] == 0.0)
        for spared in ({"agent": 1.0}, {"resolve": 0.0}):
            assert np.all(self.fields(**broken, **spared)["alive"][:, 1] == 1.0)
        assert np.all(self.fields({"WeaponsAgreement.rupture": 0.0}, **broken)["alive"][:, 1] == 1.0)

    # covers: F47, L10
    def test_human_control_of_nuclear_weapons_is_for_those_who_have_them(self):
        found = self.fields(
            {"WeaponsAgreement.entry": 1.0}, on_command=1.0, on_weapons=0.0, member=(N < 2).astype(float), detection=0.0
        )
        wanted = (N < 2) | (np.array(STATE_VALUES["warheads"]) > 0)
        np.testing.assert_array_equal(found["member"][:, 1, 0], np.broadcast_to(wanted, (6, 12)))

    def test_a_club_is_founded_by_the_well_disposed_and_admits_nobody_later(self):
        club = {"on_supply": 1.0, "on_weapons": 0.0, "stance": np.where(N < 3, 0.1, -0.1)}
        dead = {"alive": 0.0, "depth": 0.0, "member": 0.0, "willing": np.where(N < 3, 1.0, 0.9)}
        founded = self.fields({"WeaponsAgreement.founding": 1.0}, **club, **dead)
        np.testing.assert_array_equal(founded["member"][:, 1, 0], np.broadcast_to(N < 3, (6, 12)))
        later = self.fields({"WeaponsAgreement.entry": 1.0}, **club, member=(N < 3).astype(float), detection=0.0)
        np.testing.assert_array_equal(later["member"][:, 1], later["member"][:, 0])

    def test_depth_moves_towards_what_can_be_sustained(self):
        found = self.fields({"WeaponsAgreement.pace": 0.5}, depth=0.2, sustainable=0.8)
        np.testing.assert_allclose(found["depth"][:, 1], 0.5, rtol=1e-5)

    # covers: F42
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
                start=pacts(weighing=0.1, detection=0.4, false_alarm=0.0),
            )
            for q in (1.0, 0.25)
        )
        depth = [fields["depth"][:, -1].mean() for fields in (strong, weak)]
        kept = [fields["compliance"][:, -1].mean() for fields in (strong, weak)]
        assert depth[1] < 0.7 * depth[0]
        assert kept[1] > 0.9
        assert abs(kept[1] - kept[0]) < 0.1


SURE = {f"Obligations.{name}": 0.5 for name in ("limits", "control", "care", "closing", "example")}
KEPT = {"compliance": 0.8, "depth": 0.5, "on_weapons": 0.0}


class TestDeeds:
    # covers: F23, F47
    @pytest.mark.parametrize(
        ("about", "field", "towards"),
        [
            ("on_weapons", "u_weapons", 0.0),
            ("on_command", "u_command", 0.0),
            ("on_frontier", "safety", 1.0),
            ("on_conduct", "norm", 1.0),
        ],
    )
    def test_members_do_what_they_agreed_on_as_far_as_it_is_deep_and_kept(self, about, field, towards):
        """A fifth (one half of .5 times .8) of the way, for members, those with nuclear weapons if it is about them."""
        usual = {"norm": 0.3}
        found = run(Obligations, overrides=SURE, start=initial(**(usual | KEPT | {about: 1.0})))[field]
        who = INSIDE & (np.array(STATE_VALUES["warheads"]) > 0 if about == "on_command" else True)
        expected = found[:, 0] + 0.2 * who * (towards - found[:, 0])
        np.testing.assert_allclose(found[:, 1], expected, rtol=1e-5)
        for nothing in ({"alive": 0.0}, {"depth": 0.0}, {"compliance": 0.0}, {"member": 0.0}):
            idle = run(Obligations, overrides=SURE, start=initial(**(usual | KEPT | {about: 1.0} | nothing)))
            np.testing.assert_array_equal(idle[field][:, 1], idle[field][:, 0])

    # covers: F48
    def test_a_club_comes_up_to_the_strictest_of_its_members_towards_outsiders_alone(self):
        control = np.where((SRC == 0) & np.isin(DST, [1, 9]), 0.9, np.where((SRC == 10) & (DST == 11), 0.9, 0.1))
        start = initial(**(KEPT | {"on_supply": 1.0, "export_control": control}))
        found = run(Obligations, overrides=SURE, start=start, members=1)["export_control"][0]
        joins = (SRC < 8) & (DST == 9) & (SRC != 0)
        np.testing.assert_allclose(found[1][joins], 0.1 + 0.2 * 0.8, rtol=1e-5)
        np.testing.assert_array_equal(found[1][~joins], found[0][~joins])

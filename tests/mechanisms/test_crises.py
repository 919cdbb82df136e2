"""Failing bargains, strain, tempo, tension, and disputes that begin, climb and spread."""

import numpy as np
import pytest
from small_world import STATE_VALUES, STATES, dyadic, initial, lead, run

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Actors, Initial
from counterpoise.mechanisms.bargaining import Bargaining, bargaining_failure, declining_margin
from counterpoise.mechanisms.conflict_fields import BARGAINING, EXPECTED, PACE, PACE_LEVEL, STRAIN
from counterpoise.mechanisms.crisis import CrisisOnset, chances_of_rungs, nuclear_firebreak, rung_reached, tempo_of
from counterpoise.mechanisms.memory import DisputeMemory
from counterpoise.mechanisms.strain import DisputeStrain
from counterpoise.mechanisms.tempo import Tempo
from counterpoise.mechanisms.tension import Tension
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import chain_ganging, commitment, escalation_ladder, fearon, jervis

SRC, DST, VALUES = dyadic(STATES)
INDEX = initial().actors.index
CRISES = VOCABULARY.extended([BARGAINING, EXPECTED, STRAIN, PACE, PACE_LEVEL])
ALONE = {"CrisisOnset.joining": -1e3, "CrisisOnset.level": 0.0}
NO_STRAIN = {f"DisputeStrain.{w}": 0.0 for w in ("dilemma", "transition", "past", "alliance", "peace")}
TO_MAJOR_WAR = {
    f"CrisisOnset.{name}": value
    for name, value in (("escalation", 1e4), ("firebreak", 0.0), ("war_break", 0.0), ("cause", 0.0), ("heat", 0.0))
}
TO_MAJOR_WAR |= {"CrisisOnset.taboo": 1.0, "CrisisOnset.wear": 0.0}
LONELY_LADDER = {"CrisisOnset.flash": 0.0, **ALONE}


class Reconciliation(Mechanism):
    """Rivals are strained in the first year and not after it."""

    phase = Phase.COERCE
    declares = (STRAIN,)

    @kernel
    def step(world, change, p, draw):
        for e in range(world.n_dyads):
            change.strain[e] += 1.5 * world.rivalry[e] if world.elapsed <= 1.0 else 0.0


class TestBargaining:
    def test_hidden_costs_are_fearons(self):
        assert bargaining_failure(0.1, 0.25, 0.8) == pytest.approx(fearon.war_probability(0.05, 0.45, 0.1))
        assert bargaining_failure(0.1, 0.25, 0.8) == pytest.approx(0.3125)
        assert bargaining_failure(0.1, 0.25, 0.0) == 0.0

    # covers: F39
    @pytest.mark.parametrize(("p_now", "p_next", "fights"), [(0.7, 0.3, True), (0.7, 0.6, False)])
    def test_shifts_are_powells_whoever_declines(self, p_now, p_next, fights):
        odds = [np.log(p / (1 - p)) for p in (p_now, p_next)]
        now, later, rise = np.exp(odds[0]), np.exp(odds[1]), odds[1] - odds[0]
        margin = declining_margin(now, 1.0, later, 1.0, rise, 0.9, 0.2)
        assert margin == pytest.approx(commitment.shift_margin(p_now, p_next, 0.9, 0.2), abs=1e-6)
        assert margin == pytest.approx(declining_margin(1.0, now, 1.0, later, -rise, 0.9, 0.2), abs=1e-6)
        assert (margin > 0) is fights

    def test_without_noise_only_a_shift_past_the_threshold_adds_odds(self):
        hard = np.r_[0.7, 0.3, np.full(10, 1e-6)]
        growth = np.r_[0.0, 0.35, np.zeros(10)]
        weights = {"Bargaining.w_information": 0.0, "Bargaining.w_shift": 1.0, "Bargaining.noise": 1e-4}
        powell = {"Bargaining.discount": 0.9, "Bargaining.destroyed": 0.2, "Bargaining.decisiveness": 1.0}
        clock = {"Bargaining.horizon": 5.0, "Bargaining.leap": 0.0}
        start = initial(hard=hard, growth=growth)
        found = lead(Bargaining, field="bargaining", overrides=weights | powell | clock, start=start)
        first = (np.minimum(SRC, DST) == 0) & (np.maximum(SRC, DST) == 1)
        assert np.all(found[:, first] == 1.0)
        slow = lead(
            Bargaining, field="bargaining", overrides=weights | powell | clock, start=initial(hard=hard, growth=0.02)
        )
        assert np.all(slow[:, first] == 0.0)

    def test_surveillance_makes_bargains_easier(self):
        blind, seeing = (lead(Bargaining, field="bargaining", start=initial(u_isr=u)) for u in (0.0, 1.0))
        assert np.all(seeing <= blind)
        assert np.any(seeing < blind)


class TestStrain:
    def test_without_weights_it_is_failing_bargains(self):
        start = initial(vocabulary=CRISES, bargaining=0.7)
        np.testing.assert_allclose(lead(DisputeStrain, field="strain", overrides=NO_STRAIN, start=start), 0.7)

    @pytest.mark.parametrize(
        ("weight", "changed", "sign"),
        [
            ("dilemma", {}, 1),
            ("transition", {"hard": 0.1, "affinity": 0.2}, 1),
            ("past", {"memory": 9.0, "expected": 2.0}, 1),
            ("past", {"memory": 0.5, "expected": 2.0}, -1),
            ("alliance", {"alliance": 1.0}, -1),
            ("peace", {"democracy": 2.0}, -1),
        ],
    )
    def test_each_term_has_its_sign(self, weight, changed, sign):
        found = lead(
            DisputeStrain,
            field="strain",
            overrides=NO_STRAIN | {f"DisputeStrain.{weight}": 1.0},
            start=initial(vocabulary=CRISES, **changed),
        )
        assert np.all(sign * found > 0.0)

    def test_memory_that_was_to_be_expected_says_nothing_and_none_is_a_surprise_in_the_first_year(self):
        only = NO_STRAIN | {"DisputeStrain.past": 3.0}
        for changed in ({"memory": 4.0, "expected": 4.0}, {"memory": 4.0, "expected": 0.0}):
            start = initial(vocabulary=CRISES, **changed)
            assert np.all(lead(DisputeStrain, field="strain", overrides=only, start=start) == 0.0)

    def test_a_dispute_beyond_what_was_expected_raises_the_next_hazard_by_its_surprise(self):
        """Where a pair had none, odds are those of (1 + 1) / (1 + h) to the power of the weight."""
        first = (np.minimum(SRC, DST) == 0) & (np.maximum(SRC, DST) == 1)
        chain = (DisputeStrain, CrisisOnset, DisputeMemory)
        sure = ALONE | NO_STRAIN | {"DisputeStrain.past": 3.0, "CrisisOnset.lasting": 0.0}
        start = initial(base_hazard=np.where(first, 0.5, 1e-4), memory=0.0)
        found = run(*chain, years=2, overrides=sure, start=start, members=40)
        struck = found["onset"][:, 1, first].all(axis=1)
        odds = found["hazard"][:, 2, first] / (1.0 - found["hazard"][:, 2, first])
        np.testing.assert_allclose(odds[struck], (2.0 / 1.5) ** 3, rtol=1e-3)
        np.testing.assert_allclose(odds[~struck], (1.0 / 1.5) ** 3, rtol=1e-3)
        assert 0 < struck.sum() < 40

    # covers: F39
    def test_parity_needs_both_parity_and_dissatisfaction(self):
        only = NO_STRAIN | {"DisputeStrain.transition": 1.0}
        for changed in ({"hard": 0.1, "affinity": 1.0}, {"hard": 0.5 ** np.arange(12.0), "affinity": 0.0}):
            assert np.all(lead(DisputeStrain, field="strain", overrides=only, start=initial(**changed)) == 0.0)


class TestOnset:
    def test_without_strain_the_hazard_is_the_record(self):
        found = lead(CrisisOnset, field="hazard", overrides=ALONE)
        np.testing.assert_allclose(found, np.broadcast_to(VALUES["base_hazard"], found.shape), rtol=1e-4)

    def test_the_first_year_is_the_records_whatever_the_strain_and_what_it_changes_by_counts_after(self):
        start = initial(vocabulary=CRISES, base_hazard=0.001)
        found = run(CrisisOnset, Reconciliation, overrides=ALONE, start=start, years=2)["hazard"][0]
        np.testing.assert_allclose(found[1], 0.001, rtol=1e-3)
        odds = found[2] / (1 - found[2])
        np.testing.assert_allclose(odds, 0.001 / 0.999 * np.exp(-1.5 * VALUES["rivalry"]), rtol=1e-3)

    def test_tension_raises_all_odds_alike(self):
        calm, tense = (lead(CrisisOnset, field="hazard", overrides=ALONE, start=initial(tension=x)) for x in (0.0, 1.0))
        np.testing.assert_allclose((tense / (1 - tense)) / (calm / (1 - calm)), np.e, rtol=1e-4)

    def test_an_error_that_all_records_share_moves_all_odds_of_a_member_alike(self):
        usual, higher = (
            lead(CrisisOnset, field="hazard", overrides=ALONE | {"CrisisOnset.level": x}) for x in (0.0, 0.5)
        )
        np.testing.assert_allclose((higher / (1 - higher)) / (usual / (1 - usual)), np.exp(0.5), rtol=1e-4)

    def test_onsets_follow_the_hazard(self):
        found = run(CrisisOnset, members=150, overrides=ALONE, record=["onset", "hazard", "disputes", "rung"])
        expected = found["hazard"][:, 1].sum() / 2
        begun = found["disputes"][:, 1].sum()
        assert abs(begun - expected) < 4 * np.sqrt(expected)
        np.testing.assert_array_equal(found["onset"][:, 1] > 0, found["rung"][:, 1] > 0)
        np.testing.assert_allclose(found["onset"][:, 1].sum(axis=1) / 2, found["disputes"][:, 1, 0])

    def test_risks_are_what_the_disputes_begun_are_expected_to_come_to(self):
        """Over many members the wars that happen between originators are as many as were to be expected."""
        mild = {"CrisisOnset.escalation": 1.5, "CrisisOnset.firebreak": 0.4, "CrisisOnset.war_break": 0.4}
        found = run(
            CrisisOnset, members=600, overrides=ALONE | mild | {"CrisisOnset.taboo": 0.7, "CrisisOnset.wear": 0.0}
        )
        for risk, rung in (("war_risk", 4.0), ("nuclear_risk", 5.0)):
            expected = found[risk][:, 1].sum()
            happened = (found["rung"][:, 1] >= rung).sum() / 2
            assert expected > 30
            assert abs(happened - expected) < 4 * np.sqrt(expected)

    def test_off_goes_by_the_record_on_the_first_rung(self):
        start = initial(tension=2.0, base_hazard=0.4)
        found = run(CrisisOnset, off=["CrisisOnset"], start=start, members=20)
        assert np.all(found["hazard"][:, 1] == np.float32(0.4))
        assert found["rung"][:, 1].max() == 1.0
        assert abs(found["onset"][:, 1].mean() - 0.4) < 0.06


class TestLadder:
    @pytest.mark.parametrize("up", [0.1, 1 / 3, 0.6])
    def test_chances_of_each_rung_are_the_ladders(self, up):
        """The share of luck that reaches a rung is gambler's ruin, with one firebreak as with none."""
        chances = chances_of_rungs(up, 0.0, 0.0, 0.0)
        for top, chance in zip((2, 3, 4, 5), chances, strict=True):
            assert chance == pytest.approx(escalation_ladder.top_probability(up / (1 - up), 1.0, 1.0, top), rel=1e-6)
        chances = chances_of_rungs(up, 0.4, 0.7, 0.9)
        steps = np.array([up, up * 0.6, up * 0.3, up * 0.1])
        for top, chance in zip((2, 3, 4, 5), chances, strict=True):
            assert chance == pytest.approx(escalation_ladder.absorption(steps[: top - 1])[0, 1], rel=1e-6)

    def test_one_number_decides_the_rung(self):
        chances = (0.6, 0.2, 0.01, 0.001)
        luck = (np.arange(20000) + 0.5) / 20000
        rungs = np.array([rung_reached(u, *chances) for u in luck])
        assert rungs.min() == 1.0
        for top, chance in zip((2, 3, 4, 5), chances, strict=True):
            assert np.mean(rungs >= top) == pytest.approx(chance, abs=1e-4)

    def test_the_priors_climb_as_the_record_of_1992_to_2007_did(self):
        """547 pairs of originators: 316 used force, 93 with deaths, 5 came to war; nobody used nuclear weapons."""
        central = {name: p.central for name, p in CrisisOnset.params.items()}
        up = central["escalation"] / (1.0 + central["escalation"])
        force, clash, war, use = chances_of_rungs(up, central["firebreak"], central["war_break"], central["taboo"])
        assert force == pytest.approx(316 / 547, abs=0.03)
        assert clash / force == pytest.approx(93 / 316, abs=0.04)
        assert war / clash == pytest.approx(5 / 93, abs=0.02)
        # no use in the 14 wars since 1945 in which a side had nuclear weapons: the rule of succession allows 1 in 16
        assert 0.0 < use / war < 1 / 16

    def test_a_pair_meets_the_tempo_as_far_as_it_is_automated(self):
        assert tempo_of(2.0, 0.0, 0.5) == 1.0
        assert tempo_of(2.0, 0.5, 0.5) == 2.0
        assert tempo_of(2.0, 0.25, 0.5) == pytest.approx(np.sqrt(2.0))
        assert tempo_of(2.0, 1.0, 0.1) == 2.0
        assert tempo_of(2.0, 0.3, 0.0) == 2.0

    # covers: F45, F49, F50, L10
    def test_tempo_flash_and_weaker_firebreaks_never_lower_a_rung(self):
        base = LONELY_LADDER | {"CrisisOnset.escalation": 0.5, "CrisisOnset.firebreak": 0.5, "CrisisOnset.taboo": 0.5}
        base |= {"CrisisOnset.war_break": 0.5}

        def rungs(overrides=base, **changed):
            start = initial(base_hazard=0.9, **changed)
            return lead(CrisisOnset, field="rung", overrides=overrides, start=start, members=60)

        usual = rungs()
        for other in (
            rungs(tempo=5.0),
            rungs(base | {"CrisisOnset.flash": 5.0}, autonomy=1.0, safety=0.0),
            rungs(base | {"CrisisOnset.firebreak": 0.0}),
            rungs(base | {"CrisisOnset.taboo": 0.0}),
        ):
            assert np.all(other >= usual)
            assert np.any(other > usual)

    def test_perfect_firebreaks_and_no_warheads(self):
        hot = LONELY_LADDER | {"CrisisOnset.escalation": 50.0}
        start = {"base_hazard": 0.9}
        hot |= {"CrisisOnset.war_break": 0.0}
        broken = hot | {"CrisisOnset.firebreak": 1.0}
        assert lead(CrisisOnset, field="rung", overrides=broken, start=initial(**start)).max() == 2.0
        open_ladder = hot | {"CrisisOnset.firebreak": 0.0, "CrisisOnset.taboo": 0.0}
        assert lead(CrisisOnset, field="rung", overrides=open_ladder, start=initial(warheads=0.0, **start)).max() == 4.0
        used = lead(CrisisOnset, field="rung", overrides=open_ladder, start=initial(**start)) == 5.0
        armed = np.array(STATE_VALUES["warheads"]) > 0
        assert np.any(used)
        no_war = hot | {"CrisisOnset.firebreak": 0.0, "CrisisOnset.war_break": 1.0}
        assert lead(CrisisOnset, field="rung", overrides=no_war, start=initial(**start)).max() == 3.0
        assert not np.any(used[:, ~armed[SRC] & ~armed[DST]])

    def test_the_taboo_wears_for_the_weaker_side_alone(self):
        assert nuclear_firebreak(0.9, 0.1, 2.0, 0.0, 0.0) == 1.0
        assert nuclear_firebreak(0.9, 0.1, 2.0, 10.0, 0.0) == pytest.approx(0.9)
        assert nuclear_firebreak(0.9, 0.1, 2.0, 0.0, 10.0) == pytest.approx(0.9 * np.exp(-0.2))
        assert nuclear_firebreak(0.9, 0.1, -2.0, 10.0, 0.0) == nuclear_firebreak(0.9, 0.1, 2.0, 0.0, 10.0)


class TestLasting:
    """One pair is at war in the base year, and no dispute begins."""

    def fields(self, lasting, years=1, members=400):
        at_war = (np.minimum(SRC, DST) == 0) & (np.maximum(SRC, DST) == 1)
        start = initial(base_hazard=0.0, rung=np.where(at_war, 4.0, 0.0), onset=0.0)
        settings = ALONE | {"CrisisOnset.lasting": lasting}
        return run(CrisisOnset, years=years, overrides=settings, start=start, members=members), at_war

    def test_a_war_goes_on_as_often_as_it_lasts_and_no_other_pair_is_in_it(self):
        found, at_war = self.fields(0.4)
        on = found["rung"][:, 1] == 4.0
        assert on[:, at_war].mean() == pytest.approx(0.4, abs=4 * np.sqrt(0.24 / 400))
        assert not on[:, ~at_war].any()
        np.testing.assert_array_equal(on, on[:, INDEX.rev])

    def test_a_war_that_goes_on_is_no_new_dispute(self):
        found, _ = self.fields(1.0)
        assert not found["onset"][:, 1].any()
        assert not found["disputes"][:, 1].any()

    def test_a_war_that_ended_stays_ended(self):
        found, at_war = self.fields(0.5, years=6)
        rungs = found["rung"][:, :, at_war][..., 0]
        assert np.all(np.diff(rungs, axis=1) <= 0)
        assert rungs[:, -1].mean() < rungs[:, 1].mean()

    def test_without_it_every_war_ends_with_the_year(self):
        assert not self.fields(0.0)[0]["rung"][:, 1].any()


FIRST = (np.minimum(SRC, DST) == 0) & (np.maximum(SRC, DST) == 1)
"""The pair that quarrels, 0 and 1; it is sure to reach the fourth rung."""
EVEN = {f"CrisisOnset.{name}": 0.0 for name in ("w_offense", "w_dependence", "pact", "leaning")}


def between(i, j):
    """Where a dyad is this pair, in either direction."""
    return (np.minimum(SRC, DST) == min(i, j)) & (np.maximum(SRC, DST) == max(i, j))


def with_luck(own, other):
    """Chance to join a side where the other side draws too, and the better luck decides between two that would do."""
    return own * (1.0 - other) + (own * other - own**2 / 2.0 if own <= other else other**2 / 2.0)


class TestJoining:
    """Every state of the small world has a dyad with 0 and with 1, so ten could join either."""

    def joined(self, settings, members=200, quiet=0.0, field="joined", **changed):
        """A field after the year, ``[member, dyad]``, of members in which 0 and 1 began a dispute and no other pair."""
        start = initial(base_hazard=np.where(FIRST, 0.9, quiet), **changed)
        named = TO_MAJOR_WAR | EVEN | {f"CrisisOnset.{name}": value for name, value in settings.items()}
        fields = ["joined", "onset", "rung"]
        found = run(CrisisOnset, overrides=named, start=start, members=members, record=fields, mode="strict")
        began = found["onset"][:, 1] - found["joined"][:, 1]
        return found[field][:, 1][(began > 0).any(axis=1) & ~(began[:, ~FIRST] > 0).any(axis=1)]

    def test_all_join_at_certainty_each_one_side_and_nobody_at_no_chance(self):
        assert not self.joined({"joining": -1e3}).any()
        found = self.joined({"joining": 60.0})
        assert len(found) > 100
        for k in range(2, 12):
            np.testing.assert_array_equal(found[:, between(0, k)].any(axis=1), ~found[:, between(1, k)].any(axis=1))
        assert not found[:, np.minimum(SRC, DST) > 1].any()
        against_one = found[:, np.equal(SRC, 1) & (DST > 1)]
        assert abs(against_one.mean() - 0.5) < 4 * np.sqrt(0.25 / against_one.size)

    def test_whoever_has_no_dyad_with_both_stays_out(self):
        whole = initial(STATES[:4])
        kept = ~((whole.actors.index.src + whole.actors.index.dst == 3) & (np.array(whole.actors.index.src) % 3 > 0))
        src, dst = (np.array(side, int)[kept] for side in (whole.actors.index.src, whole.actors.index.dst))
        assert len(src) == 10
        values = {n: v[kept] if len(np.atleast_1d(v)) == len(kept) else v for n, v in whole.values.items()}
        values["base_hazard"] = np.where(src + dst == 1, 0.9, 0.0)
        actors = Actors(whole.actors.states, src, dst, whole.actors.firms, [0, 0, 1], whole.actors.regimes)
        start = Initial(actors, 2024, VOCABULARY, {n: v for n, v in values.items() if n in VOCABULARY})
        settings = TO_MAJOR_WAR | EVEN | {"CrisisOnset.joining": 60.0}
        found = run(CrisisOnset, overrides=settings, start=start, members=40, record=["joined"])["joined"][:, 1]
        assert {int(max(src[e], dst[e])) for e in np.flatnonzero(found.any(axis=0))} == {3}

    def test_whoever_is_not_politically_near_to_both_stays_out(self):
        found = self.joined({"joining": 60.0}, relevant=np.where(between(0, 2), 0.0, 1.0))
        assert not found[:, between(0, 2) | between(1, 2)].any()
        assert found[:, between(0, 3) | between(1, 3)].any(axis=1).all()

    def test_odds_of_joining_are_those_written_down(self):
        """State 2 quarrels more with 0, 3 is bound to 1 by a pact, and 4 to neither."""
        settings = {"joining": -2.0, "heat": 0.5, "pact": 1.5, "leaning": 0.8}
        hazard = np.where(between(0, 2), 0.02, 0.001)
        found = self.joined(settings, 700, hazard, alliance=np.where(between(1, 3), 1.0, 0.0))
        lean = 0.8 * (np.log(0.02 / 0.98) - np.log(0.001 / 0.999))
        against = {(0, 2): -1.5 + lean, (1, 2): -1.5 - lean, (0, 3): 0.0, (1, 3): -1.5, (0, 4): -1.5, (1, 4): -1.5}
        assert len(found) > 450
        for (side, k), odds in against.items():
            own, other = (1.0 / (1.0 + np.exp(-x)) for x in (odds, against[1 - side, k]))
            chance = with_luck(own, other)
            seen = found[:, np.equal(SRC, side) & np.equal(DST, k)].mean()
            assert abs(seen - chance) < 4.0 * np.sqrt(chance * (1.0 - chance) / len(found)), (side, k)

    def test_a_pact_with_the_opponent_keeps_nobody_away(self):
        usual, bound = (self.joined({"joining": 0.0}, alliance=tie) for tie in (0.0, np.where(between(0, 2), 1.0, 0.0)))
        np.testing.assert_array_equal(usual, bound)

    def test_joiners_fight_on_the_same_rung_and_draw_in_nobody(self):
        rungs = self.joined({"joining": 60.0}, field="rung")
        assert set(np.unique(rungs)) == {0.0, 4.0}
        assert not rungs[:, np.minimum(SRC, DST) > 1].any()
        joined, onset = (self.joined({"joining": 60.0}, field=field) for field in ("joined", "onset"))
        np.testing.assert_array_equal(joined, np.where(FIRST, 0.0, onset))

    def test_more_join_on_higher_rungs_and_a_cause_brings_them_together(self):
        """Paired draws on the fourth rung, one above a clash; with a cause they come all or none more often."""
        usual, hotter = (self.joined({"joining": -3.0, "heat": heat}).sum(axis=1) / 2 for heat in (0.0, 1.5))
        assert np.all(hotter >= usual)
        chance = 1.0 / (1.0 + np.exp(3.0))
        assert usual.mean() == pytest.approx(20 * with_luck(chance, chance), rel=0.25)
        assert hotter.mean() > 2.0 * usual.mean()
        assert (self.joined({"joining": -3.0, "cause": 3.0}).sum(axis=1) / 2).var() > 2.0 * usual.var()

    # covers: F40
    def test_the_chance_of_an_ally_is_chain_gangings(self):
        """Where offense is easy more allies join, on paired draws; others do not; and the share is the theory's."""
        weights, ally = {"joining": 0.0, "w_offense": 3.0, "w_dependence": 1.0}, between(0, 2)
        sides = {}
        for ease in (0.1, 0.9):
            found = self.joined(weights, ease=ease, hard=0.05, alliance=np.where(ally, 1.0, 0.0))
            sides[ease] = found[:, np.equal(SRC, 1) & np.equal(DST, 2)]
            stranger = found[:, np.equal(SRC, 1) & np.equal(DST, 3)]
            chance = with_luck(chain_ganging.joining_probability(-2.0, 3.0, ease, 1.0, 0.5), 0.5)
            assert abs(sides[ease].mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / len(found))
            chance = with_luck(0.5, 0.5)
            assert abs(stranger.mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / len(found))
        assert np.all(sides[0.9] >= sides[0.1])
        assert np.any(sides[0.9] > sides[0.1])


class TestCommonTimes:
    def test_tempo_is_one_in_the_base_year_and_off_and_without_gain(self):
        assert np.all(lead(Tempo, field="tempo") == 1.0)
        slower = initial(vocabulary=CRISES, pace_level=0.05)
        assert np.all(lead(Tempo, field="tempo", start=slower, overrides={"Tempo.gain": 0.0}) == 1.0)
        assert np.all(lead(Tempo, field="tempo", start=slower, off=["Tempo"]) == 1.0)

    # covers: T13, F43
    @pytest.mark.parametrize("gain", [1.4, -1.4])
    def test_automation_since_then_moves_it_by_the_sign_of_the_gain(self, gain):
        slower = initial(vocabulary=CRISES, pace_level=0.05)
        found = lead(Tempo, field="tempo", start=slower, overrides={"Tempo.gain": gain})
        hard, command, autonomy = (np.array(STATE_VALUES[name]) for name in ("hard", "u_command", "autonomy"))
        now = (hard * (command + autonomy) / 2).sum() / hard.sum()
        np.testing.assert_allclose(found, np.exp(gain * (now - 0.05)), rtol=1e-4)

    def test_tension_keeps_its_spread_and_a_mean_factor_of_one(self):
        set_to = {"Tension.spread": 0.5, "Tension.persistence": 0.4}
        paths = run(Tension, years=25, members=300, overrides=set_to)["tension"][:, 5:, 0]
        assert paths.std() == pytest.approx(0.5, rel=0.05)
        assert np.exp(paths).mean() == pytest.approx(1.0, abs=0.03)
        assert np.corrcoef(paths[:, 1:].ravel(), paths[:, :-1].ravel())[0, 1] == pytest.approx(0.4, abs=0.04)

    def test_no_spread_no_tension(self):
        assert np.all(run(Tension, years=3, overrides={"Tension.spread": 0.0})["tension"] == 0.0)


def test_a_harder_dilemma_makes_more_disputes_where_fear_is_mutual():
    """From the stage game to the hazard: Jervis's intensity enters as the theory's term, weighted by fear."""
    intensity = jervis.dilemma_intensity(0.8, 0.0, 0.3, 0.0, 1.5)
    easy, hard = (
        lead(
            DisputeStrain,
            field="strain",
            overrides=NO_STRAIN | {"DisputeStrain.dilemma": 2.0},
            start=initial(required_trust=t, fear=0.3),
        )
        for t in (0.0, intensity)
    )
    np.testing.assert_allclose(hard - easy, 2.0 * intensity * 0.3, rtol=1e-4)

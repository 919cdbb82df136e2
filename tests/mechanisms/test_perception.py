"""Offense, threat, trust, relative gains and the dilemma: theorems, directions and what off means."""

import numpy as np
import pytest
from small_world import STATE_VALUES, STATES, dyadic, initial, lead, run

from counterpoise.mechanisms.beliefs import Beliefs, usual_rise
from counterpoise.mechanisms.conflict_fields import ARMING
from counterpoise.mechanisms.dilemma import DilemmaIntensity
from counterpoise.mechanisms.gains import RelativeGains
from counterpoise.mechanisms.luck_fields import BURDEN_SCATTER
from counterpoise.mechanisms.offense import OffenseBalance
from counterpoise.mechanisms.threat import BalanceOfThreat
from counterpoise.mechanisms.threat_sum import ThreatSum
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import balance_of_threat, contest, jervis, loss_of_strength, relative_gains, trust

SRC, DST, VALUES = dyadic(STATES)
INDEX = initial().actors.index
NO_AI = {f"OffenseBalance.{name}": 0.0 for name in ("weapons", "isr", "cyber", "command", "blurring")}
EXACT = {"BalanceOfThreat.error": 0.0, "BalanceOfThreat.march": 500.0}
STILL = {"Beliefs.fading": 0.0, "Beliefs.seeker": 0.8, "Beliefs.telling": 0.75, "Beliefs.bias": 0.0}
CALM = STILL | {"Beliefs.alarm": 5.0, "Beliefs.blur": 1e-6}


class TestOffense:
    # covers: T12, F28
    @pytest.mark.parametrize("channel", ["weapons", "isr", "cyber", "command"])
    def test_each_channel_moves_the_attackers_ease_by_its_sign(self, channel):
        used = np.array(STATE_VALUES[f"u_{channel}"])[SRC]
        plain = lead(OffenseBalance, field="ease", overrides=NO_AI)
        for effect in (1.0, -1.0):
            moved = lead(OffenseBalance, field="ease", overrides=NO_AI | {f"OffenseBalance.{channel}": effect})
            odds = np.log(moved / (1 - moved)) - np.log(plain / (1 - plain))
            np.testing.assert_allclose(odds, np.broadcast_to(effect * used, odds.shape), atol=2e-5)

    def test_arms_of_adopters_are_told_apart_less(self):
        sharp, blurred = (
            lead(
                OffenseBalance, field="distinct", overrides={"OffenseBalance.blurring": b, "OffenseBalance.plain": 0.6}
            )
            for b in (0.0, 0.4)
        )
        mean = np.mean([STATE_VALUES[f"u_{c}"] for c in ("weapons", "isr", "cyber", "command")], axis=0)
        np.testing.assert_allclose(sharp - blurred, np.broadcast_to(0.4 * mean[DST], sharp.shape), atol=1e-6)

    def test_off_is_the_world_without_ai(self):
        for field in ("ease", "distinct"):
            off = lead(OffenseBalance, field=field, off=["OffenseBalance"])
            np.testing.assert_allclose(off, lead(OffenseBalance, field=field, overrides=NO_AI), atol=1e-6)

    def test_neighbors_are_easier_and_power_reaches_farther(self):
        near, far, strong = (
            lead(OffenseBalance, field="ease", start=initial(contiguous=0.0, **changed))
            for changed in (
                {"distance": 1.0},
                {"distance": 9.0},
                {"distance": 9.0, "military_stock": [9e4] + [1.0] * 11},
            )
        )
        assert np.all(far < near)
        assert np.all(strong[:, SRC == 0] > far[:, SRC == 0])
        assert np.all(strong[:, SRC > 0] < far[:, SRC > 0])


class TestThreat:
    def test_without_error_it_is_walts_product(self):
        hard = np.array(STATE_VALUES["hard"])
        miles = 621.371 * VALUES["distance"] * (1 - VALUES["contiguous"])
        arrives = loss_of_strength.projected_capability(hard[DST], miles, 500.0)
        at_home = loss_of_strength.projected_capability(hard[SRC], 0.0, 500.0)
        expected = balance_of_threat.threat(arrives / (arrives + at_home), VALUES["ease"][INDEX.rev], VALUES["trust"])
        found = lead(BalanceOfThreat, field="fear", overrides=EXACT)
        np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=2e-4)

    def test_off_sees_things_as_they_are(self):
        exact = lead(BalanceOfThreat, field="fear", overrides=EXACT)
        np.testing.assert_allclose(lead(BalanceOfThreat, field="fear", overrides=EXACT, off=["BalanceOfThreat"]), exact)

    # covers: P12, P25, T12, F22, C18
    def test_surveillance_clears_and_closedness_clouds(self):
        def blur(**changed):
            wide = {"BalanceOfThreat.error": 0.5, "BalanceOfThreat.clearing": 0.8, "BalanceOfThreat.clouding": 1.0}
            start = initial(**changed)
            seen = lead(BalanceOfThreat, field="fear", overrides=wide, members=10, start=start)
            true = lead(BalanceOfThreat, field="fear", overrides=wide, members=10, start=start, off=["BalanceOfThreat"])
            return np.std(np.log(seen / true))

        assert blur(u_isr=1.0) < 0.8 * blur(u_isr=0.0)
        assert blur(democracy=3.0) < blur(democracy=-3.0)

    def test_power_ease_and_mistrust_raise_it(self):
        plain = lead(BalanceOfThreat, field="fear")
        assert np.all(lead(BalanceOfThreat, field="fear", start=initial(trust=0.01)) > plain)
        assert np.all(lead(BalanceOfThreat, field="fear", start=initial(ease=0.9)) > plain)
        stronger = np.array(STATE_VALUES["hard"]) * np.r_[1.0, 3.0, np.ones(10)]
        feared = lead(BalanceOfThreat, field="fear", start=initial(hard=stronger))
        assert np.all(feared[:, DST == 1] > plain[:, DST == 1])
        assert np.all(feared[:, SRC == 1] < plain[:, SRC == 1])


class TestBeliefs:
    def start(self, **changed):
        return initial(vocabulary=VOCABULARY.extended([ARMING, BURDEN_SCATTER]), **changed)

    def test_reassurance_is_bayes_rule(self):
        found = lead(Beliefs, field="trust", overrides=CALM, start=self.start(arming=0.0), years=2)
        expected = trust.trust_after_reassurance(VALUES["trust"], 0.8, 0.6)
        np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=1e-5)

    # covers: F37
    @pytest.mark.parametrize("bias", [0.0, 1.0])
    @pytest.mark.parametrize("threat", [{"arming": 4.0}, {"onset": 1.0}])
    def test_arming_or_a_dispute_is_a_threat_weighed_with_bias(self, bias, threat):
        told = CALM | {"Beliefs.alarm": 0.1, "Beliefs.bias": bias}
        found = lead(Beliefs, field="trust", overrides=told, start=self.start(**threat), years=2)
        expected = np.maximum(trust.trust_after_threat(VALUES["trust"], 0.8, 0.6, bias), 0.01)
        np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=2e-5)

    def test_nothing_was_seen_before_the_first_year(self):
        for threat in ({"arming": 4.0}, {"onset": 1.0}, {}):
            found = lead(Beliefs, field="trust", overrides=CALM, start=self.start(**threat))
            np.testing.assert_allclose(found, np.broadcast_to(VALUES["trust"], found.shape), rtol=1e-6)

    def test_a_rise_that_luck_explains_is_no_threat_and_the_same_rise_of_a_calm_state_is(self):
        told = CALM | {"Beliefs.alarm": 1.0, "Beliefs.blur": 1e-6}
        wild = np.where(np.arange(len(STATES)) % 2 == 0, 0.02, 0.4)
        rise = usual_rise(0.8) * 0.1
        found = lead(
            Beliefs, field="trust", overrides=told, start=self.start(arming=rise, burden_scatter=wild), years=2
        )
        before = np.broadcast_to(VALUES["trust"], found.shape)
        assert np.all(found[:, wild[DST] == 0.4] > before[:, wild[DST] == 0.4])
        assert np.all(found[:, wild[DST] == 0.02] < before[:, wild[DST] == 0.02])

    def test_a_seeker_is_taken_for_a_threat_by_luck_alone_as_often_as_it_fails_to_reassure(self):
        luck = np.random.default_rng(0).laplace(size=200_000)
        for seeker in (0.6, 0.8, 0.95):
            assert np.mean(luck > usual_rise(seeker)) == pytest.approx(1.0 - seeker, abs=0.003)

    def test_a_signal_that_tells_nothing_changes_nothing(self):
        found = run(Beliefs, overrides=STILL | {"Beliefs.telling": 1.0}, years=3)["trust"]
        np.testing.assert_allclose(found[:, -1], found[:, 0], rtol=1e-5)

    def test_ties_pull_trust_where_they_point(self):
        pulled = CALM | {"Beliefs.fading": 0.5, "Beliefs.telling": 1.0}
        apart = lead(Beliefs, field="trust", overrides=pulled, start=self.start(affinity=0.1, alliance=0.0), years=5)
        close = lead(Beliefs, field="trust", overrides=pulled, start=self.start(affinity=0.9, alliance=1.0), years=5)
        rivals = lead(Beliefs, field="trust", overrides=pulled, start=self.start(affinity=0.9, rivalry=1.0), years=5)
        assert np.all(close > apart)
        assert np.all(close >= rivals)


class TestSums:
    # covers: F31, F41
    def test_relative_gains_are_powells_weight(self):
        set_to = {"RelativeGains.wariness": 0.2, "RelativeGains.decisiveness": 1.0, "RelativeGains.stakes": 5.0}
        hard = np.array(STATE_VALUES["hard"])
        win = contest.ratio_success(hard[SRC], hard[DST], 1.0)
        at_issue = VALUES["fear"] / (VALUES["fear"] + 0.2)
        expected = relative_gains.powell_weight(at_issue, 1.0, win, 5.0, 1.0)
        found = lead(RelativeGains, field="relative_gains", overrides=set_to)
        np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=1e-4)

    def test_no_stake_or_no_fear_no_relative_gains(self):
        assert np.all(lead(RelativeGains, field="relative_gains", overrides={"RelativeGains.stakes": 0.0}) == 0.0)
        assert np.all(lead(RelativeGains, field="relative_gains", start=initial(fear=0.0)) == 0.0)

    def test_threat_is_a_burden_and_rises_with_fear(self):
        calm, afraid = (lead(ThreatSum, field="threat", start=initial(fear=f)) for f in (0.05, 0.5))
        assert np.all(afraid > calm)
        assert np.all(afraid < max(STATE_VALUES["milex_share"]))

    # covers: F31, F37
    def test_jervis_four_worlds_for_security_seekers(self):
        set_to = {"DilemmaIntensity.cost": 0.3, "DilemmaIntensity.loss": 1.5}
        worlds = [(0.8, 0.0), (0.3, 0.0), (0.8, 0.7), (0.3, 0.7)]
        found = [
            lead(
                DilemmaIntensity,
                field="required_trust",
                overrides=set_to,
                start=initial(ease=o, distinct=k, revisionism=0),
            )
            for o, k in worlds
        ]
        for values, exact in zip(found, (0.75, 1 / 3, 1 / 6, 0.0), strict=True):
            np.testing.assert_allclose(values, exact, atol=1e-6)

    def test_greed_and_an_easy_target_leave_no_trust_great_enough(self):
        greedy = initial(ease=0.8, distinct=0.0, revisionism=1.0)
        assert np.all(
            lead(DilemmaIntensity, field="required_trust", start=greedy, overrides={"DilemmaIntensity.cost": 0.1})
            == 1.0
        )

    # covers: F38
    def test_ones_own_ease_matters_to_the_greedy_alone(self):
        lopsided = np.where(SRC < DST, 0.7, 0.3)
        set_to = {"DilemmaIntensity.cost": 0.2, "DilemmaIntensity.loss": 1.0, "DilemmaIntensity.prize": 1.0}
        for greed in (0.0, 0.2):
            start = initial(ease=lopsided, distinct=0.0, revisionism=greed)
            found = lead(DilemmaIntensity, field="required_trust", start=start, overrides=set_to)[0]
            against, own = lopsided[INDEX.rev], lopsided
            expected = jervis.minimum_trust(against, 0.0, 0.2, greed * own / against, 1.0)
            np.testing.assert_allclose(found, expected, atol=1e-6)

    def test_a_states_dilemma_is_with_those_it_fears(self):
        distinct = np.where(DST == 1, 0.0, 1.0)
        feared = np.where(DST == 1, 0.5, 0.0)
        start = initial(distinct=distinct, fear=feared, ease=0.8, revisionism=0.0)
        set_to = {"DilemmaIntensity.cost": 0.3, "DilemmaIntensity.loss": 1.5}
        found = lead(DilemmaIntensity, field="dilemma", start=start, overrides=set_to)
        np.testing.assert_allclose(found[:, [0, *range(2, 12)]], 0.75, rtol=1e-4)
        assert np.all(found[:, 1] == 0.0)

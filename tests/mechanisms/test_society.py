"""Norms, publics, regimes and sanctions: the theory without noise, directions on the same luck, and the contract."""

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, lead, run

from counterpoise.mechanisms.conflict_fields import HAZARD
from counterpoise.mechanisms.economy_fields import TREND_KEPT
from counterpoise.mechanisms.information import InformationOperations, share_reached
from counterpoise.mechanisms.norm_duty import NormDuty
from counterpoise.mechanisms.norms import NormCascade
from counterpoise.mechanisms.pacing import PacingGap
from counterpoise.mechanisms.sanction_costs import SanctionCosts
from counterpoise.mechanisms.sanctions import Sanctions
from counterpoise.mechanisms.society_fields import (
    CONCESSION,
    CUT_OFF,
    EXPOSURE,
    FIRST_CUT,
    SOCIETY_STARTED,
)  # fmt: skip
from counterpoise.mechanisms.stability import RegimeStability, yearly
from counterpoise.mechanisms.vocabulary import CLASH, FORCE, VOCABULARY
from counterpoise.theory import norm_cascade, rumor, sanctions

SRC, DST, DYADS = dyadic(STATES)
PLACE = {pair: k for k, pair in enumerate(zip(SRC, DST, strict=True))}
BACK = [PLACE[j, i] for i, j in zip(SRC, DST, strict=True)]
WORDS = VOCABULARY.extended((*SOCIETY_STARTED, HAZARD, EXPOSURE, CUT_OFF, CONCESSION, FIRST_CUT, TREND_KEPT))


def world(**changed):
    """The small world with the fields of this family; a hazard of nil unless given."""
    return initial(vocabulary=WORDS, **changed)


def settings(mechanism, **values):
    """Overrides of parameters of one mechanism."""
    return {f"{mechanism.__name__}.{name}": value for name, value in values.items()}


# norms

BARE = {"threshold": 0.33, "scatter": 0.15, "peers": 0.0, "pressure": 0.0, "lesson": 0.0, "stake": 0.0, "pace": 1.0}


def spread(years=1, norm=0.2, **values):
    """Adherence over years (member, year, state) in a world of thresholds alone, unless told otherwise."""
    fields = run(NormCascade, years=years, members=1, start=world(norm=norm), overrides=settings(
        NormCascade, **(BARE | values)))  # fmt: skip
    return fields["norm"]


def test_adherence_follows_the_curve_of_thresholds():
    assert spread(norm=0.25)[0, 1] == pytest.approx(norm_cascade.next_share(0.25, 0.33, 0.15), abs=1e-5)


@pytest.mark.parametrize("beside", [-0.02, 0.02])
def test_the_cascade_tips_where_theory_says_and_not_at_the_mean_threshold(beside):
    tip = norm_cascade.tipping_point(0.33, 0.15)
    last = spread(years=80, norm=tip + beside)[0, -1]
    assert tip == pytest.approx(0.208, abs=1e-3)
    assert np.all(last > 0.9) if beside > 0 else np.all(last < 0.1)


# covers: P28
def test_adopters_of_status_weigh_more():
    great, small = np.zeros((2, len(STATES)))
    great[:2], small[-2:] = 1.0, 1.0
    assert spread(norm=great)[0, 1, 5] > spread(norm=small)[0, 1, 5] + 0.3


def test_the_like_minded_weigh_more():
    friends = np.where(DYADS["affinity"] > 0.7, 1.0, 0.1)
    of_one = np.isin(np.arange(len(STATES)), DST[(SRC == 5) & (friends == 1.0)])
    level = np.where(of_one, 0.6, 0.3)
    fields = run(NormCascade, members=1, start=world(norm=level, affinity=friends, smart=1.0 / len(STATES)),
                 overrides=settings(NormCascade, **(BARE | {"peers": 1.0})))  # fmt: skip
    assert fields["norm"][0, 1, 5] == pytest.approx(norm_cascade.next_share(0.6, 0.33, 0.15), abs=5e-3)


# covers: A07, A17
@pytest.mark.parametrize(("name", "up"), [("pressure", 0.2), ("lesson", 0.2), ("stake", -0.5)])
def test_entrepreneurs_and_accidents_urge_and_arms_resist(name, up):
    start = world(norm=0.2, accidents=1.0)
    with_it, without = (
        run(NormCascade, members=1, start=start, overrides=settings(NormCascade, **(BARE | {name: abs(up) * on})))
        for on in (1.0, 0.0)
    )
    assert np.all(np.sign(with_it["norm"][0, 1] - without["norm"][0, 1]) == np.sign(up))


# covers: A03
def test_entrepreneurs_bring_the_cascade_forward():
    def year(pressure):
        return int(np.argmax(spread(years=60, norm=0.23, pace=0.3, pressure=pressure)[0].mean(axis=1) > 0.5))

    assert 0 < year(0.05) < year(0.0)


# covers: F23, F26, L5
def test_adherents_are_safer_and_keep_humans_in_the_loop():
    much, little = (run(NormCascade, members=3, start=world(norm=level)) for level in (0.9, 0.1))
    assert np.all(much["safety"][:, 1] > little["safety"][:, 1])
    assert np.all(much["autonomy"][:, 1] < little["autonomy"][:, 1])


def test_a_norm_makes_states_willing_as_far_as_they_were_not():
    words = WORDS.extended(NormDuty.declares)
    start = initial(vocabulary=words, norm=1.0, willing=0.4)
    found = run(NormDuty, members=1, start=start, overrides=settings(NormDuty, audience=0.5))["willing"]
    assert found[0, 1] == pytest.approx(0.5 * (1.0 - 0.4), abs=1e-6)


# pacing

LATER = norm_cascade.pacing_gap([2025, 2026, 2027, 2028, 2029], [0.1, 0.3, 0.4, 0.5, 0.6], 2029)


# covers: F07
def test_the_gap_is_the_years_of_theory():
    gap = 0.0
    for arms, norm in ((0.1, 0.0), (0.3, 0.0), (0.3, 0.0), (0.3, 0.0), (0.3, 0.9)):
        start = world(u_weapons=arms, norm=norm, pacing_gap=gap, alive=0.0)
        gap = run(PacingGap, members=1, start=start)["pacing_gap"][0, 1, 0]
    assert gap == LATER == 3.0


def test_law_before_technology_counts_below_zero():
    assert run(PacingGap, members=1, years=4, start=world(u_weapons=0.1, norm=0.9))["pacing_gap"][0, -1, 0] == -4.0


def test_outpacing_is_growth_of_arms_less_growth_of_law():
    words = WORDS.extended(PacingGap.declares)
    start = initial(vocabulary=words, u_weapons=0.5, norm=0.3, alive=0.0, armed_share=0.4, bound_share=0.25)
    assert run(PacingGap, members=1, start=start)["outpacing"][0, 1, 0] == pytest.approx(0.1 - 0.05, abs=1e-6)


# information

CERTAIN = {
    "contact": 4.0,
    "gain": 0.0,
    "control": 0.0,
    "standing": 0.5,
    "anticipation": 1.0,
    "cost": 0.0,
    "noise": 1e-9,
    "priming": 1.0,
}
RIVAL = DYADS["rivalry"] > 0


def campaigns(start=None, years=1, members=1, **values):
    """All recorded fields of information operations alone, without noise and cost unless told otherwise."""
    return run(InformationOperations, years=years, members=members, start=start or world(online=1.0, base_hazard=0.0),
               overrides=settings(InformationOperations, **(CERTAIN | values)))  # fmt: skip


# covers: T09, F11
@pytest.mark.parametrize("retold", [1.0001, 1.001, 1.01, 1.1, 1.3, 1.6, 2.0, 2.2, 3.0, 5.0, 15.0, 60.0])
def test_the_steps_taken_for_a_story_end_at_the_final_size(retold):
    assert share_reached(retold) == pytest.approx(rumor.final_size(retold), rel=1e-5, abs=5e-5)


@pytest.mark.parametrize("retold", np.nextafter(np.float32(1), np.float32(2)) * np.float32([1, 1.000001, 1.00001]))
def test_a_story_hardly_retold_reaches_hardly_anyone(retold):
    assert 0.0 <= share_reached(retold) <= 2.1 * (retold - 1.0)


def test_a_story_reaches_the_final_size_of_an_epidemic():
    reached = campaigns()["manipulation"][0, 1]
    assert reached[RIVAL] == pytest.approx(rumor.final_size(2.0), abs=1e-5)
    assert np.all(reached[~RIVAL] == 0.0)


def test_below_one_retelling_nothing_is_reached():
    assert np.all(campaigns(contact=1.99)["manipulation"] == 0.0)
    assert np.any(campaigns(contact=2.3)["manipulation"] > 0.0)


def test_without_noise_a_campaign_is_run_where_prospects_repay_its_cost():
    # retold twice: prospects of one half, times a hostility of one half
    assert np.all(campaigns(cost=0.26)["manipulation"] == 0.0)
    assert np.all(campaigns(cost=0.24)["manipulation"][0, 1][RIVAL] > 0.0)


# covers: P15, T07
@pytest.mark.parametrize(("field", "wide"), [("literacy", False), ("online", True), ("u_cyber", True)])
def test_literacy_narrows_and_the_net_and_ai_widen_reach(field, wide):
    usual = {"literacy": 0.4, "online": 0.8, "u_cyber": 0.2}
    low, high = (campaigns(world(**(usual | {field: usual[field] + d})), gain=1.0) for d in (0.0, 0.1))
    change = (high["manipulation"] - low["manipulation"])[0, 1][RIVAL]
    assert np.all(change > 0.0) if wide else np.all(change < 0.0)


# covers: T19
def test_closed_states_are_harder_to_reach():
    reached = campaigns(world(online=1.0, democracy=np.where(np.arange(12) % 2, -2.0, 2.0)), control=0.8)["exposure"]
    with_rivals = np.isin(np.arange(12), DST[RIVAL])
    closed = np.arange(12) % 2 == 1
    assert reached[0, 1][with_rivals & closed].max() < reached[0, 1][with_rivals & ~closed].min()


# covers: F10, F20
def test_publics_are_reached_before_a_dispute_and_while_lives_are_lost():
    peace = world(online=1.0, rivalry=0.0, base_hazard=0.0)
    expected = world(online=1.0, rivalry=0.0, base_hazard=np.where(SRC + DST == 3, 0.6, 0.0))
    fought = world(online=1.0, rivalry=0.0, base_hazard=0.0, rung=np.where(SRC + DST == 3, CLASH, 0.0))
    assert campaigns(peace)["campaigns"][0, 1, 0] == 0.0
    for start in (expected, fought):
        fields = campaigns(start)
        assert np.array_equal(fields["manipulation"][0, 1] > 0.0, SRC + DST == 3)
        assert np.array_equal(fields["strain"][0, 1] > 0.0, SRC + DST == 3)


def test_strain_is_alike_from_both_sides():
    strain = campaigns(world(online=np.linspace(0.6, 1.0, 12)), years=2, members=3)["strain"]
    assert np.any(strain > 0.0)
    assert np.array_equal(strain, strain[..., BACK])


# stability

STEADY = {"shock": 0.0, "hardship": 0.0, "repair": 0.0, "upheaval": 0.0}


def regimes(start, years=1, members=1, **values):
    """All recorded fields of regime stability alone, nothing moving unless told otherwise."""
    return run(RegimeStability, years=years, members=members, start=start,
               overrides=settings(RegimeStability, **(STEADY | values)))  # fmt: skip


def test_regimes_last_ten_years_as_often_as_stability_says():
    changes = regimes(world(names=STATES[:2], stability=0.6), years=10, members=300)["turnover"][:, 1:]
    assert np.mean(changes.sum(axis=1) == 0.0) == pytest.approx(0.6, abs=0.06)
    assert yearly(1.0) == 0.0


# covers: A10, F05
def test_exposure_shakes_by_what_theory_says():
    after = regimes(world(stability=0.8, exposure=0.5, democracy=-1.0), shock=0.1)["stability"][0, 1]
    assert after - 0.8 == pytest.approx(rumor.stability_shock(0.5, 0.1), abs=1e-6)


# covers: F12
def test_elections_are_shaken_more_and_autocracies_hold_none():
    start = world(names=STATES[:2], stability=0.8, exposure=0.5, democracy=[1.0, -1.0])
    lost = 0.8 - regimes(start, members=500, shock=0.1, ballot=1.0)["stability"][:, 1]
    assert lost[:, 1] == pytest.approx(0.05, abs=1e-6)
    assert np.mean(lost[:, 0] > 0.07) == pytest.approx(0.25, abs=0.06)


def test_hard_times_shake_and_good_ones_do_not():
    after = [regimes(world(stability=0.8, growth=g), hardship=0.5)["stability"][0, 1] for g in (-0.1, 0.02)]
    assert after[0] == pytest.approx(0.75, abs=1e-6)
    assert after[1] == pytest.approx(0.8, abs=1e-6)


def test_only_states_with_a_new_regime_pay():
    fields = regimes(world(stability=0.005), upheaval=0.1)
    fell = fields["turnover"][0, 1] == 1.0
    assert 0 < fell.sum() < 12
    assert np.array_equal(fields["loss"][0, 1] > 0.0, fell)


# sanctions

SHARP = {"major": 0.04, "reach": 1.0, "fixed": 0.0, "outrage": 0.0, "caught": 1.0, "greed": 1e-9, "noise": 1e-9,
         "lapse": 0.0, "settle": 0.0, "relief": 1.0}  # fmt: skip
FIGHT = ((SRC == 7) & (DST == 8)) | ((SRC == 8) & (DST == 7))
PEACEFUL = {"alive": 0.0, "alliance": 0.0, "member": 0.0}


def sanctioned(members=1, years=1, rung=None, start=None, **values):
    """All recorded fields of sanctions alone, S07 and S08 fighting, without noise unless told otherwise."""
    fight = np.where(FIGHT, CLASH, 0.0) if rung is None else rung
    return run(Sanctions, years=years, members=members, start=world(**({"rung": fight} | PEACEFUL | (start or {}))),
               overrides=settings(Sanctions, **(SHARP | values)))  # fmt: skip


def test_nobody_is_sanctioned_in_peace_or_for_force_without_deaths():
    for rung in (0.0, np.where(FIGHT, FORCE, 0.0)):
        fields = sanctioned(rung=rung, outrage=1.0, years=3)
        assert np.all(fields["sanction"] == 0.0)
        assert np.all(fields["strain"] == 0.0)


def test_without_noise_the_threat_is_carried_out_where_it_is_credible():
    gains = np.where(SRC % 2 == 0, 0.1, 0.005)
    found = sanctioned(start={"relative_gains": gains, "affinity": np.where(DST == 8, 0.5, 0.9)})["sanction"][0, 1] > 0
    output = np.array(initial().values["gdp"])
    part, power = output / output.sum(), np.array(initial().values["hard"])
    wanted = np.array([
        j == 8 and i != 7 and power[i] >= 0.04 and part[i] > part[j]
        and sanctions.threat_margin(part[i], part[j], k) >= 0.0
        for i, j, k in zip(SRC, DST, gains, strict=True)
    ])  # fmt: skip
    assert 1 < wanted.sum() < 5
    assert np.array_equal(found, wanted)


def test_each_sanctions_the_side_it_likes_less():
    close = np.where(((SRC % 2 == 0) & (DST == 7)) | ((SRC % 2 == 1) & (DST == 8)), 0.9, 0.3)
    both = np.maximum(close, [close[(j == SRC) & (i == DST)][0] for i, j in zip(SRC, DST, strict=True)])
    found = sanctioned(outrage=1.0, start={"affinity": both, "relative_gains": 0.0})["sanction"][0, 1] > 0
    assert found.any()
    assert np.all(DST[found] == np.where(SRC[found] % 2 == 0, 8, 7))


def test_allies_are_spared():
    ally = ((SRC == 0) & (DST == 8)) | ((SRC == 8) & (DST == 0))
    start = {"affinity": np.where(DST == 8, 0.3, 0.9), "alliance": 0.0}
    free = sanctioned(outrage=1.0, start=start)["sanction"][0, 1]
    bound = sanctioned(outrage=1.0, start=start | {"alliance": ally.astype(float)})["sanction"][0, 1]
    assert free[(SRC == 0) & (DST == 8)] == 1.0
    assert bound[(SRC == 0) & (DST == 8)] == 0.0


def test_breaking_an_agreement_is_an_occasion():
    law = {"alive": 1.0, "member": 1.0, "detection": 1.0, "compliance": np.where(np.arange(12) == 9, 0.0, 1.0)}
    found = sanctioned(rung=0.0, outrage=1.0, start=law)["sanction"][0, 1]
    assert found.any()
    assert np.all(DST[found > 0] == 9)


HELD = np.where((DST == 8) & (SRC < 3), 1.0, 0.0)


@pytest.mark.parametrize("conflict", [0.0, 0.5, 5.0])
def test_the_target_concedes_what_theory_says(conflict):
    output = np.array(initial().values["gdp"])
    part = output / output.sum()
    fields = sanctioned(rung=0.0, start={"sanction": HELD, "relative_gains": conflict})
    wanted = sanctions.greatest_concession(part[:3].sum(), part[8], conflict)
    assert fields["concession"][0, 1, 8] == pytest.approx(wanted, rel=1e-5)
    assert fields["cut_off"][0, 1, 8] == pytest.approx(part[:3].sum(), rel=1e-5)
    assert fields["cut_off"][0, 1, 1] == pytest.approx(part[8], rel=1e-5)


# covers: P29, F14
def test_adversaries_concede_less_and_compliant_firms_bring_more():
    def conceded(k=0.5, caught=0.5, greed=0.05):
        start = {"sanction": HELD, "relative_gains": k}
        return sanctioned(rung=0.0, caught=caught, greed=greed, start=start)["concession"][0, 1, 8]

    assert conceded(k=5.0) < conceded(k=0.5) < conceded(k=0.0)
    assert conceded(caught=0.05) < conceded(caught=0.2) < conceded(caught=0.8)


def test_a_coalition_is_obeyed_where_one_sender_is_not():
    one = np.where((SRC == 2) & (DST == 3), 1.0, 0.0)
    seven = np.where((DST == 3) & np.isin(SRC, (0, 1, 2, 4)), 1.0, 0.0)
    alone, together = (
        sanctioned(rung=0.0, caught=0.5, start={"sanction": s})["cut_off"][0, 1, 3] for s in (one, seven)
    )
    assert alone == 0.0
    assert together > 0.5


def test_a_sender_joins_where_firms_would_obey_the_coalition_and_not_it_alone():
    fight = np.where((SRC + DST == 7) & ((SRC == 3) | (DST == 3)), CLASH, 0.0)
    dislike = np.where((SRC == 3) | (DST == 3), 0.3, 0.9)
    others = np.where((SRC < 2) & (DST == 3), 1.0, 0.0)
    alone, joined = (
        sanctioned(
            rung=fight,
            fixed=0.001,
            caught=0.5,
            start={"affinity": dislike, "relative_gains": 10.0, "sanction": held},
        )["sanction"][0, 1][(SRC == 2) & (DST == 3)]
        for held in (0.0 * others, others)
    )
    assert alone == 0.0
    assert joined == 1.0


def imposed(sender, held=0.0, **values):
    """Whether a state sanctions S08 for its fight with S07, whom all like better."""
    start = {"affinity": np.where((SRC == 8) | (DST == 8), 0.3, 0.9), "relative_gains": 0.0, "sanction": held}
    fields = sanctioned(start=start | values.pop("start", {}), **values)
    return bool(fields["sanction"][0, 1][(sender == SRC) & (DST == 8)][0])


def test_senders_share_the_diplomatic_cost():
    led = np.where((SRC == 0) & (DST == 8), 1.0, 0.0)
    assert not imposed(2, fixed=0.05, outrage=1.0)
    assert imposed(2, held=led, fixed=0.05, outrage=1.0)


def test_publics_that_are_heard_ask_for_punishment():
    heard = {"democracy": np.where(np.arange(12) == 2, 2.0, -3.0)}
    assert imposed(2, fixed=0.02, outrage=1.0, start=heard)
    assert not imposed(2, fixed=0.02, outrage=1.0, start={"democracy": -3.0})


def test_concessions_relieve_the_targets_quarrels_alone():
    strain = sanctioned(rung=0.0, start={"sanction": HELD, "memory": 2.0})["strain"][0, 1]
    of_target = (SRC == 8) | (DST == 8)
    assert np.all(strain[of_target] < 0.0)
    assert np.all(strain[~of_target] == 0.0)


def test_sanctions_end_only_without_an_occasion():
    kept = sanctioned(lapse=1.0, start={"sanction": HELD, "relative_gains": 0.0})["sanction"][0, 1]
    gone = sanctioned(rung=0.0, lapse=1.0, start={"sanction": HELD})["sanction"][0, 1]
    assert kept[HELD > 0].all()
    assert not gone.any()


# covers: F14
@pytest.mark.parametrize("kept", [1.0, 0.25])
def test_what_is_cut_off_beyond_what_the_trend_still_holds_is_lost(kept):
    cut = np.linspace(0.0, 0.5, 12)
    later, at_first = (
        lead(
            SanctionCosts,
            field="loss",
            members=1,
            start=world(cut_off=cut, first_cut=first, trend_kept=kept),
            overrides=settings(SanctionCosts, damage=0.03),
        )
        for first in (1.1, 0.0)
    )
    assert later[0] == pytest.approx(0.03 * np.maximum(cut - kept * 0.1, 0.0), abs=1e-7)
    assert at_first[0] == pytest.approx(0.03 * (1.0 - kept) * cut, abs=1e-7)

"""Arms in other hands, false alarms between nuclear powers, and the conduct of wars that happen."""

import numpy as np
import pytest
from small_world import STATES, initial, run

from counterpoise.core.fields import Kind
from counterpoise.mechanisms.attrition import Attrition
from counterpoise.mechanisms.conflict_fields import FIRST_STRAIN, HAZARD, PACE, STRAIN
from counterpoise.mechanisms.crisis import CrisisOnset
from counterpoise.mechanisms.force_employment import ForceEmployment, campaign
from counterpoise.mechanisms.growth import Growth
from counterpoise.mechanisms.nonstate_holders import NonstateHolders
from counterpoise.mechanisms.nonstate_losses import NonstateLosses
from counterpoise.mechanisms.nonstate_raids import NonstateRaids
from counterpoise.mechanisms.nuclear_alarm import NuclearAlarm
from counterpoise.mechanisms.power import Power
from counterpoise.mechanisms.second_strike import SecondStrike, restraint
from counterpoise.mechanisms.started_fields import STARTED
from counterpoise.mechanisms.vocabulary import CLASH, WAR
from counterpoise.theory import false_alarm, lanchester, mass_precision, saturation

approx = pytest.approx

FAMILY = (NonstateHolders, NonstateRaids, NonstateLosses, SecondStrike, NuclearAlarm, ForceEmployment, Attrition)
WORDS = STARTED.extended(
    [f for m in (*FAMILY, CrisisOnset, Growth, Power) for f in m.declares] + [FIRST_STRAIN, STRAIN, HAZARD, PACE]
)


def world(names=STATES, **changed):
    return initial(names, vocabulary=WORDS, **changed)


def last(mechanism, field, start, members=1, off=(), **theta):
    """A field after one year, of the first member or of all."""
    settings = {f"{mechanism.__name__}.{k}": v for k, v in theta.items()}
    found = run(mechanism, members=members, start=start, overrides=settings, off=off, keep=[field])[field][:, -1]
    return found[0] if members == 1 else found


def dyads(start, test):
    """Which pairs of places pass a test."""
    index = start.actors.index
    return np.array([test(i, j) for i, j in zip(index.src.tolist(), index.dst.tolist(), strict=True)])


# armed groups

BOUGHT = {"base": 1.0, "within": 0.3, "elasticity": 1.0, "leak": 0.2, "sponsors": 0.0, "recovery": 0.0}
FREE = {"unruled": 1.0, "nonstate": 0.1, "alive": 0.0}


# covers: A06
def test_groups_acquire_at_the_hazard_of_the_learning_curve():
    """h = 1 (.3 / 1) .2 = .06: of what is missing, 1 - exp(-.06) comes in a year."""
    held = last(NonstateHolders, "nonstate", world(**FREE), **BOUGHT)
    assert held == approx(0.1 + 0.9 * (1.0 - np.exp(-0.06)), rel=1e-5)


# covers: A06, F06
def test_groups_hold_more_as_the_price_falls_and_less_where_the_state_rules():
    start = world(**FREE)
    cheap = last(NonstateHolders, "nonstate", world(**{**FREE, "drone_price": 0.25}), **BOUGHT)
    assert np.all(cheap > last(NonstateHolders, "nonstate", start, **BOUGHT))
    assert np.all(last(NonstateHolders, "nonstate", world(**{**FREE, "unruled": 0.0}), **BOUGHT) == np.float32(0.1))
    back = last(NonstateHolders, "nonstate", world(**{**FREE, "unruled": 0.0}), **{**BOUGHT, "recovery": 0.5})
    assert back == approx(0.05)


def test_an_agreement_of_all_stops_leaks_and_one_of_some_slows_them():
    full = {**FREE, "alive": 1.0, "depth": 1.0, "compliance": 1.0}
    gains = [
        last(NonstateHolders, "nonstate", world(**{**full, "member": who}), **BOUGHT, bite=1.0).sum()
        for who in (np.zeros(12), np.arange(12) < 1, np.ones(12))
    ]
    assert gains[0] > gains[1] > gains[2] == approx(1.2)


@pytest.mark.parametrize(
    ("changed", "stopped"),
    [
        ({}, 1.0),
        ({"compliance": 0.25}, 0.25),
        ({"on_weapons": 0.5}, 0.5),
        ({"on_weapons": 0.0}, 0.0),
        ({"alive": 0.0}, 0.0),
    ],
)
def test_leaks_stop_as_far_as_an_agreement_is_about_such_weapons_and_kept(changed, stopped):
    """Small hazards, so that what groups gain is in proportion to what leaks."""
    law = {"unruled": 1.0, "nonstate": 0.0, "alive": 1.0, "depth": 1.0, "compliance": 1.0, "member": 1.0}
    little = {**BOUGHT, "base": 1e-3 * BOUGHT["base"], "bite": 1.0}
    open_, held = (
        last(NonstateHolders, "nonstate", world(**start), **little)
        for start in ({**law, "alive": 0.0}, {**law, **changed})
    )
    assert float(held.sum() / open_.sum()) == approx(1.0 - stopped, abs=0.02)


def test_an_agreement_on_such_weapons_stops_leaks_wherever_it_stands_in_the_list():
    names = ("other", "limits")
    about = {"on_weapons": np.array([0.0, 1.0]), "member": 1.0, "compliance": 1.0, "depth": 1.0}
    gained = [
        last(
            NonstateHolders,
            "nonstate",
            world(regimes=names, **{**FREE, **about, "alive": np.array(alive)}),
            **BOUGHT,
            bite=1.0,
        )
        for alive in ([1.0, 0.0], [0.0, 1.0])
    ]
    assert np.all(gained[0] > gained[1])
    assert gained[1] == approx(0.1, rel=1e-5)


# covers: F33
def test_a_rival_with_drones_arms_groups():
    start = world(**FREE)
    alone, helped = (last(NonstateHolders, "nonstate", start, **{**BOUGHT, "sponsors": s}) for s in (0.0, 2.0))
    rivaled = np.zeros(12, bool)
    rivaled[start.actors.index.src[np.asarray(start.values["rivalry"]) > 0]] = True
    assert set(rivaled.tolist()) == {True, False}
    assert np.array_equal(helped > alone, rivaled)


def test_raids_strain_neighbors_alike_and_only_beyond_the_base_year():
    held = np.linspace(0.1, 0.6, 12)
    strain = last(NonstateRaids, "strain", world(nonstate=held, nonstate_first=0.1), blame=1.0)
    start = world()
    near = np.asarray(start.values["contiguous"]) == 1.0
    index = start.actors.index
    beyond = held[index.src] + held[index.dst] - 0.2
    assert strain[near] == approx(0.5 * beyond[near], abs=1e-6)
    assert np.all(strain[~near] == 0.0)
    assert np.array_equal(strain, strain[index.rev])
    assert np.all(last(NonstateRaids, "strain", world(nonstate=held, nonstate_first=held), blame=1.0) == 0.0)


def test_losses_count_what_groups_hold_beyond_the_base_year_and_surveillance_spares_some():
    start = world(nonstate=0.5, nonstate_first=0.3, u_isr=0.5)
    assert last(NonstateLosses, "loss", start, harm=0.05, guard=0.4) == approx(0.05 * 0.2 * 0.8)
    assert np.all(last(NonstateLosses, "loss", world(nonstate=0.3, nonstate_first=0.5), harm=0.05) == 0.0)


def test_groups_reach_disputes_and_output_of_the_years_that_follow():
    chain = (NonstateHolders, NonstateRaids, NonstateLosses, CrisisOnset, Growth)
    start = world(nonstate=0.05, unruled=0.9, alive=0.0)
    calm = {f"Growth.{n}": 0.0 for n in ("world_shock", "own_shock")}
    settings = calm | {"NonstateHolders.base": 10.0, "NonstateRaids.blame": 3.0}
    on, off = (
        run(*chain, years=6, members=2, start=start, off=out, overrides=settings) for out in ((), ["NonstateHolders"])
    )
    near = np.asarray(start.values["contiguous"]) == 1.0
    assert on["hazard"][:, -1][:, near].mean() > 1.05 * off["hazard"][:, -1][:, near].mean()
    assert np.all(on["gdp"][:, -1] < off["gdp"][:, -1])


# nuclear weapons

NUCLEAR = ("S00", "S01", "S03", "S05", "S07", "S08")


def armed(**changed):
    """A nuclear world of six; fears and rivalries as they are."""
    return world(NUCLEAR, **changed)


def test_an_arsenal_that_cannot_be_hit_needs_no_trust_and_one_that_dies_unanswered_needs_it_all():
    assert restraint(100.0, 100.0, 0.0, 0.0, 50.0, 0.2) == approx(0.0, abs=1e-6)
    assert restraint(100.0, 100.0, 1.0, 0.0, 50.0, 0.2) == 1.0
    kills = [restraint(200.0, 100.0, k, 0.0, 50.0, 0.2) for k in (0.2, 0.5, 0.8)]
    assert kills[0] < kills[1] < kills[2]


def test_being_about_to_lose_the_answer_is_a_reason_to_hurry():
    assert restraint(50.0, 4000.0, 0.0, 0.9, 50.0, 0.5) > restraint(50.0, 4000.0, 0.0, 0.1, 50.0, 0.5)


def test_first_strikes_concern_nuclear_pairs_alone():
    start = world()
    warheads = np.asarray(start.values["warheads"])
    both = dyads(start, lambda i, j: warheads[i] > 0 and warheads[j] > 0)
    theta = {"shots": 1.0, "found": 0.0, "dread": 0.3}
    needed, fear = (last(SecondStrike, name, start, **theta) for name in ("first_strike", "fear"))
    assert not np.any(needed[~both])
    assert not np.any(fear[~both])
    assert np.all(fear[both] > 0.0)
    assert np.mean(needed[both] > 0.0) > 0.8  # arsenals so great that none is spared make no lure
    left = last(SecondStrike, "retaliation", start)
    assert np.array_equal(left > 0.0, warheads > 0.0)


def test_who_could_disarm_a_state_is_feared_by_it_as_far_as_distrusted():
    """k = 1/2 at even odds with warheads to spare: fear is d k (1 - trust)."""
    blind = {"shots": 1e-3, "found": 0.0, "dread": 0.4}
    fear = last(SecondStrike, "fear", armed(u_isr=0.0, trust=0.25), **blind)
    assert fear == approx(0.4 * 0.5 * 0.75)
    seen = last(SecondStrike, "fear", armed(u_isr=0.8, trust=0.25), **blind, hiding=0.0)
    assert np.all(seen > fear)
    uneven = armed(warheads=np.array([1000.0, 10, 10, 10, 10, 10]), u_isr=0.0, trust=0.25)
    fear = last(SecondStrike, "fear", uneven, shots=1.0, found=0.0, dread=0.4)
    assert np.array_equal(fear > 0.1, dyads(uneven, lambda i, j: i != 0))


# covers: P31, F32
@pytest.mark.parametrize(("hiding", "sign"), [(0.0, -1), (1.0, 0)])
def test_surveillance_erodes_retaliation_unless_the_hunted_hide_as_well(hiding, sign):
    blind, seeing = (
        last(SecondStrike, "retaliation", armed(u_isr=u), hiding=hiding, seeing=2.0, ruin=100.0) for u in (0.0, 0.9)
    )
    weak = blind < 0.99
    assert weak.any()
    assert np.all(np.sign(np.round((seeing - blind)[weak], 6)) == sign)


ALARMING = {
    "alarms": 0.5, "ready": 1e-6, "alert": 0.0, "window": 10.0, "resolution": 2.5, "haste": 0.0, "insight": 0.0,
    "noise": 0.0, "bias": 0.0, "doubt": 1e-6,
}  # fmt: skip
HOSTILE = {"rivalry": 1.0, "rung": 0.0}


def risk(start, **theta):
    return float(last(NuclearAlarm, "false_risk", start, **{**ALARMING, **theta})[0])


def test_without_noise_an_alarm_is_answered_exactly_where_restraint_needs_more_trust_than_there_is():
    trusting = armed(first_strike=0.3, trust=0.31, **HOSTILE)
    wary = armed(first_strike=0.3, trust=0.29, **HOSTILE)
    pairs = len(wary.actors.dyads)
    assert risk(trusting) == 0.0
    assert risk(wary) == approx(pairs * false_alarm.launch_probability(0.5, 10.0, 2.5), rel=1e-4)


# covers: T14, F32
def test_deciding_and_seeing_through_at_the_same_new_pace_changes_nothing_and_either_alone_does():
    start = armed(first_strike=1.0, trust=0.1, u_command=0.8, **HOSTILE)
    usual = risk(start)
    assert risk(start, haste=0.7, insight=0.7) == approx(usual, rel=1e-4)
    assert risk(start, haste=0.7) > usual > risk(start, insight=0.7)
    assert risk(start, noise=0.5) > usual > risk(start, noise=-0.5)
    assert risk(start, bias=0.1) > usual


def test_ai_lengthens_the_odds_as_readily_as_it_shortens_them_before_bias():
    for name in ("haste", "insight"):
        assert NuclearAlarm.params[name].prior == NuclearAlarm.params["haste"].prior
    assert NuclearAlarm.params["noise"].central == 0.0


# covers: P31, F45
def test_alerts_multiply_alarms_and_a_pair_without_warheads_has_none():
    calm, crisis = (
        risk(armed(first_strike=1.0, trust=0.1, rivalry=1.0, rung=r), alert=1.0, alarms=0.01) for r in (0, 3)
    )
    assert crisis == approx(4.0 * calm, rel=1e-3)
    assert risk(world(("S02", "S04", "S06"), first_strike=1.0, trust=0.1, **HOSTILE)) == 0.0


def test_a_false_launch_counts_as_nuclear_use_and_costs_both_sides():
    start = world(("S00", "S05", "S02"), first_strike=1.0, trust=0.1, **HOSTILE)
    sure = {**ALARMING, "alarms": 1e6, "window": 0.0, "toll": 0.4}
    fields = run(
        NuclearAlarm, start=start, members=1, overrides={f"NuclearAlarm.{k}": v for k, v in sure.items()}
    )  # fmt: skip
    assert fields["loss"][0, -1] == approx([0.4, 0.4, 0.0])
    assert fields["nuclear_use"][0, -1, 0] == fields["false_launches"][0, -1, 0] == 2.0


@pytest.mark.slow
def test_a_world_without_ai_launches_in_error_far_less_than_once_in_eighty_years():
    """The rule of succession allows 1 / 81 a year after 79 years without use, by any cause."""
    from counterpoise.engine import Ensemble, Model
    from counterpoise.evidence.trial_world import with_states, with_values
    from counterpoise.models import MEASURE, PERCEIVE
    from counterpoise.runs.starting import starting_world

    powers = ("USA", "RUS", "CHN", "FRA", "GBR", "IND", "PAK", "ISR", "PRK")
    start = with_values(
        with_states(starting_world(2024), powers),
        dict.fromkeys(("u_command", "u_isr", "autonomy", "u_weapons", "u_cyber"), 0.0),
    )
    model = Model((*MEASURE, *PERCEIVE, SecondStrike, NuclearAlarm), STARTED)
    made = Ensemble(model, start, 1, 100, seed=1, mode="plain", record=["false_risk"])
    found = made.run(threads=1).fields["false_risk"][:, -1, 0]
    assert 1e-4 < found.mean() < 0.012 / 3.0
    assert np.mean(found > 0.012) < 0.05


# wars

DUEL = ("S00", "S01")
WAGED = {
    "effort": 0.1, "drone": 25.0, "worth": 0.5, "hits": 0.5, "shot": 0.3, "prize": 30.0, "aim": 0.2,
    "adaptation": 0.5, "exposed": 0.1, "reach": 0.25, "guard": 0.1, "interceptor": 70.0, "stopped": 0.85,
    "contest": 0.0, "lean": 0.0, "noise": 0.3,
}  # fmt: skip


def war(field, start, mechanism=ForceEmployment, **theta):
    usual = WAGED if mechanism is ForceEmployment else {"rate": 0.1, "quality": 0.7}
    return last(mechanism, field, start, **{**usual, **theta})


@pytest.mark.parametrize("mechanism", [ForceEmployment, Attrition])
def test_nothing_is_fought_below_war(mechanism):
    peace, fight = (run(mechanism, start=world(rung=r), members=2) for r in (CLASH, WAR))
    for name in mechanism.mentioned("changes"):
        held = WORDS[name].kind is Kind.STOCK
        assert np.array_equal(peace[name][:, -1], peace[name][:, 0] if held else 0.0 * peace[name][:, -1]), name
        assert np.any(fight[name][:, -1] != peace[name][:, -1]), name


# covers: T15, F30
@pytest.mark.parametrize(("share", "months"), [(0.9, 12), (1.1, 0)])
def test_without_noise_money_goes_to_mass_exactly_beyond_the_crossover(share, months):
    """Targets without end and no adaptation: the published threshold of the salvo, N* = 76.2."""
    cost, channels, kill, value, shot, prize, aim = 25e-6, 60.0, 0.87, 250e-6, 1e-3, 1e-2, 0.315
    merit = mass_precision.precision_merit(aim, prize, shot, value, cost)
    edge = mass_precision.crossover_salvo(merit, kill, channels)
    assert (merit, edge) == approx((0.315, 52.2 / 0.685))
    money = share * edge * cost
    mass = mass_precision.mass_return(share * edge, channels, kill, value, cost)
    precise, _ = campaign(money, mass, shot, aim, prize, 0.0, 1e9, 1e-6)
    assert precise == approx(money * months / 12.0, abs=1e-9)


# covers: T16, F30
@pytest.mark.parametrize("merit", [0.5, 2.0, 9.0])
def test_precision_is_used_as_long_as_surprise_lasts(merit):
    """Return of mass 1, leak 1: months until merit (1 - a)^t falls to 1, the last one begun counted whole."""
    precise, hit = campaign(12.0, 1.0, 1.0, 0.1, 10.0 * merit, 0.4, 1e9, 1e-6)
    months = np.ceil(max(mass_precision.surprise_lasts(merit, 1.0, 0.4), 0.0)) if merit > 1.0 else 0.0
    assert precise == approx(months)
    assert hit == approx(1e9 * mass_precision.asset_loss_share(0.1, 1.0, 0.4, int(months), 1e9))


def test_surprise_is_spent_by_use_alone():
    """Where half of each month's money goes to precision, half of the adaptation follows: $(1 - a/2)^t$."""
    precise, hit = campaign(12.0, 1.0, 1.0, 0.1, 10.0, 0.4, 1e9, 1e9)
    assert precise == approx(6.0)
    assert hit == approx(sum(0.5 * 0.1 * 0.8**t for t in range(12)), rel=1e-4)


def test_no_more_is_hit_than_is_exposed():
    precise, hit = campaign(1e6, 1e-3, 1.0, 0.3, 100.0, 0.0, 20.0, 0.5)
    assert hit <= 20.0
    assert hit == approx(20.0, rel=1e-3)
    assert precise < 1e6


# covers: T03, T15
def test_drones_that_leak_are_those_of_the_saturation_model():
    """Nothing to aim at, so all money goes to mass; the damage is that of the leakers, while targets are plenty."""
    start = world(DUEL, rung=WAR, u_weapons=0.5, u_isr=0.5)
    milex = np.asarray(start.values["milex_share"]) * np.asarray(start.values["gdp"])
    struck = war("struck", start, aim=0.0, reach=1.0, noise=1e-6)
    salvo = 0.1 * 0.5 * milex[0] / 25e-6
    channels = 0.1 * milex[1] / 70e-6
    leaked = saturation.expected_leakers(salvo, channels, 0.85)
    assert struck[1] == approx(leaked * 250e-6 / start.values["gdp"][1], rel=2e-2)


def test_cheaper_drones_mean_more_mass_and_more_struck():
    dear, cheap = (world(DUEL, rung=WAR, u_weapons=0.5, u_isr=0.5, drone_price=price) for price in (1.0, 0.3))
    parts = [float(war("mass_cost", w)[0] / war("strike_cost", w)[0]) for w in (dear, cheap)]
    assert parts[1] > parts[0]
    more = war("struck", cheap) - war("struck", dear)
    assert np.all(more >= 0.0)
    assert np.any(more > 0.0)


def test_a_guarded_state_is_struck_less_and_pays_for_it_in_interceptors():
    start = world(DUEL, rung=WAR, u_weapons=0.5, u_isr=0.5)
    bare, guarded = (war("struck", start, guard=g, aim=0.0) for g in (0.01, 0.2))
    assert np.all(guarded < bare)
    assert war("guard_cost", start, guard=0.2)[0] > war("guard_cost", start, guard=0.01)[0]


def test_forces_without_such_weapons_strike_nobody():
    start = world(DUEL, rung=WAR, u_weapons=0.0, u_isr=0.0)
    assert war("strike_damage", start)[0] == approx(0.0, abs=1e-5)
    assert np.all(war("struck", start) < 1e-7)


def test_strikes_never_take_more_output_than_is_within_reach():
    start = world(DUEL, rung=WAR, u_weapons=1.0, u_isr=1.0, drone_price=0.01)
    assert war("struck", start, worth=1e4, reach=0.2) == approx(0.2, rel=1e-3)


def test_equal_arms_have_no_edge_and_the_better_armed_keep_what_the_others_lose():
    assert np.all(war("edge", world(DUEL, rung=WAR, u_weapons=0.5, u_isr=0.5, u_command=0.5), Attrition) == 0.0)
    ahead = np.array([0.9, 0.1])
    start = world(DUEL, rung=WAR, u_weapons=ahead, u_isr=ahead, u_command=ahead, military_stock=1000.0)
    edge = war("edge", start, Attrition)
    assert edge[0] > 0.0 > edge[1]
    better = np.exp(0.5 * 0.7 * 0.8)
    plain = lanchester.square_strength(1000.0, 1000.0, 0.1, 0.1, 1.0)
    left = lanchester.square_strength(1000.0, 1000.0, 0.1 * better, 0.1 / better, 1.0)
    assert edge[0] == approx((left - plain) / 1000.0, rel=1e-3)


# covers: F20
def test_war_moves_hard_power_in_the_next_year():
    ahead = np.array([0.9, 0.1])
    start = world(DUEL, rung=WAR, u_weapons=ahead, u_isr=ahead, u_command=ahead, military_stock=1000.0, hard=0.5)
    on, off = (run(Power, Attrition, years=2, members=2, start=start, off=out) for out in ((), ["Attrition"]))
    assert np.all(on["hard"][:, -1, 0] > off["hard"][:, -1, 0])

"""Capability, power, sovereignty, controls, cyber contest and the accounts of the year move as they should."""

from itertools import pairwise

import numpy as np
import pytest
from small_world import STATE_VALUES, changed_fields, initial, lead, run

from counterpoise.core.errors import InputError
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.mechanisms.affinity import AffinityDrift
from counterpoise.mechanisms.capability import Capability
from counterpoise.mechanisms.crisis import CrisisOnset
from counterpoise.mechanisms.cyber import CyberContest
from counterpoise.mechanisms.economy_fields import AUTOMATED, CYBER_LOSS, FIRST_ENDOWMENT, FOUGHT
from counterpoise.mechanisms.export_controls import ExportControls
from counterpoise.mechanisms.losses import Losses
from counterpoise.mechanisms.luck_fields import LARGEST_DISTANCE
from counterpoise.mechanisms.memory import DisputeMemory
from counterpoise.mechanisms.power import Power, log_combined
from counterpoise.mechanisms.sovereignty import Sovereignty
from counterpoise.mechanisms.stock import MilitaryStock
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import flipit, sanctions, smart_power

WIDE = VOCABULARY.extended([AUTOMATED, CYBER_LOSS, FIRST_ENDOWMENT, FOUGHT])


def start(**changed):
    return initial(vocabulary=WIDE, **changed)


class Growing(Mechanism):
    """One state grows by half a year; nobody else moves."""

    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.gdp[3] += 0.5 * world.gdp[3]


def only(place, value, size=12):
    return np.where(np.arange(size) == place, value, 0.0)


DYADS = initial().actors.dyads
USA_CHINA = DYADS.index(("S00", "S01"))
CHINA_USA = DYADS.index(("S01", "S00"))


def pair(value):
    """One pair of states, alike in both directions."""
    return only(USA_CHINA, value, len(DYADS)) + only(CHINA_USA, value, len(DYADS))


# covers: T01
def test_capability_counts_tenfold_computing_and_algorithms_as_one_and_follows_talent():
    base = lead(Capability, field="capability", start=start())
    tenfold = np.array(STATE_VALUES["compute"]) * 10.0
    more = lead(Capability, field="capability", start=start(compute=tenfold))
    np.testing.assert_allclose(more[:, :9] - base[:, :9], 1.0, atol=2e-3)
    better = lead(
        Capability, field="capability", start=start(algorithms=2.0), overrides={"Capability.a_algorithms": 1.0}
    )
    settled = lead(Capability, field="capability", start=start(), overrides={"Capability.a_algorithms": 1.0})
    np.testing.assert_allclose(better - settled, 1.0, atol=1e-4)
    skilled = lead(Capability, field="capability", start=start(talent=np.array(STATE_VALUES["talent"]) + only(5, 0.2)))
    assert np.all(skilled[:, 5] > base[:, 5])


def test_leakage_brings_followers_nearer_and_leaves_the_leader():
    slow, fast = (
        lead(Capability, field="capability", start=start(), overrides={"Capability.leakage": x}) for x in (0.1, 2.0)
    )
    np.testing.assert_array_equal(slow[:, 0], fast[:, 0])
    assert np.all(fast[:, 1:] > slow[:, 1:])


def made(**changed):
    """A start that gives no standings, so that power is as made."""
    return start(hard=0.0, smart=0.0, **changed)


@pytest.mark.parametrize("field", ["hard", "smart"])
def test_power_is_shares_that_sum_to_one_and_rise_with_what_makes_them(field):
    base = lead(Power, field=field, members=20, start=made())
    np.testing.assert_allclose(base.sum(axis=1), 1.0, atol=1e-6)
    for name in ("gdp", "military_stock", "personnel") + (("capability",) if field == "smart" else ()):
        doubled = np.array(STATE_VALUES[name], float) * np.where(np.arange(12) == 4, 1.2, 1.0)
        more = lead(Power, field=field, members=20, start=made(**{name: doubled}))
        assert np.all(more[:, 4] > base[:, 4]), name
        assert np.all(more[:, 0] < base[:, 0]), name


def test_power_does_not_depend_on_the_currency():
    base = lead(Power, field="smart", start=made())
    euros = {name: np.array(STATE_VALUES[name], float) * 0.9 for name in ("gdp", "military_stock")}
    np.testing.assert_allclose(lead(Power, field="smart", start=made(**euros)), base, rtol=1e-5)


@pytest.mark.parametrize("field", ["hard", "smart"])
def test_power_starts_as_measured_and_moves_with_its_parts(field):
    measured = np.array(STATE_VALUES[field]) / np.sum(STATE_VALUES[field])
    first = lead(Power, field=field, start=start(hard=measured, smart=measured))
    np.testing.assert_allclose(first, np.tile(measured, (4, 1)), rtol=1e-4)
    richer = run(Power, Growing, years=3, members=4, record=[field], start=start(hard=measured, smart=measured))[field]
    assert np.all(np.diff(richer[:, 1:, 3], axis=1) > 0.0)
    np.testing.assert_allclose(richer.sum(axis=-1)[:, 1:], 1.0, atol=1e-6)


# covers: P01, P03
@pytest.mark.parametrize("rho", [-1.0, -0.3, 1e-8, 0.5, 1.0])
def test_power_combines_as_the_theory_does(rho):
    fields = (0.2, 0.003, 0.05)
    exact = smart_power.smart_power(*fields, rho, 0.5, 0.3)
    made = np.exp(log_combined(*np.log(fields), rho, 0.5, 0.3))
    assert made == pytest.approx(exact, rel=1e-5)


# covers: F29
def test_capability_of_the_leader_counts_for_less_where_returns_are_low():
    few, many = (lead(Power, field="smart", start=made(), overrides={"Power.returns": x}) for x in (0.05, 1.0))
    assert np.all(many[:, 0] > few[:, 0])


# covers: P05
def test_sovereignty_starts_at_what_dependence_leaves():
    dependence = np.array(STATE_VALUES["dependence"])
    first = lead(Sovereignty, field="sovereignty", start=start())
    np.testing.assert_allclose(first, np.tile(1.0 - dependence, (4, 1)), atol=1e-5)
    off = lead(Sovereignty, field="sovereignty", off=["Sovereignty"], start=start(restricted=0.9))
    np.testing.assert_allclose(off, np.tile(1.0 - dependence, (4, 1)), atol=1e-5)


def test_controls_worsen_sovereignty_and_a_growing_part_in_computing_eases_it():
    free, held = (lead(Sovereignty, field="sovereignty", start=start(restricted=r)) for r in (0.0, 0.5))
    assert np.all(held < free)
    shares = [np.array(STATE_VALUES[name], float) / np.sum(STATE_VALUES[name]) for name in ("compute", "gdp")]
    endowment = shares[0] / (shares[0] + shares[1])
    less = np.where(np.arange(12) == 2, 0.5 * endowment, endowment)
    eased = lead(Sovereignty, field="sovereignty", start=start(first_endowment=less))
    assert np.all(eased[:, 2] > free[:, 2])
    np.testing.assert_allclose(eased[:, 3], free[:, 3], atol=1e-5)


def test_without_noise_a_control_is_imposed_exactly_where_the_threat_is_credible():
    settings = {"ExportControls.noise": 1e-6, "ExportControls.speed": 1.0}
    for weight, cost in ((0.05, 0.05), (0.5, 0.05), (2.0, 0.2)):
        both = settings | {"ExportControls.fixed": cost, "ExportControls.market": 0.3}
        world = start(relative_gains=weight)
        control = lead(ExportControls, field="export_control", members=1, start=world, overrides=both)[0]
        gdp, computing = (np.array(STATE_VALUES[name], float) for name in ("gdp", "compute"))
        i, j = world.actors.index.src, world.actors.index.dst
        lost = computing[i] / computing.sum() * np.array(STATE_VALUES["dependence"])[j] ** 0.5
        margin = sanctions.threat_margin(lost, cost + 0.3 * gdp[j] / gdp.sum(), weight)
        clear = np.abs(margin) > 1e-4
        np.testing.assert_array_equal(control[clear], (margin[clear] > 0.0).astype(float))
    assert control.any()
    assert not control.all()


# covers: F31, F48, L10
def test_controls_rise_with_relative_gains_and_none_is_worth_its_cost_without_them():
    cheap = {"ExportControls.fixed": 0.03, "ExportControls.market": 0.1}
    calm, wary = (
        lead(ExportControls, field="export_control", start=start(relative_gains=k), overrides=cheap) for k in (0.0, 2.0)
    )
    assert np.all(wary[:, USA_CHINA] > calm[:, USA_CHINA])
    free = {"ExportControls.noise": 1e-6}
    assert (
        not lead(
            ExportControls, field="export_control", years=60, start=start(relative_gains=0.0), overrides=free
        ).max()
        > 1e-3
    )


def test_what_is_denied_is_the_controls_weighted_by_the_senders_computing():
    denied = lead(ExportControls, field="restricted", start=start(export_control=pair(0.8)))
    computing = np.array(STATE_VALUES["compute"])
    expected = only(1, 0.8 * computing[0] / computing.sum()) + only(0, 0.8 * computing[1] / computing.sum())
    np.testing.assert_allclose(denied, np.tile(expected, (4, 1)), atol=1e-5)
    assert lead(ExportControls, field="restricted", off=["ExportControls"], start=start()).max() == 0.0


# covers: A20, P11, T04, F08
def test_the_cyber_contest_costs_what_flipit_says():
    settings = {f"CyberContest.{name}": x for name, x in {"cost": 0.1, "ratio": 2.0, "attribution": 0.0}.items()}
    world = start(rivalry=pair(1.0), fear=0.0, automation=1.0, u_cyber=0.0)
    loss = lead(
        CyberContest, field="cyber_loss", members=1, start=world, overrides=settings | {"CyberContest.damage": 0.01}
    )
    held = flipit.equilibrium_control(0.2, 0.1)
    np.testing.assert_allclose(loss[0, :2], 0.01 * held, rtol=1e-4)
    assert loss[0, 2:].max() == 0.0


def test_the_tilt_of_ai_is_shared_by_attack_and_defense():
    settings = {"cost": 0.1, "ratio": 2.0, "attribution": 0.0, "damage": 0.01, "cheaper": 1.0, "tilt": 0.4}
    world = start(rivalry=pair(1.0), fear=0.0, automation=1.0, u_cyber=only(0, 1.0))
    overrides = {f"CyberContest.{name}": value for name, value in settings.items()}
    loss = lead(CyberContest, field="cyber_loss", members=1, start=world, overrides=overrides)[0]
    np.testing.assert_allclose(loss[1], 0.01 * flipit.equilibrium_control(2.0 * np.exp(-1.2), 1.0), rtol=1e-4)
    np.testing.assert_allclose(loss[0], 0.01 * flipit.equilibrium_control(2.0, np.exp(-0.8)), rtol=1e-4)


def test_whom_ai_favors_in_cyber_is_left_open():
    level = {"CyberContest.cheaper": 0.5, "CyberContest.attribution": 0.0}
    before, after = (
        {
            tilt: lead(
                CyberContest, field="cyber_loss", start=start(u_cyber=u), overrides=level | {"CyberContest.tilt": tilt}
            )
            for tilt in (-0.5, 0.0, 0.5)
        }
        for u in (0.0, 1.0)
    )
    assert np.all(after[0.5] > before[0.5])
    assert np.all(after[-0.5] < before[-0.5])
    np.testing.assert_allclose(after[0.0], before[0.0], rtol=1e-4)


# covers: F46
def test_attribution_deters_only_where_retaliation_costs_something():
    def loss(**more):
        settings = {f"CyberContest.{name}": value for name, value in more.items()}
        return lead(CyberContest, field="cyber_loss", start=start(), overrides=settings)

    assert np.all(loss(attribution=0.8, retaliation=0.5) < loss(attribution=0.0, retaliation=0.5))
    np.testing.assert_array_equal(loss(attribution=0.0, retaliation=0.0), loss(attribution=0.0, retaliation=0.5))


def test_losses_climb_the_ladder_and_add_up_without_double_counting():
    paths = [lead(Losses, field="loss", start=start(rung=pair(r))) for r in range(6)]
    for lower, higher in pairwise(paths):
        assert np.all(higher[:, 0] > lower[:, 0])
    assert np.all(paths[4][:, 1] > paths[4][:, 0]), "the weaker side loses more"
    assert np.all(paths[5][:, 2:] == 0.0)
    full = start(rung=5.0, accidents=100.0)
    settings = {"Losses.most": 0.6, "Losses.major": 0.5}
    np.testing.assert_allclose(lead(Losses, field="loss", start=full, overrides=settings), 0.6, rtol=1e-5)


def test_two_ruinous_wars_are_no_gain():
    both = pair(5.0) + only(DYADS.index(("S00", "S02")), 5.0, len(DYADS))
    loss = lead(Losses, field="loss", start=start(rung=both), overrides={"Losses.major": 0.5, "Losses.most": 0.6})
    np.testing.assert_allclose(loss[:, 0], 0.6, rtol=1e-5)


def test_accidents_and_cyber_operations_cost_output():
    calm, accident, hacked = (
        lead(Losses, field="loss", start=start(**x)) for x in ({}, {"accidents": only(3, 2.0)}, {"cyber_loss": 0.02})
    )
    assert np.all(calm == 0.0)
    assert np.all((accident > 0.0) == (np.arange(12) == 3))
    np.testing.assert_allclose(hacked, 0.02, rtol=1e-4)


def test_memory_halves_in_a_half_life_and_adds_what_begins():
    settings = {"DisputeMemory.half_life": 4.0}
    calm = run(DisputeMemory, years=8, members=1, start=start(memory=2.0), overrides=settings)["memory"][0]
    np.testing.assert_allclose(calm[[4, 8], 0], [1.0, 0.5], rtol=1e-4)
    struck = lead(DisputeMemory, field="memory", start=start(memory=0.0, onset=pair(1.0)))
    np.testing.assert_allclose(struck, np.tile(pair(1.0), (4, 1)))


def test_what_memory_was_expected_to_hold_starts_from_it_and_grows_by_the_hazard():
    settings = {"DisputeMemory.half_life": 1.0, "CrisisOnset.level": 0.0, "CrisisOnset.joining": -1e3}
    begin = start(memory=2.0, base_hazard=0.3)
    found = run(CrisisOnset, DisputeMemory, years=2, members=1, start=begin, overrides=settings)
    np.testing.assert_allclose(found["expected"][0, 1], 1.3, rtol=1e-3)
    np.testing.assert_allclose(found["expected"][0, 2], 0.95, rtol=1e-3)


def test_military_capital_is_a_perpetual_inventory():
    settings = {"MilitaryStock.worn": 0.1}
    stock = lead(MilitaryStock, field="military_stock", members=1, start=start(), overrides=settings)[0]
    spent = np.array(STATE_VALUES["milex_share"]) * np.array(STATE_VALUES["gdp"])
    np.testing.assert_allclose(stock, 0.9 * np.array(STATE_VALUES["military_stock"]) + spent, rtol=1e-5)
    long = run(MilitaryStock, years=150, members=1, start=start(), overrides=settings)["military_stock"][0, -1]
    np.testing.assert_allclose(long, spent / 0.1, rtol=1e-3)
    at_war = lead(MilitaryStock, field="military_stock", members=1, start=start(fought=0.05), overrides=settings)[0]
    assert np.all(at_war < stock)
    poorer = lead(MilitaryStock, field="military_stock", members=1, start=start(loss=0.05), overrides=settings)[0]
    np.testing.assert_array_equal(poorer, stock)


def test_affinity_drifts_up_between_allies_and_down_after_disputes_and_controls():
    quiet = {"AffinityDrift.spread": 1e-9, "AffinityDrift.pull": 1e-9}
    base = start(alliance=0.0, export_control=0.0, memory=0.0, affinity=0.6)
    settings = {"overrides": quiet, "field": "affinity", "years": 5}
    np.testing.assert_allclose(lead(AffinityDrift, start=base, **settings), 0.6, atol=1e-5)
    for name, value, sign in (("alliance", 1.0, 1.0), ("export_control", 0.7, -1.0), ("memory", 3.0, -1.0)):
        given = {"alliance": 0.0, "export_control": 0.0, "memory": 0.0, name: pair(value)}
        moved = sign * (lead(AffinityDrift, start=start(affinity=0.6, **given), **settings) - 0.6)
        assert np.all(moved[:, [USA_CHINA, CHINA_USA]] > 1e-4), name
        assert np.abs(np.delete(moved, [USA_CHINA, CHINA_USA], axis=1)).max() < 1e-5, name


def test_both_sides_of_a_pair_agree_alike():
    world = start(affinity=np.full(len(DYADS), 0.5))
    affinity = lead(AffinityDrift, field="affinity", years=10, start=world)
    np.testing.assert_array_equal(affinity, affinity[:, world.actors.index.rev])
    assert np.ptp(affinity) > 0.02


def test_a_state_moves_in_all_its_pairs_at_once():
    """Agreement falls by what the distance of positions gains, pair by pair, and by nothing else."""
    calm = {"AffinityDrift.bond": 0.0, "AffinityDrift.rift": 0.0, "AffinityDrift.grudge": 0.0}
    world = start(affinity=0.5, position=np.linspace(-2.0, 2.0, len(STATE_VALUES["gdp"])))
    lived = run(AffinityDrift, years=6, start=world, overrides=calm)
    src, dst = world.actors.index.src, world.actors.index.dst
    gap = np.abs(lived["position"][..., src] - lived["position"][..., dst])
    np.testing.assert_allclose(lived["affinity"] - 0.5, (gap[:, :1] - gap) / LARGEST_DISTANCE, atol=2e-6)
    assert np.abs(gap[:, -1] - gap[:, 0]).mean() > 0.1


def test_positions_are_drawn_to_their_mean_by_the_pull():
    settings = {"AffinityDrift.spread": 0.0, "AffinityDrift.pull": 0.1}
    at = np.arange(len(STATE_VALUES["gdp"])) / 4.0
    found = run(AffinityDrift, years=3, start=start(position=at), overrides=settings)["position"][:, -1]
    expected = at.mean() + 0.9**3 * (at - at.mean())
    np.testing.assert_allclose(found, np.broadcast_to(expected, found.shape), rtol=1e-5)


@pytest.mark.parametrize(
    ("mechanism", "fields"),
    [
        (Power, {"hard", "smart", "hard_level", "smart_level"}),
        (Sovereignty, {"sovereignty", "first_endowment"}),
        (ExportControls, {"export_control", "restricted"}),
        (CyberContest, {"cyber_loss"}),
        (Losses, {"loss", "fought"}),
        (DisputeMemory, {"memory", "expected"}),
        (MilitaryStock, {"military_stock"}),
        (AffinityDrift, {"affinity", "position"}),
    ],
)
def test_only_declared_fields_change(mechanism, fields):
    assert changed_fields(mechanism, start=made(rung=pair(3.0))) == fields


def test_a_field_of_another_name_is_refused():
    with pytest.raises(InputError, match="cyber_loss"):
        initial(cyber_loss=0.1)

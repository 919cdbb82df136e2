"""The contract that every mechanism of every bundle inherits, and toys that break it, one for each check."""

from functools import cache
from math import exp

import numpy as np
import pytest
from small_world import STATES, initial

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform
from counterpoise.evidence import contract
from counterpoise.evidence.contract import Case, Silence
from counterpoise.evidence.trial_world import complete, with_states, with_values
from counterpoise.models import BUNDLES
from counterpoise.theory.portfolio import TOOLS

MECHANISMS = {m.__name__: m for bundle in BUNDLES.values() for m in bundle.mechanisms}
NEVER = 1e30
SILENT = {
    "Accounting": Silence(reason="it counts what the pairs did"),
    "AISpending": Silence({"momentum": 0.0, "reaction": 0.0, "alarm": 0.0}),
    "Adoption": Silence({"rate": 1e-30}),
    "AffinityDrift": Silence({"pull": 0.0, "bond": 0.0, "rift": 0.0, "grudge": 0.0, "spread": 0.0}),
    "AgreementWorth": Silence(reason="it weighs what agreements would win for each state"),
    "Algorithms": Silence({"doubling": NEVER}),
    "Alignment": Silence({"inertia": 1e9, "temperature": 1e-3}),
    "ArmsRace": Silence({"reaction": 0.0}, aside=("peace_threat",)),
    "Automation": Silence({"speed": 0.0}),
    "Autonomy": Silence({"pace": 0.0}),
    "BalanceOfThreat": Silence({"error": 0.0}),
    "Bargaining": Silence({"w_information": 0.0, "w_shift": 0.0}),
    "Beliefs": Silence({"telling": 1.0, "fading": 0.0}),
    "Capability": Silence(reason="it measures what computing, algorithms and talent make together"),
    "Computing": Silence({"price": 1e-20, "retired": 0.0}, aside=("chip_growth", "home_made")),
    "BuckPassing": Silence({"part": 0.0}),
    "CrisisOnset": Silence(
        {"level": 0.0, "escalation": 0.0, "flash": 0.0, "joining": -1e3},
        aside=("first_strain", "war_risk", "nuclear_risk"),
        where={"tension": 0.0, "rung": 0.0},
    ),
    "CyberContest": Silence({"damage": 0.0}),
    "DilemmaIntensity": Silence({"cost": 1e3}, aside=("required_trust",)),
    "DisputeMemory": Silence({"half_life": NEVER}, aside=("expected",), where={"onset": 0.0, "joined": 0.0}),
    "DisputeStrain": Silence(
        {"dilemma": 0.0, "transition": 0.0, "past": 0.0, "alliance": 0.0, "peace": 0.0}, where={"bargaining": 0.0}
    ),
    "DronePrice": Silence({"output": 0.0}),
    "ExportControls": Silence({"speed": 0.0}, aside=("restricted",)),
    "Growth": Silence(
        {"world_shock": 0.0, "own_shock": 0.0, "inertia": 0.0, "half_life": NEVER, "effect": 0.0},
        aside=("growth_luck", "trend_kept"),
        where={"loss": 0.0, "automated": 0.0},
    ),
    "Losses": Silence({"major": 0.0, "accident": 0.0}, where={"cyber_loss": 0.0}),
    "MilitaryStock": Silence(reason="it keeps the account of what is spent, worn and lost"),
    "Obligations": Silence(dict.fromkeys(("limits", "control", "care", "closing", "example"), 0.0)),
    "OffenseBalance": Silence(dict.fromkeys(("weapons", "isr", "cyber", "command", "blurring"), 0.0)),
    "Power": Silence(reason="it measures what arms, output, people and science make together"),
    "RelativeGains": Silence({"stakes": 0.0}),
    "SafetyRace": Silence({"adjustment": 0.0}, aside=("effort_level",)),
    "Sovereignty": Silence({"ease": 0.0, "bite": 0.0}, aside=("first_endowment",)),
    "Tempo": Silence({"gain": 0.0}, aside=("pace_level", "pace")),
    "Tension": Silence({"spread": 0.0, "persistence": 1.0}),
    "ThreatSum": Silence({"calm": NEVER}),
    "TreatyIncentives": Silence({"punishment": 0.0, "duty": 0.0, "noise": 1e-9}, where={"depth": 0.4, "alive": 1.0}),
    "WeaponsAgreement": Silence(
        {"entry": 0.0, "exit": 0.0, "pace": 0.0, "founding": 0.0, "tolerance": 1e9},
        aside=("compliance", "violations", "parties"),
        where={"alive": 1.0},
    ),
    "NonstateHolders": Silence({"base": 0.0, "recovery": 0.0}, aside=("nonstate_first", "nonstate_grounds")),
    "NonstateRaids": Silence({"blame": 0.0}),
    "NonstateLosses": Silence({"harm": 0.0}),
    "SecondStrike": Silence({"dread": 0.0}, aside=("first_strike", "retaliation")),
    "NuclearAlarm": Silence({"alarms": 0.0}),
    "ForceEmployment": Silence({"effort": 0.0}),
    "Attrition": Silence({"quality": 0.0}),
    "NormCascade": Silence({"pace": 0.0, "care": 0.0, "restraint": 0.0}, aside=("norm_share",)),
    "NormDuty": Silence({"audience": 0.0}),
    "PacingGap": Silence(
        {"available": 2.0, "force": 2.0},
        aside=("armed_share", "bound_share", "outpacing"),
        where={"norm": 0.0, "compliance": 0.0},
    ),
    "InformationOperations": Silence({"contact": 0.0}),
    "RegimeStability": Silence({"shock": 0.0, "hardship": 0.0, "repair": 0.0}, where={"stability": 1.0}),
    "Sanctions": Silence({"major": 1e9, "lapse": 0.0, "reach": 0.0}, where={"sanction": 0.0}),
    "SanctionCosts": Silence({"damage": 0.0}, aside=("first_cut",)),
    "BorderClosure": Silence({"loss": 0.0}),
    "SupposedSanctions": Silence({"resolve": 0.0}),
    "CrisisShock": Silence({"pressure": 0.0}),
    "UnrestWave": Silence({"wave": 0.0}),
    "Instruments": Silence(
        {"half": 1e9},
        where=dict.fromkeys(("tool_economic", "tool_military"), 0.0),
    ),
    "FirmCompute": Silence(
        {"luck": 0.0, "reinvest": 0.0},
        aside=("firm_compute", "compute_held", "algorithms_held", "private"),
    ),
    "FirmBargain": Silence(
        {"sinking": 1e-20, "renewal": 0.0},
        aside=("firm_share", "first_share", "hold", "first_hold", "tnc_share", "diffused"),
    ),
    "PrivatePartners": Silence({"service": 0.0}),
    "FirmSafety": Silence({"pace": 0.0, "spread": 0.0}, aside=("firm_effort_level",)),
    "Federation": Silence({"unity": 0.0}, aside=("union_hard", "union_smart")),
    "FirmCompliance": Silence({"penalty": 1e6}),
    "Talent": Silence(
        {"schools": 0.0, "mobility": 0.0, "learning": 0.0}, aside=("first_smart",), where={"research_trend": 0.0}
    ),
    "DataSovereignty": Silence({"ease": 0.0}, aside=("first_skilled",)),
    "MediaDependence": Silence({"voice": 0.0, "culture": 0.0}),
    "SovereigntyDrive": Silence({"drive": 0.0, "defiance": 0.0}),
    "SovereigntyCosts": Silence({"damage": 0.0}, aside=("exposed",)),
}
"""Where each mechanism is as good as switched off; a measure or an account says that it has no strength."""


AT_WORK = {
    "Instruments": {f"tool_{tool}": 0.004 for tool in TOOLS} | {"aim": 0.2},
    "InformationOperations": {"online": 0.95, "literacy": 0.2},
}
"""What the small world lacks for a mechanism to do anything: budgets for tools, a public that stories reach."""
TOY = Silence({"strength": 0.0})


@cache
def case_of(mechanism, silent):
    """Six states; kept, so that checks share their runs."""
    start = complete(initial(STATES[:6]), mechanism)
    return Case(mechanism, with_values(start, AT_WORK.get(mechanism.__name__, {})), silent)


def broken(mechanism, check, silent=TOY):
    """What one check finds wrong with a mechanism."""
    return list(contract.CHECKS[check](case_of(mechanism, silent)))


def test_every_mechanism_has_its_silence_and_no_other_is_listed():
    assert set(SILENT) == set(MECHANISMS), (
        "say in SILENT at which parameters it does nothing, or why it has no strength"
    )


def test_few_mechanisms_have_no_strength():
    assert sum(bool(silence.reason) for silence in SILENT.values()) <= 5


@pytest.mark.parametrize("check", contract.CHECKS)
@pytest.mark.parametrize("name", MECHANISMS)
def test_mechanism_keeps_the_contract(name, check):
    assert broken(MECHANISMS[name], check, SILENT[name]) == []


def declared(prior=None, source="assumed"):
    """The one parameter of a toy."""
    return param(prior or Uniform(0.1, 0.9), unit="1/year", source=source, doc="strength")


class Sound(Mechanism):
    """A toy that keeps the contract: automation moves toward what threat calls for, with luck."""

    phase = Phase.GROW
    cites = ("richardson1960",)
    strength = declared()

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += (
                p.strength * (world.threat[i] - world.automation[i]) * draw.uniform(world.state_id[i])
            )


class Uncited(Sound):
    """Cites a work that nobody has written."""

    cites = ("nobody1999",)


class Silent(Sound):
    """Cites nothing."""

    cites = ()


class Sourceless(Sound):
    """Has a number from nowhere."""

    strength = declared(source="nobody1999")


class Deaf(Sound):
    """Does off what it does on."""

    null = Sound.step


class Meddling(Sound):
    """Its null version touches what its step does not."""

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.safety[i] += 0.01 * p.strength


class Idle(Sound):
    """Draws and changes nothing."""

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += 0.0 * p.strength * draw.uniform(world.state_id[i])


class Stubborn(Sound):
    """Moves even at zero strength."""

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += (0.01 + p.strength) * draw.uniform(world.state_id[i])


class Exploding(Sound):
    """Is not finite where its parameter is nearly nothing, as at the low end of its prior."""

    strength = declared(prior=LogNormal(0.5, 1e4))

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += p.strength * exp(0.2 / p.strength) * draw.uniform(world.state_id[i])


class Dividing(Sound):
    """Is not finite where a state has nobody in it."""

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += p.strength * world.threat[i] / world.population[i]


class Reaching(Sound):
    """Reads past the last dyad."""

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += p.strength * world.fear[world.first[i + 1]]


def doubled(values):
    """Writes to what it was given."""
    for i in range(values.size):
        values[i] = 2.0 * values[i]


class Trespassing(Sound):
    """Writes to the world through a helper: to a field it never adds to."""

    @kernel
    def step(world, change, p, draw):
        doubled(world.gdp)
        for i in range(world.n_states):
            change.automation[i] += p.strength * draw.uniform(world.state_id[i])


class Impatient(Sound):
    """Writes through a helper to the very field it changes, so that others of its phase would see it early."""

    @kernel
    def step(world, change, p, draw):
        doubled(world.automation)
        for i in range(world.n_states):
            change.automation[i] += p.strength * draw.uniform(world.state_id[i])


class Favoring(Sound):
    """Lets the state that happens to be listed first have it."""

    @kernel
    def step(world, change, p, draw):
        change.automation[0] += p.strength


class Positional(Sound):
    """Draws by place in the list."""

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.automation[i] += p.strength * draw.uniform(i)


COUNTED = np.zeros(1, np.float32)


class Remembering(Sound):
    """Keeps a count outside the world."""

    @kernel
    def step(world, change, p, draw):
        COUNTED[0] += 0.01
        for i in range(world.n_states):
            change.automation[i] += p.strength * COUNTED[0]


@pytest.mark.parametrize(
    ("check", "mechanism", "says"),
    [
        ("declarations", Uncited, "nobody1999 is not in the bibliography"),
        ("declarations", Silent, "cites nothing"),
        ("declarations", Sourceless, "the source of strength, nobody1999"),
        ("off means off", Deaf, "switching it off changes nothing"),
        ("off means off", Idle, "switching it off changes nothing"),
        ("off means off", Meddling, "safety"),
        ("zero strength", Stubborn, "automation still moves"),
        ("zero strength", Idle, "its silence shows nothing"),
        ("finite", Exploding, "Exploding made automation of S"),
        ("finite", Dividing, "in the empty world"),
        ("finite", Reaching, "out of bounds"),
        ("only declared fields", Trespassing, "gdp of the world is written to"),
        ("only declared fields", Trespassing, "gdp changed, to which it never adds"),
        ("only declared fields", Impatient, "automation of the world is written to"),
        ("order of states", Favoring, "automation depends on the order"),
        ("order of states", Positional, "automation depends on the order"),
        ("no memory of its own", Remembering, "automation differs"),
    ],
)
def test_a_mechanism_that_breaks_it_is_caught(check, mechanism, says):
    """One mutant of a sound toy for each way to break the contract; its own check sees it and says what it is."""
    assert broken(Sound, check) == []
    assert any(says in text for text in broken(mechanism, check))


def test_a_sound_mechanism_of_ones_own_passes_and_a_breach_lists_everything():
    contract.check(Sound, silent={"strength": 0.0}, start=initial(STATES[:6]))
    with pytest.raises(contract.Breach, match=r"(?s)Stubborn.*zero strength") as breach:
        contract.check(Stubborn, silent={"strength": 0.0}, start=initial(STATES[:6]))
    assert "off means off" not in str(breach.value)
    with pytest.raises(contract.Breach, match="order of states: IndexError"):
        contract.check(Reaching, silent={"strength": 0.0}, start=initial(STATES[:6]))


OWN = Field("standing_army", Dimension.STATE, Kind.STOCK, "0 to 1", "a stock nobody else knows", 0.0, 1.0)


class Owning(Sound):
    """A toy with a stock of its own, for which no start has values."""

    declares = (OWN,)

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.standing_army[i] -= p.strength * world.standing_army[i]


@pytest.mark.slow
def test_by_default_it_is_tried_on_states_of_2024():
    contract.check(Owning, silent={"strength": 0.0})


def test_a_strength_must_be_given_or_denied_with_a_reason():
    with pytest.raises(InputError, match="reason"):
        Silence()
    contract.check(Sound, silent="a toy", start=initial(STATES[:6]))


def test_fewer_states_keep_what_is_theirs():
    """A part of a world, listed in another order, has the values that go with the names."""
    whole, part = initial(), with_states(initial(), STATES[5:1:-1])
    assert part.actors.states == STATES[5:1:-1]
    values = dict(zip(whole.actors.dyads, whole.values["distance"], strict=True))
    assert [values[pair] for pair in part.actors.dyads] == part.values["distance"].tolist()
    np.testing.assert_array_equal(part.values["gdp"], whole.values["gdp"][5:1:-1])
    np.testing.assert_array_equal(part.values["member"], whole.values["member"][5:1:-1])
    assert part.actors.firms == ()

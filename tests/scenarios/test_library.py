"""The packaged scenarios: complete, sourced, and each moves what its story is about in the direction it says."""

from functools import cache

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from small_world import initial, model, run

from counterpoise.mechanisms.adoption import Adoption
from counterpoise.mechanisms.export_controls import ExportControls
from counterpoise.mechanisms.prices import DronePrice
from counterpoise.mechanisms.treaty import TreatyIncentives
from counterpoise.mechanisms.worth import AgreementWorth
from counterpoise.models import NEOREALIST
from counterpoise.scenarios import Scenario, json_schema, load, names
from counterpoise.scenarios.scenario import library
from counterpoise.scenarios.strict_yaml import parse_yaml

CHANGED = [name for name in names() if name not in ("baseline", "no-ai")]


def text(name: str) -> str:
    return library().joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def test_the_library_holds_the_baseline_its_twin_and_at_least_three_more():
    assert names()[0] == "baseline"
    assert "no-ai" in names()
    assert len(CHANGED) >= 14


@pytest.mark.parametrize("name", names())
def test_a_scenario_has_a_story_to_be_read_aloud_and_its_own_identity(name):
    one = load(name)
    assert one.name == name
    assert 40 <= len(one.story.split()) <= 150
    assert (one.base_year, one.end_year) == (2024, 2045)
    others = [load(other).canonical() for other in names() if other != name]
    assert one.canonical() not in others


@pytest.mark.parametrize("name", CHANGED)
def test_every_number_says_why_and_every_scenario_cites(name):
    one = load(name)
    assert one.sources
    numbers = [*one.parameters.values(), *one.start]
    assert numbers
    assert all(len(number.why.split()) >= 8 for number in numbers)


def test_baseline_sets_nothing_and_the_twin_only_stops_ai():
    one, twin = load("baseline"), load("no-ai")
    assert one.canonical() | {"theory": "", "without": []} == twin.canonical() | {"theory": "", "without": []}
    model = one.bundle().model()
    np.testing.assert_array_equal(one.theta(model, 3, range(5)), twin.theta(model, 3, range(5)))
    assert np.all(one.on(model, 2))
    assert 0 < np.sum(~twin.on(model, 2)[0]) < len(model.names)


@pytest.mark.parametrize("name", names())
def test_it_can_be_run_in_every_packaged_theory_and_without_any_mechanism(name):
    for theory in ("neorealist", "no-ai"):
        assert load(name, theory=theory).theory == theory
    without = load(name, without=[m.__name__ for m in NEOREALIST.mechanisms])
    assert not without.on(without.bundle().model(), 1).any()


def bare(node):
    if isinstance(node.value, dict):
        return {key: bare(entry) for key, entry in node.value.items()}
    return [bare(item) for item in node.value] if isinstance(node.value, list) else node.value


@pytest.mark.parametrize("name", names())
def test_it_fits_the_schema(name):
    Draft202012Validator(json_schema()).validate(bare(parse_yaml(text(name), name)))


def small(scenario: Scenario, *mechanisms, years=6, start=None, record=None):
    """The small world with those of the scenario's parameters that the mechanisms have."""
    made = model(*mechanisms)
    settings = {name: s for name, s in scenario.parameters.items() if name in made.parameters}
    part = Scenario("part", "T", base_year=2024, end_year=2024 + years, parameters=settings)
    theta = part.theta(made, 7, np.arange(4))
    overrides = {name: theta[:, :, made.column(name)] for name in settings}
    return run(*mechanisms, years=years, members=4, overrides=overrides, start=start, record=record)


BASELINE = Scenario("baseline", "T")


# covers: P10, T02
def test_in_a_small_world_cheap_weapons_are_cheaper_and_spread_further():
    named = ["drone_price", "u_weapons"]
    usual, made = (small(s, DronePrice, Adoption, record=named) for s in (BASELINE, load("cheap-autonomous-weapons")))
    assert np.all(made["drone_price"][:, -1] < usual["drone_price"][:, -1])
    assert np.all(made["u_weapons"][:, -1] > usual["u_weapons"][:, -1])


# covers: K3
def test_in_a_small_world_escalation_imposes_and_withholds_more():
    named = ["export_control", "restricted"]
    usual, made = (small(s, ExportControls, record=named) for s in (BASELINE, load("export-control-escalation")))
    assert np.all(made["restricted"][:, -1] >= usual["restricted"][:, -1])
    assert np.all(made["restricted"][:, -1].mean(axis=1) > usual["restricted"][:, -1].mean(axis=1))


# covers: L10
def test_in_a_small_world_verification_lets_more_states_keep_a_deeper_agreement():
    seen = {a.field: a.amount for a in load("verification-breakthrough").start}
    starts = [initial(detection=1 / 3, false_alarm=0.05), initial(**seen)]
    named = ["willing", "sustainable"]
    both = (AgreementWorth, TreatyIncentives)
    usual, made = (run(*both, years=1, members=8, start=start, record=named) for start in starts)
    assert np.all(made["willing"][:, 1] >= usual["willing"][:, 1])
    assert np.mean(made["willing"][:, 1]) > np.mean(usual["willing"][:, 1]) + 0.05
    assert np.mean(made["sustainable"][:, 1]) > np.mean(usual["sustainable"][:, 1]) + 0.05


MEMBERS = 60
RECORD = (
    "restricted", "compute", "sustainable", "willing", "depth", "alive", "autonomy", "drone_price", "u_weapons",
    "tempo", "gdp", "automation", "hazard", "cut_off", "concession", "campaigns", "turnover", "stability",
    "sovereignty", "hedgers", "sanction", "strike_cost",
)  # fmt: skip


@cache
def ensemble(name: str) -> tuple[dict[str, np.ndarray], tuple[str, ...]]:
    """Recorded fields (member, year, actor) of the real world in a scenario, and the names of its states."""
    from counterpoise.data.panel import load_panel
    from counterpoise.engine import Ensemble
    from counterpoise.start import starting_point

    scenario = load(name)
    model, start = scenario.bundle().model(), starting_point(load_panel())
    members, span = np.arange(MEMBERS), scenario.end_year - scenario.base_year
    theta, on = scenario.theta(model, 1, members), scenario.on(model, MEMBERS)
    engine = Ensemble(model, scenario.initial(start), span, members, seed=1, theta=theta, on=on, record=RECORD)
    results = engine.run(threads=2)
    assert not results.faults
    return results.fields, start.actors.states


def of(state, field, year):
    return lambda fields, states: fields[field][:, year - 2024, states.index(state)]


def of_regime(regime, field, year):
    """A field of one agreement; regimes stand in the order of the start."""
    from counterpoise.start.governance import REGIMES

    return lambda fields, states: fields[field][:, year - 2024, list(REGIMES).index(regime)]


def china(field, year):
    return of("CHN", field, year)


def pair(one, other, first, last):
    """Mean chance of a dispute of a pair over some years."""

    def judged(fields, states):
        from counterpoise.runs.starting import starting_world

        e = starting_world(2024).actors.dyads.index((one, other))
        return fields["hazard"][:, first - 2024 : last - 2023, e].mean(axis=1)

    return judged


def output(year):
    return lambda fields, states: fields["gdp"][:, year - 2024].sum(axis=1)


def arab(first, last):
    """Regimes that fall in the states that the wave reaches in full."""
    marked = {state for a in load("information-war").start if a.amount == 1.0 for state in a.who[0]}

    def judged(fields, states):
        here = [k for k, state in enumerate(states) if state in marked]
        return fields["turnover"][:, first - 2024 : last - 2023, here].sum(axis=(1, 2))

    return judged


def mean(field, first=2025, last=2045):
    return lambda fields, states: fields[field][:, first - 2024 : last - 2023].reshape(MEMBERS, -1).mean(axis=1)


DECLARED = {
    "no AI: less computing": ("no-ai", china("compute", 2045), -1, 0.95),
    "no AI: fewer autonomous weapons": ("no-ai", mean("u_weapons", 2045), -1, 0.95),
    "no AI: dearer drones": ("no-ai", mean("drone_price", 2045), +1, 0.95),
    "controls: more is withheld": ("export-control-escalation", china("restricted", 2030), +1, 0.9),
    "controls: less computing at first": ("export-control-escalation", china("compute", 2030), -1, 0.9),
    "verification: more would keep it": ("verification-breakthrough", mean("willing"), +1, 0.8),
    "verification: deeper could be kept": ("verification-breakthrough", mean("sustainable"), +1, 0.5),
    "verification: deeper in force at last": ("verification-breakthrough", mean("depth", 2045), +1, 0.15),
    "cheap weapons: cheaper": ("cheap-autonomous-weapons", mean("drone_price", 2045), -1, 0.95),
    "cheap weapons: adopted further": ("cheap-autonomous-weapons", mean("u_weapons", 2035), +1, 0.95),
    "cheap weapons: more left to machines": ("cheap-autonomous-weapons", mean("autonomy", 2045), +1, 0.9),
    "take-off: more computing": ("take-off", of("USA", "compute", 2035), +1, 0.95),
    "take-off: more is automated": ("take-off", of("USA", "automation", 2035), +1, 0.9),
    "take-off: more output": ("take-off", output(2045), +1, 0.9),
    "winter: less computing": ("ai-winter", of("USA", "compute", 2035), -1, 0.95),
    "winter: less output": ("ai-winter", output(2045), -1, 0.8),
    "enforcement: more would keep it": ("enforcement-agent", mean("willing"), +1, 0.6),
    "enforcement: in force more often": ("enforcement-agent", mean("alive"), +1, 0.1),
    "Taiwan: disputes with China": ("taiwan-crisis", pair("CHN", "TWN", 2027, 2028), +1, 0.95),
    "Taiwan: less computing while it lasts": ("taiwan-crisis", of("USA", "compute", 2028), -1, 0.95),
    "Taiwan: less output": ("taiwan-crisis", of("TWN", "gdp", 2027), -1, 0.95),
    "Korea: disputes with America": ("korea-crisis", pair("PRK", "USA", 2027, 2028), +1, 0.95),
    "mass: cheaper drones": ("mass-against-precision", mean("drone_price", 2035), -1, 0.95),
    "mass: disputes go on": ("mass-against-precision", pair("RUS", "UKR", 2026, 2028), +1, 0.95),
    "Iran: cut off further": ("iran-sanctions", of("IRN", "cut_off", 2034), +1, 0.9),
    "Iran: less output": ("iran-sanctions", of("IRN", "gdp", 2035), -1, 0.6),
    "information: more campaigns": ("information-war", mean("campaigns"), +1, 0.9),
    "information: more Arab regimes fall": ("information-war", arab(2028, 2029), +1, 0.6),
    "accord: in force at first": ("existential-risk-accord", of_regime("frontier", "alive", 2026), +1, 0.8),
    "hedging: freer of dependence": ("secondary-power-hedging", of("IND", "sovereignty", 2045), +1, 0.9),
    "hedging: more computing": ("secondary-power-hedging", of("BRA", "compute", 2035), +1, 0.9),
    "closure: output falls": ("border-closure", output(2026), -1, 0.95),
    "closure: and part of it is gone": ("border-closure", output(2030), -1, 0.9),
    # where AI cannot do more than is done already, doing it sooner is nothing
    "closure: more is automated": ("border-closure", of("USA", "automation", 2027), +1, 0.75),
    "nuclear command: more left to machines": ("nuclear-command-automation", of("GBR", "autonomy", 2035), +1, 0.8),
}


# covers: A14, A15, A16, T14, F16, K1, K3, K4, K5, K6, K7, L7, L8, L9
# covers: L10
@pytest.mark.slow
@pytest.mark.parametrize("what", DECLARED)
def test_on_the_same_luck_a_scenario_moves_what_it_says(what):
    """The paired mean is beyond two standard errors, and at least this share of members moves this way.

    Many members do not move at all where an agreement is never founded, so the share alone would say little: it must
    also be three times that of the members which move the other way.
    """
    name, outcome, sign, share = DECLARED[what]
    effect = sign * (outcome(*ensemble(name)) - outcome(*ensemble("baseline")))
    assert effect.mean() > 2.0 * effect.std() / np.sqrt(MEMBERS)
    assert np.mean(effect > 0) >= share
    assert np.mean(effect > 0) >= 3.0 * np.mean(effect < 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGED)
def test_every_scenario_moves_something_and_says_what(name):
    """Some recorded mean over actors and years differs by four standard errors; and a direction is declared above."""
    usual, made = ensemble("baseline")[0], ensemble(name)[0]
    effects = [(made[field] - usual[field])[:, 1:].reshape(MEMBERS, -1).mean(axis=1) for field in RECORD]
    errors = [effect.std() / np.sqrt(MEMBERS) for effect in effects]
    assert any(abs(effect.mean()) > 4.0 * error > 0.0 for effect, error in zip(effects, errors, strict=True))
    assert name in {scenario for scenario, *_ in DECLARED.values()}

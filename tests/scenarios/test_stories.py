"""The stories of the packaged scenarios: told in full, reasoned number by number, and each able to move the world."""

import io

import numpy as np
import pytest
from click.testing import CliRunner
from rich.console import Console
from small_world import initial, model, run

from counterpoise.mechanisms.algorithms import Algorithms
from counterpoise.mechanisms.automation import Automation
from counterpoise.mechanisms.computing import Computing
from counterpoise.mechanisms.spending import AISpending
from counterpoise.mechanisms.treaty import TreatyIncentives
from counterpoise.mechanisms.worth import AgreementWorth
from counterpoise.scenarios import Scenario, load, names

PROMISED = {
    "baseline", "no-ai", "take-off", "ai-winter", "export-control-escalation", "verification-breakthrough",
    "enforcement-agent", "cheap-autonomous-weapons", "taiwan-crisis", "korea-crisis", "mass-against-precision",
    "iran-sanctions", "information-war", "existential-risk-accord", "secondary-power-hedging", "border-closure",
}  # fmt: skip
CHANGED = [name for name in names() if name not in ("baseline", "no-ai")]
MARKS = {
    "crisis_mark": "CrisisShock.pressure",
    "sanction_mark": "SupposedSanctions.resolve",
    "unrest_mark": "UnrestWave.wave",
    "closure_mark": "BorderClosure.loss",
}
HYPE = ("revolution", "unprecedented", "game-chang", "will inevitably", "existential threat", "superintelligen")


# covers: A14, A15, K1, K2, K3, K4, K5, K6, K7, L7, L8, L9
def test_the_promised_scenarios_are_there():
    assert set(names()) >= PROMISED
    assert len(names()) >= 16


@pytest.mark.parametrize("name", names())
def test_a_story_can_be_read_aloud_in_a_minute_and_boasts_of_nothing(name):
    story = load(name).story
    assert 80 <= len(story.split()) <= 140
    assert story.endswith((".", "?"))
    assert not [word for word in HYPE if word in story.lower()]
    assert max(len(sentence.split()) for sentence in story.replace("?", ".").split(". ")) <= 60


@pytest.mark.parametrize("name", CHANGED)
def test_every_number_has_a_reason_a_source_and_years_that_are_lived(name):
    one = load(name)
    for number in (*one.parameters.values(), *one.start):
        assert len(number.why.split()) >= 8
        assert number.source
    for setting in one.parameters.values():
        assert all(one.base_year < year <= one.end_year for year in setting.years)
    invented = [s for s in one.parameters.values() if s.how != "quantiles" and s.source == "assumed"]
    assert all("ssumed" in s.why or "each member with the strength" in s.why for s in invented)


@pytest.mark.parametrize("name", CHANGED)
def test_a_shock_has_both_a_place_and_years(name):
    """A mark without a path would act in every year, a path without a mark nowhere."""
    one = load(name)
    marked = {MARKS[a.field] for a in one.start if a.field in MARKS}
    strengths = {p: s for p, s in one.parameters.items() if p in MARKS.values()}
    assert marked == set(strengths)
    for setting in strengths.values():
        assert setting.years
        assert setting.amounts[-1] == 0.0


@pytest.mark.parametrize("name", names())
def test_what_it_changes_at_the_start_is_there_to_be_changed_and_changes(name):
    from counterpoise.runs.starting import starting_world

    world, one = starting_world(2024), load(name)
    changed = one.initial(world)
    for field in {a.field for a in one.start}:
        assert np.any(changed.values[field] != world.values[field]), field
    others = {f for f in world.values if f not in {a.field for a in one.start}}
    assert all(np.array_equal(changed.values[f], world.values[f]) for f in others)


@pytest.mark.parametrize("width", [80, 140])
def test_the_list_can_be_read(width, monkeypatch):
    import counterpoise.cli.output as output
    from counterpoise.cli import cli

    page = io.StringIO()
    monkeypatch.setattr(output, "console", lambda: Console(file=page, width=width, highlight=False))
    assert CliRunner().invoke(cli, ["scenario", "list"]).exit_code == 0
    lines = page.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert all(any(f" {name} " in line.replace("│", " ") for line in lines) for name in names())


def small(name, *mechanisms, years=8, record=None):
    """The small world with those of a scenario's parameters that the mechanisms have."""
    made = model(*mechanisms)
    settings = {p: s for p, s in load(name).parameters.items() if p in made.parameters}
    part = Scenario("part", "T", base_year=2024, end_year=2024 + years, parameters=settings)
    theta = part.theta(made, 7, np.arange(8))
    overrides = {p: theta[:, :, made.column(p)] for p in settings}
    return run(*mechanisms, years=years, members=8, overrides=overrides, start=initial(), record=record)


FRONTIER = (Algorithms, Computing, AISpending, Automation)


@pytest.mark.parametrize(("name", "sign"), [("take-off", 1.0), ("ai-winter", -1.0)])
@pytest.mark.parametrize("field", ["algorithms", "compute"])
def test_in_a_small_world_progress_is_faster_or_slower_in_every_member(name, sign, field):
    usual, made = (small(n, *FRONTIER, years=12, record=[field])[field][:, -1] for n in ("baseline", name))
    assert np.all(sign * (made[:, 0] - usual[:, 0]) > 0.0)


def test_in_a_small_world_investment_falls_in_the_winter():
    usual, spending = (
        small(n, *FRONTIER, years=8, record=["spending"])["spending"][:, :, 0] for n in ("baseline", "ai-winter")
    )
    assert np.all(spending[:, -1] < usual[:, -1])
    assert np.median(spending[:, -1] / spending[:, 1]) < 1.0


# covers: L7
def test_in_a_small_world_an_enforcement_agent_lets_more_be_kept():
    (agent,) = {a.amount for a in load("enforcement-agent").start}
    named, both = ["willing", "sustainable"], (AgreementWorth, TreatyIncentives)
    usual, made = (
        run(*both, years=1, members=8, start=initial(agent=value), record=named) for value in (0.0, agent)
    )  # fmt: skip
    assert np.mean(made["willing"][:, 1]) > np.mean(usual["willing"][:, 1]) + 0.02
    assert np.mean(made["sustainable"][:, 1]) > np.mean(usual["sustainable"][:, 1]) + 0.02

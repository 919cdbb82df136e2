"""Record pages: every row that was found is told, with its interval, and what moves nothing is named."""

import numpy as np
import pytest

from counterpoise.evidence import ablation_page, placebo_page, sensitivity_page
from counterpoise.evidence.ablation import ablation
from counterpoise.evidence.enough import enough
from counterpoise.evidence.forces import REST, swings_of
from counterpoise.evidence.placebo import Found
from counterpoise.evidence.relived import off
from counterpoise.evidence.screening import screened
from counterpoise.evidence.variance import REST as ELSE
from counterpoise.evidence.variance import decomposed

from .toy_world import toy

FORCES = {"geostrategic": ("Luck",), "governance": ("Idle",), "technological sovereignty": ("Mover",)}
SUBJECTS = {"1 growth": ("Mover",), "4 power": ("Measurer",)}


def cells(page, first):
    """The cells of the row that begins so."""
    row = next(line for line in page.splitlines() if line.startswith(f"| {first} |"))
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.fixture(scope="module")
def worlds():
    return toy(members=12, years=6)


def test_the_page_of_ablation_tells_blocks_idle_mechanisms_and_forces(worlds):
    each = {name: (name,) for name in worlds.model.names}
    page = ablation_page.rendered(ablation(worlds, SUBJECTS), ablation(worlds, each), swings_of(worlds, FORCES))
    assert cells(page, "`1 growth`")[1:3] == ["1", "1"]  # powers_hard, and growth of what it writes
    assert cells(page, "`4 power`")[1:3] == ["0", "1"]
    nothing = page.partition("Shown to move nothing: ")[2].partition(".")[0]
    assert "`Idle`" in nothing  # luck averages out, and may stand there too
    assert "`Mover`" not in nothing
    assert "moves most" in page
    row = next(line for line in page.splitlines() if line.startswith("| hard | technological sovereignty |"))
    assert float(row.split("|")[3].split()[0]) > 0.6
    assert REST in page


def test_the_page_of_sensitivity_tells_the_strongest_the_idle_and_the_members(worlds):
    found = screened(worlds, 8)
    variance = decomposed(worlds, ["Mover.strength"], points=16)
    other = worlds.lived(on=off(worlds.model, worlds.ensemble.on, ["Mover"]))
    page = sensitivity_page.rendered(found, variance, enough(other, worlds.lived()))
    assert "Mechanisms: `Idle`. Parameters: `Mover.dead`, `Idle.pace`." in page
    assert "`Mover.strength`" in page
    assert cells(page, ELSE if f"| {ELSE} |" in page else f"`{ELSE}`")
    assert len(cells(page, "`growth_world`")) == 5
    assert sensitivity_page.survivors(found, ("growth_world",), each=1) == ["Mover.strength"]


def test_the_page_of_the_placebo_tells_every_row_and_counts_the_levels():
    import pandas as pd

    numbers = {"real": 0.5, "low": 0.4, "high": 0.6, "placebo": 0.01, "placebo_low": -0.1, "placebo_high": 0.1}
    who = pd.DataFrame([{"gain": "gdp", "standing": "real"} | numbers | {"held": 0.6, "verdict": "vanishes"}])
    states = pd.DataFrame([{"state": "USA", "gain": "gdp"} | numbers | {"verdict": "stays"}])
    verdict = {"verdict": "does not depend on who holds AI"}
    levels = pd.DataFrame([{"outcome": f"o{k}"} | numbers | verdict for k in range(3)])
    page = placebo_page.rendered(Found(who, states, levels))
    assert cells(page, "gdp") == ["gdp", "real", "0.5 (0.4 to 0.6)", "0.01 (-0.1 to 0.1)", "0.6", "vanishes"]
    assert cells(page, "USA")[-1] == "stays"
    assert "3 do not depend on who holds AI, 0 depend" in page
    assert np.all([f"| o{k} |" in page for k in range(3)])

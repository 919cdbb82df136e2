"""The outlook says of two paired runs what is in them."""

import numpy as np
import pytest
import xarray as xr

from counterpoise.brief import outlook
from counterpoise.brief.entries import Desk
from counterpoise.brief.page import Chart, Ledger, Line, Table
from counterpoise.evidence.outlook_history import Weighed
from counterpoise.runs.digest import digest

STATES, YEARS, MEMBERS = ("PAK", "IND", "USA"), (2024, 2025, 2026), 20


def made(shift: float, name: str) -> xr.Dataset:
    """Twenty worlds; ``shift`` is what AI adds to smart power, and to disputes of the first pair."""
    luck = np.random.default_rng(1).normal(0, 0.001, (MEMBERS, 1, 1))
    base = np.array([0.005, 0.04, 0.27]) + luck + np.zeros((MEMBERS, 3, 3))
    smart = base + shift * np.arange(3)[None, :, None]
    per_state = {
        n: (("member", "year", "state"), smart if n == "smart" else base) for n in ("smart", "hard", "milex_share")
    }
    dilemma = np.where(np.arange(3)[None, :, None] == 0, 0.0, 0.4 + base)
    pairs = [("PAK", "IND"), ("PAK", "USA"), ("IND", "PAK"), ("IND", "USA"), ("USA", "PAK"), ("USA", "IND")]
    chance = np.array([0.2 + shift, 0.01, 0.2 + shift, 0.02, 0.01, 0.02])
    return xr.Dataset(
        per_state
        | {
            "dilemma": (("member", "year", "state"), dilemma),
            "disputes": (("member", "year"), 30 + np.zeros((MEMBERS, 3))),
            "agreement": (("member", "year"), np.tile((np.arange(MEMBERS) < 5)[:, None], (1, 3)).astype(float)),
            "onset_mean": (("year", "dyad"), np.tile(chance, (3, 1))),
        },
        {
            "member": np.arange(MEMBERS),
            "year": np.array(YEARS),
            "state": np.array(STATES),
            "sender": ("dyad", [a for a, _ in pairs]),
            "receiver": ("dyad", [b for _, b in pairs]),
        },
        {"run_id": name},
    )


@pytest.fixture
def desk(panel):
    return Desk(panel, 2024, "PAK", "USA", Ledger(), "5 Outlook")


def written(desk, shift=0.001):
    return outlook.section(desk, digest(made(shift, "aaa"), made(0.0, "bbb")))


def row(section, title, label):
    table = next(b for b in section.blocks if isinstance(b, Table) and b.title == title)
    return next([cell.text() for cell in cells] for cells in table.rows if cells[0].text().startswith(label))


# covers: RQ5
def test_the_headline_counts_the_worlds_in_which_ai_raises_power(desk):
    assert "In all of 20 simulated worlds" in written(desk).blocks[0].text()
    assert "difference is 0.2 percentage points" in written(desk).blocks[0].text()
    assert "In none of 20" in written(desk, -0.001).blocks[0].text()


# covers: RQ1
def test_weights_of_the_record_are_told_beside_the_headline_and_their_chance_minded(desk):
    runs = digest(made(0.001, "aaa"), made(0.0, "bbb"))  # AI raises it in every world
    for rises, said in ((0.1, "The record changes it"), (1.0, "does not change it by more than chance")):
        line = outlook.section(desk, runs, weighed=Weighed(rises, 0.002, 80.0)).blocks[1]
        assert said in line.text()
        assert f"{100 * rises:.0f} %" in line.text()
    assert isinstance(outlook.section(desk, runs).blocks[1], Table)


def test_a_share_unlike_that_of_standing_is_explained(desk):
    notes = {b.title: b.note for b in written(desk).blocks if isinstance(b, Table)}
    assert "more unequal than those of Standing" in notes["The state"]
    assert "Standing" not in notes["The world"]


def test_differences_are_taken_world_by_world(desk):
    """All worlds differ by the same amount, though they differ among themselves: the interval has no width."""
    cells = row(written(desk), "The state", "smart power")
    assert cells[4] == "0.2 [0.2 to 0.2]"
    assert cells[5] == "100 %"
    assert cells[2] != cells[3]


def test_what_is_made_in_the_first_year_has_no_base_year(desk):
    assert row(written(desk), "The state", "intensity of the security dilemma")[1] == "-"
    dilemma = next(b for b in written(desk).blocks if isinstance(b, Chart) and "dilemma" in b.caption)
    assert "in 2025" in dilemma.svg


def test_yes_or_no_is_a_share_of_worlds(desk):
    cells = row(written(desk), "The world", "agreement on autonomous weapons")
    assert cells[2:5] == ["25", "25", "0"]


def test_the_rival_comes_first_then_the_likeliest(desk):
    table = next(b for b in written(desk).blocks if isinstance(b, Table) and b.title.startswith("Chance"))
    assert [cells[0].text() for cells in table.rows] == ["United States", "India"]
    assert [cell.text() for cell in table.rows[1][1:]] == ["20 %", "20 %"]


def test_every_number_is_graded_assumed_and_names_both_runs(desk):
    written(desk)
    assert desk.ledger.rows
    assert {r.grade for r in desk.ledger.rows} == {"assumed"}
    assert all("aaa" in r.source and "bbb" in r.source for r in desk.ledger.rows)


def test_a_state_that_is_not_simulated_and_another_year_are_told(panel):
    other = Desk(panel, 2024, "TUV", None, Ledger(), "5 Outlook")
    assert "not among the 3 states" in outlook.section(other, digest(made(0, "a"), made(0, "b"))).blocks[0].text()
    past = Desk(panel, 2000, "PAK", None, Ledger(), "5 Outlook")
    (only,) = outlook.write(past).blocks
    assert isinstance(only, Line)
    assert "for 2000 there is no outlook" in only.text()


def test_small_numbers_are_written_out():
    assert outlook._shown(-7.154e-05) == (-7.154e-05, "−0.0000715")
    assert outlook._shown(1234567.0)[1] == "1230000"
    assert outlook._shown(0.0)[1] == "0"
    assert outlook._shown(float("nan"))[1] == "missing"

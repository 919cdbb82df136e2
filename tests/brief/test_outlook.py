"""The outlook says of two paired runs what is in them."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.brief import disputes, outlook
from counterpoise.brief.differences import NONE, Span, short
from counterpoise.brief.entries import Desk
from counterpoise.brief.page import Chart, Ledger, Line, Table
from counterpoise.charts.percent import percent
from counterpoise.deals import base_rates
from counterpoise.evidence.outlook_history import Weighed
from counterpoise.runs.chances import Lived, chances
from counterpoise.runs.digest import digest

STATES, YEARS, MEMBERS = ("PAK", "IND", "USA"), (2024, 2025, 2026), 20
PAIRS = [("PAK", "IND"), ("PAK", "USA"), ("IND", "PAK"), ("IND", "USA"), ("USA", "PAK"), ("USA", "IND")]


def made(shift: float, name: str) -> xr.Dataset:
    """Twenty worlds; ``shift`` is what AI adds to smart power."""
    luck = np.random.default_rng(1).normal(0, 0.001, (MEMBERS, 1, 1))
    base = np.array([0.005, 0.04, 0.27]) + luck + np.zeros((MEMBERS, 3, 3))
    smart = base + shift * np.arange(3)[None, :, None]
    per_state = {
        n: (("member", "year", "state"), smart if n == "smart" else base) for n in ("smart", "hard", "milex_share")
    }
    dilemma = np.where(np.arange(3)[None, :, None] == 0, 0.0, 0.4 + base)
    return xr.Dataset(
        per_state
        | {
            "dilemma": (("member", "year", "state"), dilemma),
            "disputes": (("member", "year"), 30 + np.zeros((MEMBERS, 3))),
            "agreement": (("member", "year"), np.tile((np.arange(MEMBERS) < 5)[:, None], (1, 3)).astype(float)),
        },
        {
            "member": np.arange(MEMBERS),
            "year": np.array(YEARS),
            "state": np.array(STATES),
            "sender": ("dyad", [a for a, _ in PAIRS]),
            "receiver": ("dyad", [b for _, b in PAIRS]),
        },
        {"run_id": name},
    )


def judged(shift, spread=0.0):
    """The digest; ``shift`` is also what AI adds to the chance of India, which differs by ``spread`` between worlds."""
    usual = np.tile(np.array([0.2, 0.01, 0.02]), (MEMBERS, 2, 1))
    usual[:, :, 0] += spread * np.linspace(-1.0, 1.0, MEMBERS)[:, None]
    more = usual + np.array([shift, 0.0, 0.0])
    never = np.zeros(usual.shape, bool)
    pair = np.array([0, 1, 0, 2, 1, 2])
    lived = (Lived(np.arange(MEMBERS), each, never, never, pair) for each in (more, usual))
    return digest(made(shift, "aaa"), made(0.0, "bbb"), chances(*lived))


@pytest.fixture
def desk(panel):
    return Desk(panel, 2024, "PAK", "USA", Ledger(), "5 Outlook")


def written(desk, shift=0.001):
    return outlook.section(desk, judged(shift))


def row(section, title, label):
    table = next(b for b in section.blocks if isinstance(b, Table) and b.title == title)
    return next([cell.text() for cell in cells] for cells in table.rows if cells[0].text().startswith(label))


# covers: RQ5
def test_the_headline_counts_the_worlds_in_which_ai_raises_power(desk):
    assert "In all of 20 simulated worlds" in written(desk).blocks[0].text()
    assert "difference is 0.2 percentage points (0.2 to 0.2 in" in written(desk).blocks[0].text()
    assert "In none of 20" in written(desk, -0.001).blocks[0].text()


# covers: RQ1
def test_weights_of_the_record_are_told_beside_the_headline_and_their_chance_minded(desk):
    runs = judged(0.001)  # AI raises it in every world
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
    assert cells[2:4] == ["25 [9 to 41]"] * 2  # twenty worlds leave a quarter that wide a range
    assert cells[4] == "none [0 to 0]"


def test_the_rival_comes_first_then_the_likeliest(desk):
    table = next(b for b in written(desk).blocks if isinstance(b, Table) and b.title.startswith("Chance"))
    assert [cells[0].text() for cells in table.rows] == ["United States", "India"]
    assert [cell.text() for cell in table.rows[1][1:3]] == ["20 % [20 % to 20 %]", "20 % [20 % to 20 %]"]


def test_a_chance_has_the_range_of_its_worlds_and_a_difference_that_of_the_pairs(desk):
    """Hazards that never move: one or more in two years has the closed form, and AI adds the same in each world."""
    section = outlook.section(desk, judged(0.05, spread=0.1))
    cells = row(section, "Chance of a dispute", "India")
    assert cells[1:4] == ["25 % [16 % to 34 %]", "20 % [11 % to 29 %]", "5 [5 to 5]"]
    values = np.linspace(0.15, 0.35, MEMBERS)
    within = 1 - (1 - values) ** 2
    low, high = np.quantile(within, (0.05, 0.95))
    assert cells[4] == f"{percent(within.mean())} [{percent(low)} to {percent(high)}]"
    (line,) = [b for b in section.blocks if isinstance(b, Line) and "The ranges show" in b.text()]
    assert line.numbers["e"].value == pytest.approx(
        1.644854 * (values - 0.05).std(ddof=1) / np.sqrt(MEMBERS) / 0.2, rel=1e-5
    )


def test_the_picture_of_chances_says_what_the_table_says(desk):
    (picture,) = [b for b in written(desk).blocks if isinstance(b, Chart) and b.caption.startswith("Chance")]
    for said in ("India: with AI 20 % (20 % to 20 %)", "on record 26 % (14 % to 43 %)"):
        assert said in picture.svg


def test_what_is_joined_is_told_apart(desk):
    (line,) = [b for b in written(desk).blocks if isinstance(b, Line) and "joined after their first day" in b.text()]
    whole, own = (base_rates.of_state(desk.panel, "PAK", 2024, own=own) for own in (False, True))
    assert line.numbers["j"].value == 0.0
    assert line.numbers["r"].value == pytest.approx((whole.count - own.count) / whole.years)


def test_every_chance_of_a_dispute_stands_beside_the_record(desk, panel):
    """Counted here by hand: the years in which a dispute of the two began, of those on record."""
    section = written(desk)
    table = next(b for b in section.blocks if isinstance(b, Table) and b.title.startswith("Chance"))
    pairs = panel.dyads[(panel.dyads.year >= 1992) & panel.dyads.mid_onset.notna()]
    for cells, other in zip(table.rows, ("USA", "IND"), strict=True):
        both = pairs[pairs.a.isin(("PAK", other)) & pairs.b.isin(("PAK", other))]
        assert cells[5].text().endswith(f"({int(both.mid_onset.sum())} of {len(both)})")
        assert cells[5].numbers["m"].value == pytest.approx(both.mid_onset.mean())
        assert cells[5].numbers["m"].grade == "observed"
        assert cells[5].numbers["a"].value < cells[5].numbers["m"].value < cells[5].numbers["b"].value
    assert row(section, "The world", "pairs of states whose dispute begins")[1].endswith("(1992-2014)")
    (line,) = [b for b in section.blocks if isinstance(b, Line) and "any politically relevant pair" in b.text()]
    assert line.numbers["p"].value == pytest.approx(pairs.mid_onset.mean())
    assert ("take the level from the record" in line.text()) == (disputes.grade() != "forecast")


def test_a_pair_and_a_state_without_a_record_get_no_rate(panel):
    assert base_rates.of_pair(panel, "PAK", "TUV", 2024) is None
    assert base_rates.of_pair(panel, "IND", "PAK", 2024) == base_rates.of_pair(panel, "PAK", "IND", 2024)
    some = base_rates.of_pair(panel, "PAK", "IND", 2000)
    assert (some.first, some.last, some.years) == (1992, 2000, 9)


def test_every_number_of_the_runs_is_graded_assumed_and_names_both(desk):
    written(desk)
    assert {r.grade for r in desk.ledger.rows} == {"assumed", "observed"}
    for r in desk.ledger.rows:
        assert (r.grade == "assumed") == ("aaa" in r.source and "bbb" in r.source)
        assert r.grade == "assumed" or r.source == "cow_mid"


def test_a_difference_that_nobody_could_act_on_is_not_named_but_kept(desk):
    """AI adds a thousandth of a percent to a share of half a percent, and takes it in other worlds."""
    runs = judged(0.0)
    for stat, value in (("low", -0.001), ("median", 1e-6), ("high", 0.001)):
        runs.judged.loc[{"quantity": "smart", "kind": "difference", "stat": stat, "state": "PAK"}] = value
    section = outlook.section(desk, runs, weighed=Weighed(0.5, 2e-6, 80.0))
    assert "difference is none worth naming (−0.10 to 0.10 percentage points in" in section.blocks[0].text()
    assert "difference is none worth naming." in section.blocks[1].text()
    assert row(section, "The state", "smart power")[4] == "none [−0.10 to 0.10]"
    held = {n.label: n for n in desk.ledger.rows}["median difference that AI makes to smart power"]
    assert held.value == pytest.approx(1e-4)
    assert held.text == "none"


def test_a_state_that_is_not_simulated_and_another_year_are_told(panel):
    other = Desk(panel, 2024, "TUV", None, Ledger(), "5 Outlook")
    assert "not among the 3 states" in outlook.section(other, judged(0.0)).blocks[0].text()
    past = Desk(panel, 2000, "PAK", None, Ledger(), "5 Outlook")
    (only,) = outlook.write(past).blocks
    assert isinstance(only, Line)
    assert "for 2000 there is no outlook" in only.text()


def test_small_numbers_are_written_out():
    assert [short(v) for v in (-7.154e-05, 1234567.0, 0.0, -0.0)] == ["−0.0000715", "1230000", "0", "0"]
    assert short(float("nan")) == "missing"


@pytest.mark.parametrize(
    ("span", "beside", "texts"),
    [
        (Span(0.521, 0.396, 0.678), None, ("0.52", "0.40", "0.68")),
        (Span(20.8, 13.1, 25.9), None, ("20.8", "13.1", "25.9")),
        (Span(96.0, 38.0, 156.0), None, ("96", "38", "156")),
        (Span(-0.0999, -3.56, 0.204), 3.89, ("−0.1", "−3.6", "0.2")),
        (Span(0.004, -0.2, 0.2), 0.3, ("0.004", "−0.200", "0.200")),
        (Span(0.000457, -0.2153, 0.2217), 0.521, ("none", "−0.22", "0.22")),
        (Span(0.001, 0.0005, 0.002), 1.0, ("0.00100", "0.00050", "0.00200")),
        (Span(0.0, 0.0, 0.19), 0.19, ("none", "0.000", "0.190")),
        (Span(2.0, 2.0, 2.0), None, ("2", "2", "2")),
    ],
)
def test_a_number_is_no_more_exact_than_its_interval(span, beside, texts):
    assert span.texts(beside) == texts


@given(st.floats(-1e3, 1e3), st.floats(0, 1e3), st.floats(0, 1e3), st.floats(1e-3, 1e3))
def test_only_what_is_small_both_ways_is_called_none(middle, below, above, beside):
    span = Span(middle, middle - below, middle + above)
    assert span.negligible(beside) == (span.low <= 0 <= span.high and abs(middle) <= 0.01 * beside)
    assert (span.texts(beside)[0] == NONE) == span.negligible(beside)
    assert not any("nan" in text or (text.startswith("−0.0") and not text.strip("−0.")) for text in span.texts(beside))

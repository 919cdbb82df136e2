"""Sovereignty and embargo: made-up supplier tables with known answers, and what must hold of the real one."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.core import InputError
from counterpoise.data.states import StateSystem
from counterpoise.power.embargo import COLUMNS, embargo
from counterpoise.power.sovereignty import measure_sovereignty
from counterpoise.power.supply import read_supply

YEAR = 2024
STATES = ("AAA", "BBB", "CCC", "DDD")


@dataclass(eq=False)
class World:
    """As much of a panel as sovereignty reads: members, suppliers, ideal points and pacts."""

    suppliers: pd.DataFrame
    states: tuple[str, ...] = STATES
    pacts: tuple[tuple[str, str], ...] = ()
    points: dict[str, float] = field(default_factory=dict)

    @property
    def system(self) -> StateSystem:
        return StateSystem(pd.DataFrame({"iso3": self.states, "year": YEAR, "name": self.states}))

    @property
    def dyads(self) -> pd.DataFrame:
        a, b = ([p[k] for p in self.pacts] for k in (0, 1))
        return pd.DataFrame({"a": a, "b": b, "year": YEAR, "defense_ab": 1, "defense_ba": 1})

    def cross_section(self, names, year):
        spread = {s: float(k) for k, s in enumerate(sorted(self.states))} | self.points
        return SimpleNamespace(value=np.array([[spread[s] for s in self.states]]))


def supplied(*rows: tuple, spread: float = 0.0) -> pd.DataFrame:
    """Rows of (importer, technology, supplier, kind, home, share), with a range around the share."""
    table = pd.DataFrame(rows, columns=["importer", "technology", "supplier", "supplier_kind", "home_iso3", "share"])
    low, high = (1 - spread) * table.share, np.minimum((1 + spread) * table.share, 1.0)
    return table.assign(share_low=low, share_high=high)


def everything_from(importer: str, supplier: str, technologies=("chips", "cloud")) -> list[tuple]:
    return [(importer, t, supplier, "state", supplier, 1.0) for t in technologies]


def headline(world: World, state: str) -> float:
    result = measure_sovereignty(world, YEAR)
    return float(result.standing(friends_count=True)[0][result.states.index(state)])


def test_a_state_that_supplies_everything_itself_is_sovereign_under_every_measure():
    world = World(supplied(*everything_from("*", "BBB"), *everything_from("AAA", "AAA")))
    result = measure_sovereignty(world, YEAR)
    assert result.scores[:, 0] == pytest.approx(1.0)
    assert (result.by_technology[0] == 0.0).all()


# covers: P05
def test_a_state_with_one_foreign_supplier_of_everything_has_no_sovereignty():
    world = World(supplied(*everything_from("*", "BBB")))
    result = measure_sovereignty(world, YEAR)
    assert result.by_technology[0] == pytest.approx(1.0)
    assert headline(world, "AAA") == pytest.approx(0.0)
    assert headline(world, "BBB") == pytest.approx(1.0)  # its world share is its own supply


def test_more_suppliers_of_equal_size_leave_a_state_freer():
    halves = World(supplied(*[("*", "chips", s, "state", s, 0.5) for s in ("BBB", "CCC")]))
    thirds = World(supplied(*[("*", "chips", s, "state", s, 1 / 3) for s in ("BBB", "CCC", "DDD")]))
    assert headline(halves, "AAA") == pytest.approx(0.5)
    assert headline(thirds, "AAA") == pytest.approx(2 / 3)


def test_an_unaccounted_rest_counts_as_four_foreign_suppliers_in_the_headline():
    world = World(supplied(("*", "chips", "BBB", "state", "BBB", 0.5)))
    assert measure_sovereignty(world, YEAR).by_technology[0, 0] == pytest.approx(0.5**2 + 0.5**2 / 4)


def test_domestic_firms_never_count_as_foreign():
    rows = [("*", "chips", "Firm of A", "firm", "AAA", 0.5), ("*", "chips", "Second of A", "firm", "AAA", 0.5)]
    result = measure_sovereignty(World(supplied(*rows)), YEAR)
    assert result.scores[:, 0] == pytest.approx(1.0)
    by_firm = result.choices.suppliers == "firm"
    full = ~result.choices.hostility & ~result.choices.reciprocity
    assert result.scores[by_firm & full, 1] == pytest.approx(0.5)  # two firms, one home
    assert result.scores[~by_firm & full, 1] == pytest.approx(0.0)


def test_evidence_about_an_importer_replaces_the_whole_world_default():
    rows = [*everything_from("*", "BBB", ("chips",)), ("AAA", "chips", "CCC", "state", "CCC", 0.4)]
    supply = read_supply(World(supplied(*rows)), YEAR, "state")
    i, k = supply.importers.index("AAA"), supply.suppliers.index
    assert supply.share[i, k("BBB"), 0] == 0.0
    assert supply.share[i, k("CCC"), 0] == pytest.approx(0.4)
    assert supply.specific[:, 0].tolist() == [True, False, False, False]
    assert (supply.share[1:, k("BBB"), 0] == 1.0).all()


def test_a_returned_dependence_is_one_sided_no_more_where_that_counts():
    rows = [*everything_from("AAA", "BBB"), *everything_from("BBB", "AAA"), *everything_from("*", "DDD")]
    result = measure_sovereignty(World(supplied(*rows)), YEAR)
    states = result.choices.suppliers == "state"
    returned = states & result.choices.reciprocity
    assert result.scores[returned][:, :2] == pytest.approx(1.0)
    plain = states & ~result.choices.reciprocity & ~result.choices.hostility
    assert result.scores[plain][:, :2] == pytest.approx(0.0)


def test_a_pact_frees_only_the_measures_in_which_friends_count_less():
    rows = everything_from("*", "BBB")
    apart, allied = (measure_sovereignty(World(supplied(*rows), pacts=p), YEAR) for p in ((), (("AAA", "BBB"),)))
    less = [r.standing(friends_count=False)[0][0] for r in (apart, allied)]
    full = [r.standing(friends_count=True)[0][0] for r in (apart, allied)]
    assert less[1] == pytest.approx(1.0)
    assert less[0] < less[1]
    assert full == pytest.approx([0.0, 0.0])


def test_renaming_the_states_permutes_the_scores():
    rng = np.random.default_rng(5)
    share = rng.dirichlet(np.ones(4), size=(4, 2))
    rows = [
        (i, t, s, "state", s, share[a, k, b])
        for a, i in enumerate(STATES)
        for k, t in enumerate(("chips", "cloud"))
        for b, s in enumerate(STATES)
    ]
    points = {"AAA": 0.1, "BBB": 2.0, "CCC": -1.0, "DDD": 0.7}
    new = dict(zip(STATES, ("DDD", "CCC", "AAA", "BBB"), strict=True))
    renamed = [(new[i], t, new[s], kind, new[h], v) for i, t, s, kind, h, v in rows]
    first = measure_sovereignty(World(supplied(*rows), points=points), YEAR)
    second = measure_sovereignty(World(supplied(*renamed), points={new[s]: v for s, v in points.items()}), YEAR)
    place = [second.states.index(new[s]) for s in first.states]
    assert second.scores[:, place] == pytest.approx(first.scores)
    assert second.by_technology[place] == pytest.approx(first.by_technology)


@settings(max_examples=8)
@given(st.integers(0, 10_000))
def test_any_table_gives_scores_between_zero_and_one(seed):
    rng = np.random.default_rng(seed)
    share = rng.dirichlet(np.ones(4), size=3) * rng.uniform(0, 1, (3, 1))
    rows = [
        (i, "chips", s, "state", s, share[a, b])
        for a, i in enumerate(("*", "AAA", "CCC"))
        for b, s in enumerate(STATES)
        if share[a, b] > 0.05
    ]
    result = measure_sovereignty(World(supplied(*rows, spread=0.4)), YEAR) if rows else None
    if result is not None:
        assert ((result.scores >= -1e-12) & (result.scores <= 1 + 1e-12)).all()
        assert ((result.by_technology >= 0) & (result.by_technology <= 1 + 1e-12)).all()


# the real table


@pytest.fixture(scope="module")
def real(panel):
    return measure_sovereignty(panel, YEAR)


@pytest.mark.parametrize("level", ["state", "firm"])
def test_no_importer_is_supplied_more_than_once_over(panel, level):
    supply = read_supply(panel, YEAR, level)
    assert (supply.share >= 0).all()
    assert supply.share.sum(axis=1).max() <= 1 + 1e-9
    assert (supply.low <= supply.share + 1e-12).all()
    assert (supply.share <= supply.high + 1e-12).all()


def test_shares_by_state_and_by_firm_are_the_same_supply(panel):
    by_state, by_firm = (read_supply(panel, YEAR, level) for level in ("state", "firm"))
    assert by_firm.share.sum(axis=1) == pytest.approx(by_state.share.sum(axis=1))
    usa = np.array(by_firm.home) == "USA"
    column = by_state.suppliers.index("USA")
    assert by_firm.share[:, usa].sum(axis=1) == pytest.approx(by_state.share[:, column])


def test_scores_are_sovereignties_and_the_great_producers_lead(real):
    assert ((real.scores >= 0) & (real.scores <= 1)).all()
    value, rank = real.standing(friends_count=True)
    assert set(np.array(real.states)[np.argsort(-value)[:2]]) == {"USA", "CHN"}
    assert rank.min() == 1


def test_the_world_default_of_an_importer_is_the_rows_of_everyone(panel):
    table = panel.suppliers
    rows = table[(table.technology == "lithography") & (table.importer == "*")]
    supply = read_supply(panel, YEAR, "state")
    i, t = supply.importers.index("PAK"), supply.technologies.index("lithography")
    expected = rows.groupby(rows.home_iso3.astype(str)).share.sum()
    for home, share in expected.items():
        assert supply.share[i, supply.suppliers.index(home), t] == pytest.approx(share)
    assert not supply.specific[i, t]


# covers: P05
@pytest.mark.parametrize(("importer", "supplier"), [("PAK", "CHN"), ("MAR", "USA"), ("DEU", "NVIDIA"), ("USA", "TWN")])
def test_an_embargo_loses_what_was_supplied_and_leaves_the_rest(panel, importer, supplier):
    frame = embargo(panel, importer, supplier, YEAR)
    level = "firm" if supplier == "NVIDIA" else "state"
    supply = read_supply(panel, YEAR, level)
    i, j = supply.importers.index(importer), supply.suppliers.index(supplier)
    assert len(frame) == (supply.share[i, j] > 0).sum() > 0
    for row in frame.itertuples():
        t = supply.technologies.index(row.technology)
        shares = supply.share[i, :, t]
        assert row.lost == pytest.approx(shares[j])
        assert row.next_best != supplier
        assert row.next_best_share * (1 - row.lost) == pytest.approx(np.delete(shares, j).max())
        assert 0 <= row.next_best_share**2 <= row.remaining_concentration <= 1 + 1e-9
        assert 0 <= row.returned <= 1
        assert row.grade == ("estimated" if supply.specific[i, t] else "assumed")
    assert frame.lost.is_monotonic_decreasing


def test_what_is_returned_is_what_the_supplier_buys_from_the_importer(panel):
    forth, back = embargo(panel, "PAK", "CHN", YEAR), embargo(panel, "CHN", "PAK", YEAR)
    lost = dict(zip(back.technology, back.lost, strict=True))
    for row in forth.itertuples():
        assert row.returned == pytest.approx(lost.get(row.technology, 0.0))


def test_a_state_that_supplies_nothing_can_be_embargoed_without_loss(panel):
    world = World(supplied(*everything_from("*", "BBB"), *everything_from("AAA", "CCC")))
    frame = embargo(world, "AAA", "BBB", YEAR)
    assert frame.empty
    assert tuple(frame.columns) == COLUMNS


def test_a_sole_supplier_leaves_nothing_behind():
    row = embargo(World(supplied(*everything_from("*", "BBB", ("chips",)))), "AAA", "BBB", YEAR).iloc[0]
    assert row.lost == 1.0
    assert row.next_best is None
    assert row.next_best_share == 0.0


def test_unknown_suppliers_and_importers_are_refused_with_the_nearest(panel):
    with pytest.raises(InputError, match="did you mean 'NVIDIA'"):
        embargo(panel, "PAK", "NVIDEA", YEAR)
    with pytest.raises(InputError, match="unknown state 'PAKISTN'"):
        embargo(panel, "PAKISTN", "USA", YEAR)

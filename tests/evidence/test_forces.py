"""Shares of a change: Shapley's axioms, exact sums, planted forces found, and a cache that is read or made again."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.evidence.forces import REST, WORLD, Swings, _read, _write, parts_of, summarized, swings_of
from counterpoise.evidence.relived import off
from counterpoise.evidence.shapley import coalitions, shapley

from .toy_world import STATES, toy

PLAYERS = ("a", "b", "c")
SETS = coalitions(PLAYERS)
games = st.lists(st.floats(-1e3, 1e3), min_size=8, max_size=8).map(
    lambda worth: {s: np.array([w]) for s, w in zip(SETS, worth, strict=True)}
)
FORCES = {"movers": ("Mover",), "chance": ("Luck",), "idlers": ("Idle",)}


def orders(game, player):
    """The same value from its definition: mean over orders of what the player adds on arrival."""
    added = []
    for order in permutations(PLAYERS):
        before = frozenset(order[: order.index(player)])
        added.append(game[before | {player}] - game[before])
    return np.mean(added, axis=0)


# covers: F01
@given(games)
def test_values_are_means_over_orders_and_sum_to_what_all_do_together(game):
    values = shapley(PLAYERS, game)
    assert sum(values.values()) == pytest.approx(game[SETS[-1]] - game[SETS[0]], abs=1e-9)
    for player in PLAYERS:
        assert values[player] == pytest.approx(orders(game, player), abs=1e-9)


def test_who_adds_nothing_gets_nothing_and_twins_get_the_same():
    game = {s: np.array([6.0 * ("a" in s and "b" in s)]) for s in SETS}
    assert {p: float(v[0]) for p, v in shapley(PLAYERS, game).items()} == {"a": 3.0, "b": 3.0, "c": 0.0}


def test_coalitions_are_all_sets_nobody_first_all_last():
    assert len(set(SETS)) == 8
    assert (SETS[0], SETS[-1]) == (frozenset(), frozenset(PLAYERS))


@pytest.fixture(scope="module")
def found():
    return swings_of(toy(members=24, record=("gdp", "hard", "military_stock")), FORCES)


def test_parts_sum_exactly_to_the_change_with_all_forces_on():
    worlds, sets = toy(members=12), coalitions(tuple(FORCES))
    worth = {}
    for chosen in sets:
        out = [m for f, names in FORCES.items() if f not in chosen for m in names]
        on = off(worlds.model, worlds.ensemble.on, out)
        worth[chosen] = worlds.lived(on=on, judge=lambda f: {"hard": f["hard"]})["hard"].astype(float)
    parts = parts_of(worth, tuple(FORCES))
    full = worth[sets[-1]]
    assert parts.sum(axis=0) == pytest.approx(full[:, 1:] - full[:, :1], abs=1e-15)
    assert np.abs(parts[0]).max() > 1e-3


def test_the_planted_force_moves_power_to_the_agile_and_the_idle_one_moves_none(found):
    last = found.table(years=[2028]).set_index(["measure", "force", "state"]).sort_index()
    chn, usa = (last.loc[("hard", "movers", s)] for s in ("CHN", "USA"))
    assert chn.low > 0.0
    assert usa.high < 0.0
    assert (last.loc[("hard", "idlers")].part == 0.0).all()
    assert last.loc[("hard", "movers", WORLD)].share > 0.9
    assert last.loc[("hard", "idlers", WORLD)].share == 0.0


def test_shares_sum_to_one_for_every_state_and_the_world(found):
    sums = found.table().groupby(["measure", "year", "state"]).share.sum()
    assert sums.to_numpy() == pytest.approx(1.0, abs=1e-5)
    assert set(found.states) == {*STATES, WORLD}
    assert found.forces[-1] == REST


def test_chance_alone_hardly_lengthens_the_move_of_the_world():
    luck = np.random.default_rng(1)
    noise = luck.normal(size=(1, 200, 30, 100))
    signal = 1e-3 * luck.normal(size=noise.shape)
    signal[..., 0] += 1.0
    lengths = summarized(np.concatenate([noise, signal]))[0, :, :, -1]
    assert lengths[1] == pytest.approx(1.0, abs=0.01)
    raw = np.sqrt((noise.mean(axis=1) ** 2).sum(axis=-1))
    assert raw.min() > 0.5  # of a hundred states with a standard error of .07 each
    assert (lengths[0] ** 2).mean() < 0.15 * (raw**2).mean()


def test_an_interval_of_a_share_holds_the_true_share():
    luck, true = np.random.default_rng(2), np.array([3.0, 1.0])
    held = 0
    for _ in range(60):
        parts = true[:, None, None, None] + luck.normal(size=(2, 60, 1, 1))
        low, high = summarized(parts)[[4, 5], 0, 0, 0]
        held += low <= 0.75 <= high
    assert held >= 52


def test_members_that_failed_in_one_combination_count_in_none():
    worth = {s: np.random.default_rng(3).normal(size=(5, 3, 2)) for s in SETS}
    worth[frozenset("ab")][2, 1:] = np.nan
    parts = parts_of(worth, PLAYERS)
    assert parts.shape == (4, 4, 2, 2)
    assert np.isfinite(parts).all()


def test_what_is_kept_is_read_again_and_a_damaged_file_is_not(found, tmp_path):
    path = tmp_path / "deep" / "f.npz"
    _write(path, found)
    again = _read(path)
    assert isinstance(again, Swings)
    assert np.array_equal(again.values, found.values, equal_nan=True)
    assert (again.measures, again.years, again.states, again.poles) == (
        found.measures, found.years, found.states, found.poles,
    )  # fmt: skip
    path.write_bytes(path.read_bytes()[:-30])
    assert _read(path) is None
    assert _read(tmp_path / "none.npz") is None

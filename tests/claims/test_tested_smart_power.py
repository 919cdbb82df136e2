"""H10 where the answer is planted: smart power moves the world, hard power does, or neither."""

import numpy as np
import pytest

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested import choice, drift
from counterpoise.claims.tested.families import RIVALS, SMART, families
from counterpoise.claims.tested.folds import folds, left_out_errors
from counterpoise.claims.tested.smart_power import finding

STATES = 190


def measures(rng: np.random.Generator, count: int) -> dict[str, np.ndarray]:
    """Families of three near-copies of one heavy-tailed distribution each, independent between families."""
    found = {}
    for name in (SMART, *RIVALS):
        true = 2.0 * rng.standard_normal(count)
        rows = np.exp(true + 0.1 * rng.standard_normal((3, count)))
        found[name] = rows / rows.sum(axis=1, keepdims=True)
    return found


def planted(mover: str | None, seed: int = 0) -> tuple[drift.Contest, drift.Contest]:
    """A drift and a choice of suppliers that follow one family's power, or nobody's."""
    rng = np.random.default_rng(seed)
    power = measures(rng, STATES)
    place = rng.uniform(0.0, 10_000.0, (STATES, 2))
    away = np.maximum(np.hypot(*(place[:, None] - place[None, :]).transpose(2, 0, 1)), 100.0)
    start = rng.standard_normal(STATES)
    weight = (np.ones(STATES) if mover is None else power[mover][0]) / away
    np.fill_diagonal(weight, 0.0)
    pull = weight @ start / weight.sum(axis=1) - start
    end = start + 0.1 * rng.standard_normal(STATES) + (0.0 if mover is None else 0.5) * pull
    names = tuple(f"S{k:03d}" for k in range(STATES))
    moved = drift.contest(start, end, power, away, names)
    terms = rng.standard_normal((STATES, 30, 2))
    log_power = 0.0 if mover is None else np.log(power[mover][0][:30])
    score = log_power - 0.5 * terms[..., 0] + rng.gumbel(size=(STATES, 30))
    shares = np.eye(30)[score.argmax(axis=1)]
    closed = np.eye(STATES, 30, dtype=bool)
    shares[:30][closed[:30]] = 0.0
    shares[shares.sum(axis=1) == 0, 29] = 1.0
    bought = choice.contest(shares, terms, closed, {k: v[:, :30] for k, v in power.items()}, names)
    return moved, bought


# covers: C03
def test_smart_power_that_moves_the_world_is_found():
    assert finding(*planted(SMART)).verdict is Verdict.SUPPORTED


def test_hard_power_that_moves_the_world_refutes_it():
    found = finding(*planted("hard"))
    assert found.verdict is Verdict.CONTRADICTED
    assert {e.name: e.value for e in found.effects}["arms: smart less hard"] < -0.1


def test_a_world_that_power_does_not_move_supports_nothing():
    for seed in range(3):
        assert finding(*planted(None, seed)).verdict is not Verdict.SUPPORTED


def test_power_dealt_to_other_states_foretells_no_supplier(panel):
    shares, terms, importers, suppliers = choice.supplier_data(panel)
    closed = importers[:, None] == suppliers[None, :]
    power = families(panel, choice.MEASURED, 4)[SMART][:, suppliers]
    names = tuple(map(str, importers))
    true = drift.skill_of(choice.contest(shares, terms, closed, {SMART: power}, names), SMART)
    rng = np.random.default_rng(0)
    dealt = np.stack([rng.permutation(power[0]) for _ in range(8)])
    placebo = choice.contest(shares, terms, closed, {SMART: dealt}, names)
    assert true > 0.1
    assert drift.skill_of(placebo, SMART) < 0.02


def test_a_permutation_of_states_changes_no_loss_of_a_fixed_fold():
    rng = np.random.default_rng(1)
    terms = np.concatenate([np.ones((1, 60, 1)), rng.standard_normal((1, 60, 2))], axis=-1)
    outcome, fold = rng.standard_normal(60), folds(60, 5)
    order = rng.permutation(60)
    straight = left_out_errors(outcome, terms, fold)
    assert left_out_errors(outcome[order], terms[:, order], fold[order]) == pytest.approx(straight[:, order])


def test_the_one_left_out_has_no_part_in_its_own_forecast():
    rng = np.random.default_rng(2)
    terms = np.concatenate([np.ones((1, 40, 1)), rng.standard_normal((1, 40, 2))], axis=-1)
    outcome, fold = rng.standard_normal(40), np.arange(40)
    changed = outcome.copy()
    changed[7] += 100.0
    beta = np.linalg.lstsq(np.delete(terms[0], 7, axis=0), np.delete(outcome, 7), rcond=None)[0]
    expected = (changed[7] - terms[0, 7] @ beta) ** 2
    assert left_out_errors(changed, terms, fold)[0, 7] == pytest.approx(expected)


def test_families_are_shares_of_the_world(panel):
    for name, shares in families(panel, 2018, 5).items():
        assert (shares > 0).all(), name
        assert shares.sum(axis=1) == pytest.approx(1.0)


def test_the_choice_of_a_supplier_climbs_to_the_top_of_its_likelihood():
    rng = np.random.default_rng(3)
    terms = np.concatenate([rng.standard_normal((80, 12, 2)), (rng.uniform(size=(80, 12, 1)) < 0.05)], axis=-1)
    closed = np.eye(80, 12, dtype=bool)
    shares = rng.dirichlet(np.full(12, 0.2), 80)
    shares[closed] = 0.0
    shares /= shares.sum(axis=1, keepdims=True)
    beta = choice.fit(shares, terms, closed)
    best = choice._worth(shares, terms, closed, beta)
    for step in rng.standard_normal((50, 3)):
        assert choice._worth(shares, terms, closed, beta + 0.05 * step) < best

"""Variance shared out, boxes found again, members counted: each against an answer known beforehand."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import InputError
from counterpoise.evidence.discovery import box
from counterpoise.evidence.enough import enough, needed, noise
from counterpoise.evidence.variance import REST, decomposed

from .toy_world import toy

N = 2000


def test_a_planted_parameter_takes_the_variance_and_a_dead_one_none():
    table = decomposed(toy(members=64, years=2), ["Mover.strength", "Mover.dead"], points=64)
    growth = table[table.outcome == "growth_world"].set_index("factor")
    assert growth.loc["Mover.strength", "total"] > 0.9
    assert growth.loc["Mover.dead", "total"] == pytest.approx(0.0, abs=1e-9)
    assert 0.0 < growth.loc[REST, "total"] < 0.2


def test_everything_else_takes_all_the_variance_of_what_the_factors_do_not_touch():
    table = decomposed(toy(members=64, years=2), ["Mover.dead"], points=64)
    growth = table[table.outcome == "growth_world"].set_index("factor")
    assert growth.loc[REST, "total"] == pytest.approx(1.0, abs=0.1)


def test_factors_that_cannot_be_moved_are_refused():
    for factors, points in (
        (["Luck.spread"], 64),
        (["Mover.none"], 64),
        (["Mover.dead"] * 2, 64),
        (["Mover.dead"], 60),
    ):
        with pytest.raises(InputError):
            decomposed(toy(members=4), factors, points=points)


def planted(seed, chance_in=0.95, chance_out=0.05):
    luck = np.random.default_rng(seed)
    frame = pd.DataFrame(luck.uniform(size=(N, 10)), columns=[f"p{k}" for k in range(10)])
    inside = (frame.p2 > 0.6) & (frame.p7 < 0.5)
    return frame, luck.uniform(size=N) < np.where(inside, chance_in, chance_out)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_planted_box_is_found_with_its_limits(seed):
    frame, success = planted(seed)
    found = box(frame, success)
    limits = {r.name: (r.low, r.high) for r in found.ranges}
    assert set(limits) == {"p2", "p7"}
    assert limits["p2"] == (pytest.approx(0.6, abs=0.05), np.inf)
    assert limits["p7"] == (-np.inf, pytest.approx(0.5, abs=0.05))
    assert found.density > 0.85
    assert found.coverage > 0.7
    assert found.support == pytest.approx(0.2, abs=0.05)
    assert found.base == pytest.approx(success.mean(), abs=0.05)
    assert found.told().startswith(f"p2 from {limits['p2'][0]:.3g} and p7 up to")
    assert found.holds(frame).mean() == pytest.approx(0.2, abs=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_where_nothing_matters_no_condition_is_found(seed):
    luck = np.random.default_rng(seed)
    frame = pd.DataFrame(luck.uniform(size=(600, 30))).rename(columns=str)
    found = box(frame, luck.uniform(size=600) < 0.4)
    assert found.ranges == ()
    assert (found.coverage, found.support) == (1.0, 1.0)
    assert found.told() == "no condition found"


def test_a_box_does_not_depend_on_the_scale_of_a_parameter():
    frame, success = planted(4)
    scaled = frame.assign(p2=np.exp(5.0 * frame.p2))
    one, other = box(frame, success), box(scaled, success)
    assert (one.density, one.coverage) == (other.density, other.coverage)
    low = {r.name: r.low for r in other.ranges}["p2"]
    assert np.log(low) / 5.0 == pytest.approx({r.name: r.low for r in one.ranges}["p2"])


def test_worlds_that_are_all_alike_or_too_few_are_refused():
    frame, success = planted(1)
    for few, flags in ((frame[:30], success[:30]), (frame, success[:-1]), (frame, np.ones(N, bool))):
        with pytest.raises(InputError):
            box(few, flags)


def test_the_number_of_members_is_that_at_which_the_interval_is_narrow_enough():
    luck = np.random.default_rng(5)
    base = {"a": luck.normal(0, 2.0, N), "same": luck.normal(size=N), "flat": np.ones(N)}
    other = {"a": base["a"] + luck.normal(0.3, 1.0, N), "same": base["same"], "flat": np.ones(N)}
    table = enough(base, other)
    assert set(table.outcome) == {"a"}
    row = table[table.fraction == 0.05].iloc[0]
    truth = (1.96 * 0.5 / 0.05) ** 2  # sd of the difference is half the spread
    assert row.members_low < truth < row.members_high
    assert row.members == pytest.approx(truth, rel=0.1)
    n = int(row.members)
    half = 1.96 * (other["a"] - base["a"])[:n].std(ddof=1) / n**0.5 / base["a"].std(ddof=1)
    assert half == pytest.approx(0.05, rel=0.15)
    assert needed(noise(base["a"], base["a"]), 0.1) == 385  # no pairing at all: (1.96 / .1)^2

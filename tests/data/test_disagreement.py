"""Errors of counts and of two sources that disagree."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.loaders.disagreement import CEILING, count_error, split_error


def test_a_gap_falls_on_two_sources_alike() -> None:
    rng = np.random.default_rng(1)
    truth = pd.Series(rng.normal(size=4000))
    first, second = (truth + rng.normal(0, 0.3, 4000) for _ in range(2))
    assert split_error(first, second) == pytest.approx(0.3, rel=0.05)
    assert split_error(truth, truth) == 0


def test_count_errors_shrink_to_the_relative_part_and_vanish_at_a_true_zero() -> None:
    error = count_error(pd.Series([0.0, 0.1, 1.0, 1000.0]), 0.3, 0.8)
    assert error[0] == 0
    assert error[1] == CEILING
    assert error[2] == pytest.approx(np.hypot(0.3, 0.8))
    assert error[3] == pytest.approx(0.3, rel=1e-4)

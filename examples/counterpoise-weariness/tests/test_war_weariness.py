"""The mechanism alone, in a world of three states of which two have fought: known answers, in plain Python."""

import numpy as np
import pytest
from counterpoise_weariness import WarWeariness

from counterpoise.engine import Actors, Ensemble, Initial, Model
from counterpoise.mechanisms.vocabulary import VOCABULARY

MODEL = Model([WarWeariness], VOCABULARY)
PAIRS = [("A", "B"), ("A", "C"), ("B", "A"), ("B", "C"), ("C", "A"), ("C", "B")]


def run(rung, years=1, off=(), **settings):
    """Fields after some years: A and B are on a rung of escalation with one another in every year."""
    actors = Actors(["A", "B", "C"], [0, 0, 1, 1, 2, 2], [1, 2, 0, 2, 0, 1])
    start = Initial(actors, 2024, MODEL.vocabulary, {"rung": [rung, 0, rung, 0, 0, 0]})
    theta = MODEL.sample(1, [0], {f"WarWeariness.{name}": value for name, value in settings.items()})
    on = MODEL.switches(1, off)
    return Ensemble(MODEL, start, years, [0], seed=1, theta=theta, on=on, mode="plain").run(threads=1).fields


def test_those_who_fought_are_weary_and_their_quarrels_relieved():
    fields = run(rung=3, weight=0.8)
    assert fields["weariness"][0, 1].tolist() == [1, 1, 0]
    relief = dict(zip(PAIRS, fields["strain"][0, 1].tolist(), strict=True))
    assert relief["A", "B"] == relief["B", "A"] == pytest.approx(-0.8)
    assert relief["A", "C"] == relief["C", "B"] == pytest.approx(-0.4)


def test_a_show_of_force_wearies_nobody():
    assert np.all(run(rung=2, weight=0.8)["strain"] == 0)


def test_weariness_fades():
    actors = Actors(["A", "B"], [0, 1], [1, 0])
    start = Initial(actors, 2024, MODEL.vocabulary, {"weariness": [1, 0]})
    theta = MODEL.sample(1, [0], {"WarWeariness.fading": 0.25})
    fields = Ensemble(MODEL, start, 3, [0], seed=1, theta=theta, mode="plain").run(threads=1).fields
    np.testing.assert_allclose(fields["weariness"][0, :, 0], [1, 0.75, 0.75**2, 0.75**3], rtol=1e-6)


def test_off_and_without_weight_nothing_is_relieved():
    assert np.all(run(rung=4, weight=0.8, off=["WarWeariness"])["strain"] == 0)
    assert np.all(run(rung=4, weight=0.0)["strain"] == 0)

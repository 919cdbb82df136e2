"""What ships answers the usual question for the model as it is, and no other question."""

import pytest

from counterpoise.data.panel import load_panel
from counterpoise.statecraft import recorded
from counterpoise.statecraft.advice import advise
from counterpoise.statecraft.identity import model_hash
from counterpoise.statecraft.recorded import usual
from counterpoise.statecraft.trial import BUNDLES, Question

ASKED = Question("PAK", ("IND",))


@pytest.fixture(scope="module")
def model():
    return model_hash()


def test_what_ships_is_of_the_model_as_it_is(model):
    found = recorded.recorded(ASKED, usual(), model)
    assert found is not None, "run python -m counterpoise.statecraft.recorded"
    assert set(found.theory) == {bundle.name for bundle in BUNDLES}
    assert set(found.portfolio) == {portfolio.name for portfolio in usual()}
    assert (found.low <= found.effect).all()
    assert (found.effect <= found.high).all()
    assert found.better.between(0, 1).all()


def test_another_model_question_or_mix_is_not_answered(model):
    assert recorded.recorded(ASKED, usual(), "another") is None
    assert recorded.recorded(Question("PAK", ("IND",), budget=0.01), usual(), model) is None
    assert recorded.recorded(Question("PAK", ("AFG",)), usual(), model) is None
    assert recorded.recorded(ASKED, usual()[:3], model) is None


def test_advice_rests_on_what_ships_and_reads_back_the_same():
    first, again = (advise(load_panel(), "PAK", "IND") for _ in range(2))
    assert first.trials.equals(again.trials)
    assert first.issues.agree.between(1, first.issues.variants).all()
    assert set(first.best.goal) == set(first.trials.goal)

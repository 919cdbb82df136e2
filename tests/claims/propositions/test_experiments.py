"""The experiments as declared: what was stated is what is tried, and every arm is one the model can live."""

import numpy as np
import pytest

from counterpoise.claims.propositions import arms
from counterpoise.claims.propositions.laboratory import Laboratory
from counterpoise.claims.propositions.proposition import Contrast, Proposition
from counterpoise.claims.propositions.registry import FILES, proposition, propositions
from counterpoise.claims.propositions.stated import statement, statements
from counterpoise.core import InputError
from counterpoise.models import NEOREALIST


def every_arm():
    found = {}
    for tried in propositions():
        used = [arm for c in tried.effects.values() if isinstance(c, Contrast) for arm in c.arms]
        used += [arm for check in tried.checks for arm, _ in check.parts]
        found |= {(tried.id, arm.name): arm for arm in used}
    return found


ARMS = every_arm()


# covers: C04, C07
def test_every_statement_is_tried_or_says_why_not():
    assert set(FILES) == set(statements())
    for tried in propositions():
        assert bool(tried.untestable) != bool(tried.effects)
        assert tried.stated.refuted_if
        assert tried.stated.quote
        assert tried.untestable or (tried.treatment and tried.control and tried.doubts)


def test_an_experiment_other_than_the_one_stated_is_refused():
    with pytest.raises(ValueError, match="stated or tried"):
        Proposition("H2", effects={})
    with pytest.raises(ValueError, match="stated or tried"):
        Proposition("H11")


def test_misspelt_claims_name_the_nearest():
    with pytest.raises(InputError, match="H15"):
        proposition("H155")
    with pytest.raises(InputError, match="did you mean"):
        statement("h12")


@pytest.mark.parametrize("key", list(ARMS), ids=lambda key: f"{key[0]}: {key[1]}")
def test_arms_set_what_there_is_within_its_prior(key):
    arm, model = ARMS[key], NEOREALIST.model()
    for name, setting in arm.parameters.items():
        prior = model.parameters[name].prior
        objection = setting.objection(prior)
        # what fades to nothing is bounded by the least number there is
        assert objection is None or 0.0 in setting.amounts, f"{name}: {objection}"
        values = setting.values(model.parameters[name], 1, np.arange(50), np.arange(2025, 2046))
        assert np.all(np.isfinite(values))
        drawn = model.parameters[name].sample(1, np.arange(50))[:, None]
        assert np.any(values != drawn), f"{name} is set to what it is"
    assert set(arm.without) <= set(model.names)
    for bundle in ("neorealist", "institutionalist"):
        assert arm.scenario(bundle).canonical() is not None


def test_unknown_mechanisms_are_refused():
    with pytest.raises(ValueError, match="no mechanism"):
        arms.Arm("wrong", without=("Nothing",)).scenario("neorealist")


@pytest.mark.parametrize("key", [k for k in ARMS if ARMS[k].parameters][:6], ids=str)
def test_parameters_are_those_of_the_scenario(key):
    laboratory, model = Laboratory(20, 3, first=5), NEOREALIST.model()
    scenario = ARMS[key].scenario("neorealist")
    expected = scenario.theta(model, 3, np.arange(5, 25, dtype=np.uint32))
    np.testing.assert_array_equal(laboratory.theta(scenario, model), expected)


def test_what_fades_is_as_drawn_in_the_first_year():
    setting = arms.fading(0.0, 2026)
    parameter = NEOREALIST.model().parameters["InformationOperations.gain"]
    values = setting.values(parameter, 1, np.arange(10), np.arange(2025, 2046))
    np.testing.assert_allclose(values[:, 0], parameter.sample(1, np.arange(10)))
    assert np.all(values[:, 1:] < 1e-20)

"""Nothing moves because something else came or went; that is what makes a counterfactual a comparison."""

import numpy as np
import pytest
import toy

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Normal
from counterpoise.engine import Ensemble, Mode, Model

YEARS, MEMBERS = 3, 8


def run(model, initial=None, **given):
    return Ensemble(model, initial or toy.initial(), YEARS, MEMBERS, seed=5, mode=Mode.PLAIN, **given).run(threads=1)


class Noise(Mechanism):
    """Draws much and changes only its own field."""

    phase = Phase.PERCEIVE
    declares = (toy.Field("noise", toy.Dimension.STATE, toy.Kind.FLOW, "1", "noise"),)
    size = param(Normal(1.0, 0.1), unit="1", source="assumed", doc="size of the noise")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.noise[i] += p.size * draw.normal(world.state_id[i])


def test_another_mechanism_moves_nothing():
    alone, beside = run(toy.model()), run(toy.model(Noise, *toy.MECHANISMS))
    assert np.std(beside["noise"][:, 1:]) > 0.5
    for name in alone.fields:
        np.testing.assert_array_equal(alone[name], beside[name])


def test_order_of_registration_moves_nothing():
    forwards, backwards = run(toy.model()), run(toy.model(*reversed(toy.MECHANISMS)))
    for name in forwards.fields:
        np.testing.assert_array_equal(forwards[name], backwards[name])


def test_a_state_that_leaves_takes_nobody_s_draws_along():
    model = toy.model(toy.Joining, toy.Compute)
    whole, less = run(model), run(model, toy.initial(drop=("S002",)))
    stay = [0, 1, 3, 4, 5]
    np.testing.assert_array_equal(whole["member"][..., stay], less["member"])
    np.testing.assert_array_equal(whole["compute"][:, 0], less["compute"][:, 0])


def test_starting_values_are_addressed_by_actor():
    model = toy.model(toy.ArmsRace, toy.Threat)
    whole, less = run(model), run(model, toy.initial(drop=("S002",)))
    stay = [0, 1, 3, 4, 5]
    np.testing.assert_array_equal(whole["milex_share"][:, 0, stay], less["milex_share"][:, 0])
    assert np.std(np.log(whole["milex_share"][:, 0, 0])) == pytest.approx(0.2, rel=0.6)
    exact = run(model, toy.initial(errors=False))
    assert np.all(exact["milex_share"][:, 0] == exact["milex_share"][0, 0])


def test_off_means_off_and_only_there():
    model = toy.model()
    on = model.switches(MEMBERS)
    on[3, model.names.index("ArmsRace")] = False
    all_on, one_off = run(model), run(model, on=on)
    others = [m for m in range(MEMBERS) if m != 3]
    for name in all_on.fields:
        np.testing.assert_array_equal(all_on[name][others], one_off[name][others])
    still = one_off["milex_share"][3]
    assert np.all(still == still[0])
    without = run(toy.model(*(m for m in toy.MECHANISMS if m.__name__ != "ArmsRace")))
    np.testing.assert_array_equal(one_off["hostility"][3], without["hostility"][3])


def test_a_null_version_runs_where_a_mechanism_is_off():
    model = toy.model()
    on = model.switches(MEMBERS, off=["CrisisOnset"])
    theta = model.sample(5, np.arange(MEMBERS), {"CrisisOnset.cost": 0.0})
    risky, quiet = run(model, theta=theta), run(model, theta=theta, on=on)
    assert quiet["crises"].sum() < risky["crises"].sum()


def test_a_parameter_path_acts_from_its_year_on():
    model = toy.model()
    base = model.sample(5, np.arange(MEMBERS), {"ArmsRace.grievance": 0.0})
    path = model.sample(5, np.arange(MEMBERS), {"ArmsRace.grievance": [[0.0, 0.0, 0.01]]})
    assert path.shape == (MEMBERS, 3, len(model.parameters))
    first, second = run(model, theta=base), run(model, theta=path)
    np.testing.assert_array_equal(first["milex_share"][:, :3], second["milex_share"][:, :3])
    assert np.all(second["milex_share"][:, 3] > first["milex_share"][:, 3])


def test_zero_strength_is_off():
    model = toy.model(toy.Threat, toy.ArmsRace)
    theta = model.sample(5, np.arange(MEMBERS), {"ArmsRace.reaction": 0.0, "ArmsRace.grievance": 0.0})
    off = model.switches(MEMBERS, off=["ArmsRace"])
    np.testing.assert_array_equal(run(model, theta=theta)["milex_share"], run(model, on=off)["milex_share"])


def test_only_declared_fields_change():
    for mechanism in toy.MECHANISMS:
        results = run(Model([mechanism], toy.FIELDS, keep=[n for n in toy.FIELDS if n not in ("threat", "frontier")]))
        moved = {name for name in results.fields if np.any(results[name] != results[name][:, :1])}
        assert moved <= set(mechanism.mentioned("changes"))

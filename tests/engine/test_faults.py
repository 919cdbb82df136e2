"""A number that is none stops its member, and says where it came from."""

import numpy as np
import pytest
import toy

from counterpoise.core.errors import InputError
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble, Fault, Initial, Mode, SimulationFault


def faulty(mode, members=8):
    model = toy.model()
    theta = model.sample(1, np.arange(members), {"ArmsRace.grievance": [[0.0, 0.0, 0.0, 0.0]]})
    theta[5, 2, model.column("ArmsRace.grievance")] = np.nan
    return Ensemble(model, toy.initial(), 4, members, seed=1, theta=theta, mode=mode)


@pytest.mark.parametrize("mode", [Mode.PLAIN, Mode.STRICT])
def test_a_nan_is_caught_with_member_year_phase_mechanism_and_field(mode):
    ensemble = faulty(mode)
    results = ensemble.run()
    assert results.faults == [Fault(5, 2027, Phase.DECIDE)]
    assert np.isnan(results["milex_share"][5, 3:]).all()
    whole = np.delete(results["milex_share"], 5, axis=0)
    assert np.isfinite(whole).all()
    assert np.isfinite(results["milex_share"][5, :3]).all()
    said = str(ensemble.explain(results.faults[0]))
    assert said == "member 5, year 2027, phase decide: ArmsRace made milex_share of S000 not finite"


def test_a_fault_in_every_member_is_raised():
    ensemble = faulty(Mode.PLAIN, 6)
    ensemble.theta[:, 1] = np.nan
    with pytest.raises(SimulationFault, match="year 2026"):
        ensemble.run()


class Halves(Mechanism):
    """Adds a half to a field of whole numbers."""

    phase = Phase.GOVERN

    @kernel
    def step(world, change, p, draw):
        if world.year > 2025:
            change.member[1, 2] += 0.5


def test_a_discrete_field_must_stay_whole():
    with pytest.raises(SimulationFault, match="year 2026, phase govern: Halves made member of nuclear:S002 not whole"):
        Ensemble(toy.model(Halves), toy.initial(), 3, 2, seed=1, mode=Mode.PLAIN).run()


def start(**values):
    good = toy.initial()
    return Initial(good.actors, 2024, toy.FIELDS, {**good.values, **values})


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"milex_share": [0.02, 0.02, np.nan, 0.02, 0.02, 0.02]}, "milex_share of S002: nan is not a finite"),
        ({"hostility": 1.5}, "hostility of S000>S001: 1.5 lies outside"),
        ({"member": 0.5}, "member of laws:S000: 0.5 is not whole"),
        ({"milex_share": [0.1, 0.2]}, "2 values for 6 places"),
        ({"hostilty": 0.5}, "did you mean 'hostility'"),
    ],
)
def test_bad_starting_values_are_refused(values, text):
    with pytest.raises(InputError, match=text):
        start(**values)


def test_a_stock_without_a_starting_value_is_refused():
    bare = Initial(toy.initial().actors, 2024, toy.FIELDS, {"power": 0.1})
    with pytest.raises(InputError, match="no starting values for milex_share"):
        Ensemble(toy.model(toy.ArmsRace), bare, 1, 1, seed=1)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"record": ["milex_shar"]}, "did you mean 'milex_share'"),
        ({"seed": -1}, "seed"),
        ({"members": [1, 1]}, "distinct"),
        ({"years": 0}, "years"),
        ({"on": np.ones((2, 2), bool)}, "on has shape"),
        ({"theta": np.ones((2, 1, 1), np.float32)}, "theta has shape"),
    ],
)
def test_an_ensemble_that_does_not_fit_is_refused(change, text):
    given = {"years": 2, "members": 3, "seed": 1} | change
    with pytest.raises(InputError, match=text):
        Ensemble(toy.model(), toy.initial(), given.pop("years"), given.pop("members"), **given)

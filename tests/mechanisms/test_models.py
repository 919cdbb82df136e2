"""The named bundles list every mechanism once and switch off what they say."""

import importlib
import pkgutil

import numpy as np
from small_world import initial

import counterpoise.mechanisms as room
from counterpoise.core.mechanism import Mechanism
from counterpoise.engine import Ensemble
from counterpoise.models import BUNDLES, NEOREALIST, NO_AI


def listed():
    modules = [importlib.import_module(f"{room.__name__}.{m.name}") for m in pkgutil.iter_modules(room.__path__)]
    return {v for m in modules for v in vars(m).values() if isinstance(v, type) and issubclass(v, Mechanism)} - {
        Mechanism
    }


def test_every_mechanism_is_listed_once():
    names = [m.__name__ for m in NEOREALIST.mechanisms]
    assert len(set(names)) == len(names)
    assert set(NEOREALIST.mechanisms) == listed()


def test_the_twin_differs_in_switches_alone():
    assert NO_AI.mechanisms == NEOREALIST.mechanisms
    assert set(NO_AI.off) < {m.__name__ for m in NEOREALIST.mechanisms}
    assert NEOREALIST.off == ()
    assert all(bundle.name == name for name, bundle in BUNDLES.items())


def test_in_the_twin_ai_stands_still():
    model = NO_AI.model()
    ensemble = Ensemble(model, initial(), 2, 2, seed=1, on=model.switches(2, NO_AI.off), mode="plain")
    fields = ensemble.run(threads=1).fields
    for name in ("compute", "algorithms", "automation", "spending", "u_weapons", "u_isr", "u_cyber", "u_command"):
        np.testing.assert_array_equal(fields[name][:, -1], fields[name][:, 0], err_msg=name)
    assert np.all(fields["gdp"][:, -1] != fields["gdp"][:, 0])

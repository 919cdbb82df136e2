"""The named bundles list every mechanism once and switch off what they say."""

import importlib
import pkgutil

import numpy as np
from small_world import initial

import counterpoise.mechanisms as room
from counterpoise.core.mechanism import Mechanism
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble
from counterpoise.evidence.trial_world import complete, with_values
from counterpoise.mechanisms.instrument_fields import INSTRUMENTS_STARTED
from counterpoise.mechanisms.vocabulary import AI_SINCE
from counterpoise.models import BEFORE_AI, BUNDLES, INSTITUTIONALIST, NEOREALIST, NO_AI


def whole(**changed):
    """The small world with a value for every field that some mechanism declares."""
    start = initial(**changed)
    for mechanism in NEOREALIST.mechanisms:
        start = complete(start, mechanism)
    return with_values(start, dict.fromkeys((field.name for field in INSTRUMENTS_STARTED), 0.0))


def listed():
    modules = [importlib.import_module(f"{room.__name__}.{m.name}") for m in pkgutil.iter_modules(room.__path__)]
    return {v for m in modules for v in vars(m).values() if isinstance(v, type) and issubclass(v, Mechanism)} - {
        Mechanism
    }


def test_every_mechanism_is_listed_once():
    names = [m.__name__ for m in NEOREALIST.mechanisms]
    assert len(set(names)) == len(names)
    assert set(NEOREALIST.mechanisms) == listed()


def test_every_phase_lists_its_own():
    phases = [m.phase for m in NEOREALIST.mechanisms]
    assert phases == sorted(phases, key=list(Phase).index)


def test_the_twin_differs_in_switches_alone():
    assert NO_AI.mechanisms == NEOREALIST.mechanisms
    assert set(NO_AI.off) < {m.__name__ for m in NEOREALIST.mechanisms}
    assert NEOREALIST.off == ()
    assert INSTITUTIONALIST.mechanisms == NEOREALIST.mechanisms
    assert INSTITUTIONALIST.off == ("RelativeGains",)
    assert all(bundle.name == name for name, bundle in BUNDLES.items())


def test_in_the_twin_ai_stands_still():
    model = NO_AI.model()
    ensemble = Ensemble(model, whole(), 2, 2, seed=1, on=model.switches(2, NO_AI.off), mode="plain")
    fields = ensemble.run(threads=1).fields
    for name in ("compute", "algorithms", "automation", "spending", "u_weapons", "u_isr", "u_cyber", "u_command"):
        np.testing.assert_array_equal(fields[name][:, -1], fields[name][:, 0], err_msg=name)
    assert np.all(fields["gdp"][:, -1] != fields["gdp"][:, 0])


def test_before_ai_its_mechanisms_are_off_and_later_only_the_bundles_own():
    assert NEOREALIST.off_from(AI_SINCE) == NEOREALIST.off_from(2024) == ()
    assert NO_AI.off_from(2024) == NO_AI.off
    assert (
        set(NEOREALIST.off_from(AI_SINCE - 1))
        == set(NO_AI.off_from(1992))
        == {m.__name__ for m in BEFORE_AI if m in NEOREALIST.mechanisms}
    )


def test_a_world_without_ai_stays_without_it():
    none = dict.fromkeys(("compute", "spending", "automation", "autonomy", "export_control", "alive", "depth"), 0.0)
    none |= dict.fromkeys(("u_weapons", "u_isr", "u_cyber", "u_command", "algorithms", "member"), 0.0)
    model = NEOREALIST.model()

    def lived(off):
        ensemble = Ensemble(model, whole(**none), 4, 2, seed=1, on=model.switches(2, off), mode="plain")
        return ensemble.run(threads=1).fields

    early, careless = lived(NEOREALIST.off_from(1992)), lived(())
    for name in (*none, "restricted", "cyber_loss", "accidents", "violations"):
        assert np.all(early[name][:, -1] == 0.0), name
    assert np.all(early["tempo"][:, -1] == 1.0)
    # what the rule prevents: without it computing is bought in the first year
    assert np.any(careless["compute"][:, -1] > 0.0)

"""Talent: parts of the world, where schools and attraction take them, and what they are worth."""

import numpy as np
import pytest
from small_world import STATES, initial, lead, run

from counterpoise.mechanisms.capability import Capability
from counterpoise.mechanisms.data_sovereignty import DataSovereignty
from counterpoise.mechanisms.skill_fields import SKILL_STARTED
from counterpoise.mechanisms.talent import Talent
from counterpoise.mechanisms.vocabulary import VOCABULARY

WORDS = VOCABULARY.extended((*SKILL_STARTED, *Talent.declares, *DataSovereignty.declares))
N = np.arange(len(STATES))
STILL = {"mobility": 0.0, "schools": 0.0, "learning": 0.0, "crowding": 0.0, "means": 0.0, "soft": 0.0, "flight": 0.0}
TALENT = initial().values["talent"]


def world(**changed):
    """The small world; no trend, schooling of two, all equally attractive."""
    given = {"research_trend": 0.0, "schooling": 2.0, "attraction": 1.0 / len(STATES), "loss": 0.0}
    return initial(vocabulary=WORDS, **(given | changed))


def talent(years=1, start=None, mechanisms=(Talent,), field="talent", **values):
    """The last year of a field, with schools, attraction and trend at rest unless told otherwise."""
    overrides = {f"Talent.{name}": value for name, value in (STILL | values).items()}
    return lead(*mechanisms, field=field, years=years, start=start or world(), overrides=overrides)


def test_parts_keep_their_sum_whatever_moves_them():
    start = world(research_trend=0.1 - 0.02 * N, loss=0.01 * N)
    ends = talent(20, start, mobility=0.02, schools=0.1, means=0.3, soft=1.0, flight=5.0, learning=0.05)
    np.testing.assert_allclose(ends.sum(axis=1), TALENT.sum(), rtol=1e-4)
    assert np.all(np.abs(ends - TALENT).max(axis=1) > 0.02)


def test_a_trend_of_the_record_goes_on_and_fades():
    """At a half-life T a trend of g adds up to g / (1 - 2^(-1/T)) in logarithms, in a small state."""
    trend = 0.05 * (N == 11)
    ends = talent(60, world(research_trend=trend), fading=3.0)
    steps = 0.05 * 2.0 ** (-np.arange(60) / 3.0)
    assert np.log(ends[0, 11] / TALENT[11]) == pytest.approx(np.log1p(steps).sum(), rel=0.01)


# covers: A07, P23
def test_in_the_long_run_talent_is_where_the_schooled_are():
    people = world().values["population"] * (2.0 - 1.0)
    ends = talent(300, schools=0.2, fading=0.5)
    np.testing.assert_allclose(ends[0], TALENT.sum() * people / people.sum(), rtol=1e-3)


# covers: F18, L6, C15
def test_better_schools_draw_talent_home():
    base = talent(5, schools=0.1, fading=0.5)
    more = talent(5, world(schooling=2.0 + 1.0 * (N == 3)), schools=0.1, fading=0.5)
    assert np.all(more[:, 3] > base[:, 3])
    assert np.all(np.delete(more, 3, axis=1) < np.delete(base, 3, axis=1))


@pytest.mark.parametrize(("mobility", "sign"), [(0.02, 1), (-0.02, -1)])
def test_attraction_moves_talent_by_the_sign_of_mobility(mobility, sign):
    drawn = world(attraction=np.where(N == 6, 0.9, 0.1 / 11))
    gained = talent(1, drawn, mobility=mobility)[:, 6] - TALENT[6]
    assert np.all(np.sign(gained) == sign)


# covers: P02
def test_risen_power_attracts_and_lost_output_repels():
    risen = world(first_smart=np.where(N == 2, 0.5, 1.0) * initial().values["smart"])
    hit = world(loss=0.1 * (N == 2))
    base, up, down = (talent(1, s, mobility=0.02, soft=1.0, flight=5.0)[:, 2] for s in (world(), risen, hit))
    assert np.all(up > base)
    assert np.all(down < base)


def test_schooling_catches_up_with_the_best_and_arms_may_crowd_it_out():
    start = world(schooling=2.0 + 1.5 * (N == 0))
    calm = talent(4, start, field="schooling", learning=0.05)
    np.testing.assert_allclose(3.5 - calm[:, 1:], 1.5 * 0.95**4, rtol=1e-3)
    armed = talent(4, world(schooling=2.0 + 1.5 * (N == 0), milex_share=np.where(N == 5, 0.06, 0.02)),
                   field="schooling", learning=0.05, crowding=10.0)  # fmt: skip
    assert np.all(armed[:, 5] < armed[:, 6])


def test_talent_makes_capability():
    trend = 0.1 * (N == 4)
    on, off = (
        run(Talent, Capability, years=3, start=world(research_trend=trend), off=off)["capability"][:, -1]
        for off in ((), ("Talent",))
    )
    assert np.all(on[:, 4] > off[:, 4])


# covers: P06, F18, C15
def test_talent_makes_a_state_sovereign():
    """Education, human resources, sovereignty: the chain on the same luck."""
    trend = 0.1 * (N == 4)
    fields = run(Talent, DataSovereignty, years=3, start=world(research_trend=trend, sovereignty=0.5))
    gained = fields["sovereignty"][:, -1]
    assert np.all(gained[:, 4] > 0.0)
    assert np.all(gained[:, 4] > gained[:, [0, 1]].max(axis=1))

"""Priors against SciPy's distributions; parameters that are drawn by name."""

from statistics import NormalDist

import numpy as np
import pytest
from scipy import stats

from counterpoise.core.grades import Grade
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, Fixed, LogNormal, Normal, Triangular, Uniform

SAME = [
    (Normal(1.0, 2.0), stats.norm(1.0, 2.0)),
    (LogNormal(0.15, 1.8), stats.lognorm(np.log(1.8), scale=0.15)),
    (Uniform(-1.0, 3.0), stats.uniform(-1.0, 4.0)),
    (Triangular(1.0, 2.0, 5.0), stats.triang(0.25, 1.0, 4.0)),
    (Triangular(1.0, 1.0, 2.0), stats.triang(0.0, 1.0, 1.0)),
    *((Beta(a, b), stats.beta(a, b)) for a, b in [(18, 2), (2, 8), (0.5, 0.5), (1, 19), (300, 200), (0.2, 3.0)]),
]


@pytest.mark.parametrize(("prior", "known"), SAME, ids=lambda x: "scipy" if hasattr(x, "dist") else str(x))
def test_quantiles_agree_with_scipy(prior, known):
    u = np.linspace(0.001, 0.999, 999)
    np.testing.assert_allclose(prior.ppf(u), known.ppf(u), rtol=1e-9, atol=1e-11)


def test_the_normal_quantile_is_known_to_the_last_digits():
    ends = 10.0 ** -np.linspace(0.31, 300, 3001)
    u = np.r_[np.linspace(0, 1, 5002)[1:-1], ends, 1.0 - ends[ends > 1e-15], 0.075, 0.925]
    np.testing.assert_allclose(Normal(0, 1).ppf(u), list(map(NormalDist().inv_cdf, u)), rtol=4e-16, atol=1e-16)
    for outside in (0.0, 1.0, np.nan, [0.5, 1.5]):
        with pytest.raises(ValueError, match="between 0 and 1"):
            Normal(0, 1).ppf(outside)


BETAS = [(1, 1), (1, 399), (399, 1), (49, 1), (2, 18), (28, 38), (3.47, 2.8), (1.05, 900.5), (900.5, 1.05), (0.1, 40)]


@pytest.mark.parametrize(("a", "b"), [*BETAS, (0.1, 0.1), (3000, 2000), (2, 1e5), (1e5, 2.5), (3, 700)])
def test_a_beta_is_known_from_end_to_end(a, b):
    u = np.r_[1e-9, 1e-5, np.linspace(0, 1, 402)[1:-1], 1 - 1e-5]
    np.testing.assert_allclose(Beta(a, b).ppf(u), stats.beta(a, b).ppf(u), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("prior", [Beta(28, 38), Beta(0.3, 5), Normal(0, 1), LogNormal(2, 3)])
def test_a_draw_does_not_depend_on_who_else_is_drawn(prior):
    speed = param(prior, unit="1", source="assumed", doc="how fast")
    whole = speed.sample(3, np.arange(1000))
    for a, b in ((0, 1), (1, 8), (8, 77), (77, 1000)):
        np.testing.assert_array_equal(whole[a:b], speed.sample(3, np.arange(a, b)))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Normal(0, 0),
        lambda: LogNormal(-1, 2),
        lambda: LogNormal(1, 1),
        lambda: Beta(0, 1),
        lambda: Uniform(1, 1),
        lambda: Triangular(0, 2, 1),
        lambda: Fixed(np.nan),
    ],
)
def test_a_prior_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="needs"):
        wrong()


@pytest.mark.parametrize(
    ("change", "text"),
    [({"unit": ""}, "unit"), ({"doc": ""}, "doc"), ({"source": "I think"}, "source"), ({"prior": "much"}, "prior")],
)
def test_a_careless_declaration_is_refused(change, text):
    given = {"prior": Normal(0, 1), "unit": "1", "source": "assumed", "doc": "a number"} | change
    with pytest.raises(TypeError, match=text):
        param(given.pop("prior"), **given)


def test_where_a_number_comes_from_sets_its_grade():
    made = [param(1.0, unit="1", source=s, doc="x") for s in ("assumed", "richardson1960", "estimated:milex")]
    assert [p.grade for p in made] == [Grade.ASSUMED, Grade.ASSUMED, Grade.ESTIMATED]
    assert made[0].central == 1.0


def test_draws_are_paired_and_nobody_moves_them():
    class One(Mechanism):
        phase = Phase.GROW
        speed = param(LogNormal(1.0, 2.0), unit="1/year", source="assumed", doc="how fast")

        @kernel
        def step(world, change, p, draw):
            change.gdp[0] += p.speed

    speed = One.params["speed"]
    assert speed.name == "One.speed"
    np.testing.assert_array_equal(speed.sample(3, np.arange(100))[40:], speed.sample(3, np.arange(40, 100)))
    assert np.median(speed.sample(3, np.arange(20_000))) == pytest.approx(1.0, rel=0.02)

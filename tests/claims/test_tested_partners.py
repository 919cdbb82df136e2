"""H19 where the answer is planted: technology makes partners, or only what was known before does."""

import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn")

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.claims.tested import partners_fit
from counterpoise.claims.tested.ecosystem import ecosystem
from counterpoise.claims.tested.finding import Effect
from counterpoise.claims.tested.logit import fit_logit, foretell
from counterpoise.claims.tested.partners import finding, fitted_scores, gain

BESIDE = Effect("beside", 0.0, 0.0, 0.0, "log skill")


def planted(technology: float, seed: int = 0) -> partners_fit.Pairs:
    """Pairs of 80 importers and 40 suppliers, a twentieth of which come, by plain terms and some by technology."""
    rng = np.random.default_rng(seed)
    i, j = (k.ravel() for k in np.indices((80, 40)))
    plain = rng.standard_normal((len(i), len(partners_fit.PLAIN)))
    tech = rng.standard_normal((len(i), len(partners_fit.TECHNOLOGY)))
    score = -3.5 + 0.7 * plain[:, 0] + technology * tech[:, 0]
    came = (rng.uniform(size=len(i)) < 1.0 / (1.0 + np.exp(-score))).astype(float)
    return partners_fit.Pairs(came, plain, tech, rng.standard_normal((len(i), 1)), i, j)


@pytest.fixture(scope="module", autouse=True)
def few_draws():
    before, partners_fit.REPLICATES = partners_fit.REPLICATES, 20
    yield
    partners_fit.REPLICATES = before


# covers: F19, C16
def test_technology_that_makes_partners_is_found_and_its_shuffled_twin_is_not():
    scores = partners_fit.score(planted(1.2))
    assert finding(scores, BESIDE).verdict is Verdict.SUPPORTED
    assert abs(scores["gains"]["shuffled"]["gain"]) < 0.03
    assert scores["coefficients"][partners_fit.TECHNOLOGY[0]] > 1.0


def test_technology_that_makes_none_is_not():
    scores = partners_fit.score(planted(0.0))
    assert finding(scores, BESIDE).verdict is not Verdict.SUPPORTED
    assert scores["gains"]["on"]["gain"] < 0.02


def test_the_shipped_placebo_has_no_skill_and_the_events_are_changes():
    scores = fitted_scores()
    shuffled = scores["gains"]["shuffled"]
    assert shuffled["low"] < 0 < shuffled["high"]
    assert 100 < scores["new"] < 0.1 * scores["pairs"]
    assert scores["precision"]["off"] > 2 * scores["new"] / scores["pairs"], "plain terms must foretell something"


def test_no_pair_that_traded_before_is_a_candidate(panel):
    import pandas as pd

    table = pd.DataFrame(
        {"importer": ["PAK", "PAK", "MAR", "EGY", "EGY"], "supplier": ["USA", "CHN", "USA", "FRA", "CHN"],
         "year": [2010, 2017, 2021, 2009, 2010]}
    )  # fmt: skip
    found = partners_fit.pairs(table, panel)
    states = panel.cross_section(["population"], partners_fit.MEASURED).states
    named = {(states[i], states[j]): c for i, j, c in zip(found.importer, found.supplier, found.came, strict=True)}
    assert ("PAK", "USA") not in named
    assert ("PAK", "CHN") not in named
    assert named["MAR", "USA"] == 1.0
    assert named["PAK", "FRA"] == 0.0
    assert not any(a == b for a, b in named)
    assert np.isfinite(np.column_stack([found.plain, found.technology, found.ecosystem])).all()


def test_the_ecosystem_is_a_share_and_nobody_is_his_own_supplier(panel):
    states = panel.cross_section(["population"], 2018).states
    shared = ecosystem(panel, states)
    assert (shared >= 0).all()
    assert shared.sum(axis=1).max() <= 1.0 + 1e-9
    assert not np.diag(shared).any()
    largest = {states[k] for k in np.argsort(shared.sum(axis=0))[-3:]}
    assert {"USA", "FRA"} <= largest, "clouds are American, and the largest builder of cables was French"


def test_a_term_that_decides_the_supplier_gains_and_a_term_of_noise_does_not():
    rng = np.random.default_rng(0)
    terms, extra = rng.standard_normal((100, 20, 2)), rng.standard_normal((100, 20, 1))
    closed = np.zeros((100, 20), dtype=bool)
    by_extra = np.eye(20)[(1.5 * extra[..., 0] + rng.gumbel(size=(100, 20))).argmax(axis=1)]
    by_chance = np.eye(20)[rng.integers(0, 20, 100)]
    assert gain(by_extra, terms, extra, closed).low > 0.1
    noise = gain(by_chance, terms, extra, closed)
    assert noise.value < 0.01


def test_the_regression_agrees_with_the_library():
    from sklearn.linear_model import LogisticRegression

    found = planted(0.8)
    mean, spread = found.plain.mean(axis=0), found.plain.std(axis=0)
    scaled = (found.plain - mean) / spread
    theirs = LogisticRegression(C=1.0, tol=1e-10, max_iter=5000).fit(scaled, found.came).predict_proba(scaled)[:, 1]
    assert foretell(fit_logit(found.came, found.plain), found.plain) == pytest.approx(theirs, abs=1e-5)


def test_pairs_have_one_row_of_every_kind():
    found = planted(0.0)
    assert {len(getattr(found, f.name)) for f in dataclasses.fields(found)} == {80 * 40}


@pytest.mark.raw
def test_the_register_gives_the_pairs_that_are_shipped(panel):
    from counterpoise.data.codes import read_codes

    raw = Path(os.environ.get("COUNTERPOISE_RAW", Path(__file__).resolve().parents[3] / "shared/data/raw"))
    if not (raw / "sipri").is_dir():
        pytest.skip(f"raw data files are not at {raw}; set COUNTERPOISE_RAW to run this test")
    found = partners_fit.pairs(partners_fit.deals(raw, read_codes(raw)), panel)
    assert (len(found.came), int(found.came.sum())) == (fitted_scores()["pairs"], fitted_scores()["new"])
    terms = np.column_stack([found.plain, found.technology])
    slopes = dict(
        zip((*partners_fit.PLAIN, *partners_fit.TECHNOLOGY), fit_logit(found.came, terms).slopes, strict=True)
    )
    assert slopes == pytest.approx(fitted_scores()["coefficients"], abs=1e-3)

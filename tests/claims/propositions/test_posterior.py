"""Weights from the record reach the board only where they belong to what is run."""

import numpy as np

from counterpoise.claims.propositions import remake
from counterpoise.evidence import history_match


def test_no_weights_for_another_seed_or_for_members_that_were_never_matched():
    assert remake.laboratory(10, seed=2).weights is None
    assert remake.laboratory(history_match.MEMBERS + 1, seed=history_match.SEED).weights is None


def test_weights_of_another_model_are_not_used(monkeypatch):
    history_match.shipped_weights.cache_clear()
    monkeypatch.setattr(history_match, "identity", lambda: {"mechanisms": "other", "priors": "other", "panel": "other"})
    try:
        assert remake.laboratory(10, seed=history_match.SEED).weights is None
    finally:
        history_match.shipped_weights.cache_clear()


def test_the_first_members_keep_their_shares_and_sum_to_one():
    few, all_ = (remake.laboratory(n, seed=history_match.SEED).weights for n in (50, history_match.MEMBERS))
    assert few is not None, "the shipped weights are of another model: remake them"
    assert all_ is not None
    np.testing.assert_allclose(few.sum(), 1.0)
    np.testing.assert_allclose(few, all_[:50] / all_[:50].sum())

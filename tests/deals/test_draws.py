"""From the panel to stakes: the world model's own formulas, and luck that nothing else moves."""

import numpy as np
import pytest

from counterpoise.core import InputError
from counterpoise.deals.draws import draw, ease, fear, success, ties, trust
from counterpoise.deals.issues import ISSUES, assumptions, issue
from counterpoise.deals.parties import seated
from counterpoise.mechanisms.gains import RelativeGains
from counterpoise.mechanisms.offense import OffenseBalance, remoteness
from counterpoise.mechanisms.threat import BalanceOfThreat
from counterpoise.start.dyads import TRUST
from counterpoise.theory import balance_of_threat, contest, loss_of_strength, offense_defense_scaling, relative_gains

DRAWS, SEED = 50, 7


def member(mechanism, k):
    """The parameters of one member, as a run with this seed has them."""
    members = np.arange(DRAWS, dtype=np.uint64)
    return {name: float(p.sample(SEED, members)[k]) for name, p in mechanism.params.items()}


def test_fear_and_weight_are_those_of_the_world_model(table):
    """Recomputed one number at a time with the published formulas."""
    t, k = table("USA", "CHN"), 13
    usa, chn = t.parties.index("USA"), t.parties.index("CHN")
    i, j = t.places[usa], t.places[chn]
    march, wary, offense = (member(m, k) for m in (BalanceOfThreat, RelativeGains, OffenseBalance))
    lean = offense["base"] + sum(offense[c] * t.channels[c][j] for c in ("weapons", "isr", "cyber", "command"))
    reach = offense["near"] + offense["projection"] * np.sqrt(t.stock[j])
    far = offense["barrier"] * remoteness(t.ties["distance"][usa, j], t.ties["contiguous"][usa, j], reach)
    easy = offense_defense_scaling.offense_ease(lean, far)
    assert ease(t, usa, DRAWS, SEED)[j, k] == pytest.approx(easy)

    arrives = loss_of_strength.projected_capability(t.hard[j], t.miles[usa, j], march["march"])
    home = loss_of_strength.projected_capability(t.hard[i], 0.0, march["march"]) + 1e-9
    trusted = trust(t, usa, DRAWS, SEED)
    theta = balance_of_threat.threat(arrives / (arrives + home), easy, trusted[j, k])
    fears = fear(t, usa, trusted, DRAWS, SEED)
    assert fears[j, k] == pytest.approx(theta)

    win = contest.ratio_success(t.hard[i] * 1e7 + 1.0, t.hard[j] * 1e7 + 1.0, wary["decisiveness"])
    weight = relative_gains.powell_weight(
        theta / (theta + wary["wariness"]), wary["decisiveness"], win, wary["stakes"], 1.0
    )
    found = ties(t, DRAWS, SEED)
    assert found.weight[usa, chn, k] == pytest.approx(weight)
    assert found.bound[usa, chn, k] == pytest.approx(theta / fears[:, k].sum())


def test_nobody_fears_itself(table):
    t = table("USA", "CHN")
    for i in range(2):
        assert not fear(t, i, trust(t, i, DRAWS, SEED), DRAWS, SEED)[t.places[i]].any()
    found = ties(t, DRAWS, SEED)
    for part in (found.bound, found.weight, found.at_issue):
        assert not part[[0, 1], [0, 1]].any()
        assert (part[[0, 1], [1, 0]] > 0).all()


def test_trust_is_what_ties_suggest(table):
    t = table("USA", "CHN")
    usa, chn = t.parties.index("USA"), t.base.place["CHN"]
    odds = (
        TRUST["affinity"] * (2.0 * t.ties["affinity"][usa, chn] - 1.0)
        + TRUST["alliance"] * t.ties["alliance"][usa, chn]
        + TRUST["rivalry"] * t.ties["rivalry"][usa, chn]
        + TRUST["memory"] * t.ties["memory"][usa, chn]
    )
    assert t.ties["trust_odds"][usa, chn] == pytest.approx(odds)
    spread = trust(t, usa, 4000, SEED)[chn]
    log_odds = np.log(spread / (1.0 - spread))
    assert log_odds.mean() == pytest.approx(odds, abs=0.06)
    assert log_odds.std() == pytest.approx(1.0, abs=0.05)


def test_alike_powers_have_even_odds_and_relative_gains_bite_most_there():
    m = np.array([1.0])
    assert success(0.2, 0.2, m)[0] == pytest.approx(0.5)
    assert success(0.2, 0.02, m)[0] == pytest.approx(10 / 11, abs=1e-4)


def test_luck_stays_where_it_is_when_a_party_comes_or_the_order_changes(table):
    two, three = table("USA", "CHN"), table("RUS", "CHN", "USA")
    laws = issue("laws-limits")
    small, large = draw(two, laws, DRAWS, SEED), draw(three, laws, DRAWS, SEED)
    assert two.parties == ("CHN", "USA")
    assert three.parties == ("CHN", "RUS", "USA")
    np.testing.assert_array_equal(small.discount, large.discount[[0, 2]])
    np.testing.assert_array_equal(small.terms.detection, large.terms.detection)
    np.testing.assert_allclose(small.ties.weight[0, 1], large.ties.weight[0, 2])
    again = large.stakes([0, 2])
    for name in ("benefit", "weight", "exposure", "discount"):
        np.testing.assert_allclose(getattr(small.stakes(), name), getattr(again, name))


def test_many_partners_each_count_less(table):
    """Weight and exposure are means over partners, the benefit is their sum (Snidal 1991)."""
    sample = draw(table("RUS", "CHN", "USA"), issue("laws-limits"), DRAWS, SEED)
    stakes, ties_ = sample.stakes(), sample.ties
    for i, others in ((0, [1, 2]), (1, [0, 2]), (2, [0, 1])):
        np.testing.assert_allclose(stakes.weight[i], sample.convertible * ties_.weight[i, others].mean(axis=0))
        np.testing.assert_allclose(stakes.exposure[i], sample.exposure * ties_.at_issue[i, others].mean(axis=0))
        np.testing.assert_allclose(stakes.benefit[i], sample.benefit * ties_.bound[i, others].sum(axis=0))


def test_issues_share_their_luck(table):
    """A higher prior of detection is higher in every draw, so that issues differ by belief alone."""
    t = table("USA", "CHN")
    soft, hard = (draw(t, issue(n), DRAWS, SEED).terms.detection for n in ("laws-limits", "supplier-club"))
    assert (hard > soft).all()


def test_more_draws_only_add(table):
    t, laws = table("USA", "CHN"), issue("laws-limits")
    few, many = draw(t, laws, 20, SEED), draw(t, laws, 40, SEED)
    np.testing.assert_allclose(few.stakes().weight, many.stakes().weight[:, :20])
    other = draw(t, laws, 20, SEED + 1)
    assert not np.array_equal(few.terms.detection, other.terms.detection)


def test_who_sits_down(panel):
    assert seated(panel, ["Russia", "usa", "China"], 2024) == ("CHN", "RUS", "USA")
    for names, words in ((["USA"], "two parties"), (["USA", "United States"], "twice"), (["USA", "Rusia"], "Russia")):
        with pytest.raises(InputError, match=words):
            seated(panel, names, 2024)


def test_issues_are_named_and_their_beliefs_are_graded():
    assert [i.id for i in ISSUES] == [
        "laws-limits", "nuclear-human-control", "frontier-safety", "supplier-club", "ethics-norm",
    ]  # fmt: skip
    with pytest.raises(InputError, match="did you mean 'frontier-safety'"):
        issue("frontier-safty")
    for one in ISSUES:
        table = assumptions(one)
        assert (table.grade == "assumed").all()
        assert ("loss" in set(table.quantity)) == one.existential


def test_every_work_an_issue_cites_is_in_the_bibliography():
    from counterpoise.core.bibliography import bibliography

    for one in ISSUES:
        assert set(one.cites) <= set(bibliography())

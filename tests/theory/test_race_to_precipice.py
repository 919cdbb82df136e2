"""Race to the precipice: equilibria against deviations, risks by simulation, slogans against a grid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.theory import race_to_precipice as race
from counterpoise.theory.declare import DomainError

ROWS = [
    # teams, enmity, dispersion, risk with no / private / public information
    (2, 1.0, 1.0, 0.5, 0.6667, 0.6667),
    (2, 1.0, 2.0, 0.0, 0.3333, 0.4167),
    (2, 0.5, 1.0, 0.0, 0.5556, 0.4167),
    (5, 1.0, 4.0, 0.2, 0.3333, 0.4520),
    (5, 0.5, 0.5, 0.8, 0.8611, 0.8333),
]
RISKS = (race.risk_without_information, race.risk_with_private_information, race.risk_with_public_information)
teams = st.integers(2, 12)
enmities = st.floats(0.01, 1)
spreads = st.floats(0.01, 20)


def page_grid():
    """The grid of the specification: 12,000 points; shapes (10, 20, 60) for n, e and mu."""
    n, e, mu = np.arange(2, 12), np.linspace(0.05, 1, 20), np.linspace(0.05, 10, 60)
    return n[:, None, None], e[None, :, None], mu[None, None, :]


@pytest.fixture(scope="module")
def grid():
    return {risk.__name__.split("_")[2]: risk(*page_grid()) for risk in (RISKS[1], RISKS[2])} | {
        "none": RISKS[0](*page_grid())
    }


# covers: T18, F02
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_risks_at_the_five_known_points(row):
    n, e, mu, *expected = row
    assert [risk(n, e, mu) for risk in RISKS] == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_risks_by_simulation(row):
    n, e, mu, *_ = row
    capability = np.random.default_rng(11).uniform(0, mu, (200_000, n))
    private = race.safety_with_private_information.kernel
    safety = np.minimum(1, capability / (n * e - e + 1))
    assert safety[0, 0] == pytest.approx(private(capability[0, 0], n, e))
    winner = (capability - safety).argmax(axis=1)
    own = 1 - safety[np.arange(len(safety)), winner].mean()
    top = np.sort(capability, axis=1)
    everybody = 1 - np.minimum(1, (top[:, -1] - top[:, -2]) / e).mean()
    nobody = 1 - race.safety_without_information(n, e, mu)
    assert [risk(n, e, mu) for risk in RISKS] == pytest.approx([nobody, own, everybody], abs=0.003)


def payoff_of(safety, others_safety, wins, enmity):
    """Expected payoff of a team with the given safety that wins with the given probability."""
    return wins * safety + (1 - wins) * (1 - enmity) * others_safety


@pytest.mark.parametrize("row", [*ROWS, (3, 0.3, 0.4, 0, 0, 0), (7, 0.9, 6.0, 0, 0, 0)], ids=str)
def test_without_information_no_other_safety_pays_more(row):
    n, e, mu, *_ = row
    chosen = race.safety_without_information(n, e, mu)
    capability = (np.arange(20_000) + 0.5) / 20_000 * mu
    deviations = np.append(np.linspace(0, 1, 201), chosen)
    # the best of the others at most c + (chosen - deviation)
    reach = np.clip((capability[None, :] + chosen - deviations[:, None]) / mu, 0, 1)
    wins = (reach ** (n - 1)).mean(axis=1)
    pay = payoff_of(deviations, chosen, wins, e)
    assert pay[-1] >= pay.max() - 1e-6
    assert (pay[np.abs(deviations - chosen) > 0.1] < pay[-1] - 1e-4).all()


@pytest.mark.parametrize("row", [*ROWS, (3, 0.3, 0.4, 0, 0, 0), (7, 0.9, 6.0, 0, 0, 0)], ids=str)
@pytest.mark.parametrize("position", [0.1, 0.35, 0.6, 0.95])
def test_with_private_information_no_other_safety_pays_more(row, position):
    n, e, mu, *_ = row
    own = position * mu
    best_rival = (np.arange(100_000) + 0.5) / 100_000 * mu
    weight = (n - 1) * (best_rival / mu) ** (n - 2) / 100_000
    rival_safety = np.minimum(1, best_rival / (n * e - e + 1))
    rival_score = best_rival - rival_safety
    lost = np.append(0, np.cumsum((weight * (1 - e) * rival_safety)[::-1]))[::-1]
    chosen = race.safety_with_private_information(own, n, e)
    deviations = np.append(np.linspace(0, 1, 401), chosen)
    beaten = np.searchsorted(rival_score, own - deviations)
    wins = np.append(0, np.cumsum(weight))[beaten]
    pay = wins * deviations + lost[beaten]
    assert pay[-1] >= pay.max() - 1e-4


@pytest.mark.parametrize("enmity", [0.2, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("lead", [0.05, 0.3, 0.7])
def test_with_public_information_nobody_gains_by_deviating(enmity, lead):
    """Leader at min(1, lead/e), runner-up at that less the lead; a tie goes to the more capable."""
    leader = race.safety_with_public_information(lead, enmity)
    runner = max(0.0, leader - lead)
    settled_leader, settled_runner = leader, (1 - enmity) * leader
    for deviation in np.linspace(0, 1, 2001):
        leader_wins = deviation - lead <= runner + 1e-12
        assert (deviation if leader_wins else (1 - enmity) * runner) <= settled_leader + 1e-9
        runner_wins = deviation < leader - lead - 1e-12
        assert (deviation if runner_wins else (1 - enmity) * leader) <= settled_runner + 1e-9
    # a little more safety would invite the runner-up to undercut
    if leader < 1:
        assert leader + 0.01 - lead > (1 - enmity) * (leader + 0.01)


@given(teams, enmities, spreads)
def test_risk_is_one_less_expected_safety(n, e, mu):
    assert race.risk_without_information(n, e, mu) == pytest.approx(1 - race.safety_without_information(n, e, mu))
    quantiles = (np.arange(4000) + 0.5) / 4000
    best = mu * quantiles ** (1 / n)
    private = 1 - np.minimum(1, best / (n * e - e + 1)).mean()
    assert race.risk_with_private_information(n, e, mu) == pytest.approx(private, abs=2e-3)
    gap = mu * (1 - quantiles ** (1 / n))  # the top gap of n uniform draws is as the least draw
    public = 1 - np.minimum(1, gap / e).mean()
    assert race.risk_with_public_information(n, e, mu) == pytest.approx(public, abs=2e-3)


@given(teams, st.floats(0, 1), spreads)
def test_risks_are_probabilities(n, e, mu):
    for risk in RISKS:
        assert 0 <= risk(n, e, mu) <= 1


def test_knowing_nothing_is_never_worse(grid):
    assert np.all(grid["none"] <= grid["private"] + 1e-12)
    assert np.all(grid["none"] <= grid["public"] + 1e-12)


def test_public_information_is_not_always_riskier_than_private(grid):
    """The slogan 'information increases risk' fails on a fifth of the grid."""
    riskier = grid["public"] > grid["private"] + 1e-12
    assert riskier.mean() == pytest.approx(0.80, abs=0.005)
    assert not riskier.all()
    assert race.risk_with_public_information(2, 0.5, 1) < race.risk_with_private_information(2, 0.5, 1)


def test_public_information_is_riskier_only_above_a_critical_spread(grid):
    n, e, mu = page_grid()
    riskier = grid["public"] > grid["private"] + 1e-12
    assert np.all(np.diff(riskier.astype(int), axis=2) >= 0)
    for i, j in np.ndindex(10, 20):
        critical = race.critical_dispersion(int(n[i, 0, 0]), float(e[0, j, 0]))
        # at full enmity the two part so slowly above 1 that rounding hides it at first
        clear = np.abs(mu[0, 0] - critical) > (0.25 if j == 19 else 1e-3)
        assert np.array_equal(riskier[i, j][clear], (mu[0, 0] > critical)[clear])


@pytest.mark.parametrize(("enmity", "critical"), [(1.0, 1.0), (0.5, 5 / 3), (0.25, 13 / 6)])
def test_critical_spread_for_two_teams(enmity, critical):
    assert race.critical_dispersion(2, enmity) == pytest.approx(critical, rel=1e-8)
    if enmity < 1:
        assert critical == pytest.approx((1 + 2 * enmity + 2 * enmity**2) / (3 * enmity))


def test_critical_spread_at_its_ends():
    assert race.critical_dispersion(3, 0) == np.inf
    assert race.critical_dispersion(3, 0.001) > 10
    assert race.critical_dispersion(7, 1) == 1
    assert race.critical_dispersion(3, 1 - 1e-9) == pytest.approx(1, abs=0.05)
    assert race.critical_dispersion(2, 0.5, tolerance=0.1) == pytest.approx(5 / 3, rel=0.1)


@given(teams, st.floats(0.02, 0.9))
def test_at_the_critical_spread_private_and_public_risks_are_equal(n, e):
    critical = race.critical_dispersion(n, e)
    private, public = (risk(n, e, critical * np.array([0.9, 1.0, 1.1])) for risk in RISKS[1:])
    assert public[0] < private[0]
    assert public[1] == pytest.approx(private[1], abs=1e-7)
    assert public[2] > private[2]


@given(teams, st.floats(0.01, 1))
def test_at_full_enmity_and_small_spread_private_and_public_risks_coincide(n, mu):
    assert race.risk_with_public_information(n, 1, mu) == pytest.approx(race.risk_with_private_information(n, 1, mu))


def test_risk_rises_with_enmity_and_falls_with_spread_in_all_three(grid):
    for risk in grid.values():
        assert np.all(np.diff(risk, axis=1) >= -1e-12)
        assert np.all(np.diff(risk, axis=2) <= 1e-12)


def test_more_teams_raise_the_risk_except_under_private_information(grid):
    n, e, mu = page_grid()
    assert np.all(np.diff(grid["none"], axis=0) >= -1e-12)
    assert np.all(np.diff(grid["public"], axis=0) >= -1e-12)
    one_more = race.risk_with_private_information(n + 1, e, mu)
    falls = one_more < grid["private"] - 1e-12
    assert falls.size == 12_000
    assert falls.sum() == 3_994


@given(st.integers(2, 8), st.floats(0.001, 1), st.floats(0.01, 1))
def test_one_more_team_makes_a_private_race_safer_iff_enmity_is_low_enough(n, e, mu):
    edge = 1 / (n * n + n + 1)
    if abs(e - edge) < 1e-3 * edge:
        return
    change = race.risk_with_private_information(n + 1, e, mu) - race.risk_with_private_information(n, e, mu)
    assert (change < 0) == (e < edge)


def test_safety_at_its_bounds():
    assert race.safety_without_information(2, 0, 0.1) == 1
    assert race.safety_without_information(2, 1, 2) == 1
    assert race.safety_without_information(4, 0.5, 0.5) == pytest.approx(0.25)
    assert race.safety_with_private_information(5, 2, 1) == 1
    assert race.safety_with_private_information(1, 3, 0.5) == pytest.approx(0.5)
    assert race.safety_with_private_information(0, 3, 0.5) == 0
    assert race.safety_with_public_information(0, 0) == 1
    assert race.safety_with_public_information(0.5, 0.5) == 1
    assert race.safety_with_public_information(0.2, 0.5) == pytest.approx(0.4)
    assert race.risk_without_information(2, 0, 0.1) == 0
    assert race.risk_without_information(2, 1, 2) == 0
    assert race.risk_with_public_information(2, 0, 0.1) == 0
    assert race.risk_with_public_information(2, 1e-9, 1) == pytest.approx(0, abs=1e-6)


@given(teams, enmities)
def test_private_risk_is_continuous_where_the_best_team_first_reaches_full_safety(n, e):
    ceiling = n * e - e + 1
    below, above = race.risk_with_private_information(n, e, ceiling * np.array([1 - 1e-9, 1 + 1e-9]))
    assert below == pytest.approx(above, abs=1e-7)
    assert below == pytest.approx(1 / (n + 1))


def test_accident_hazard_counts_what_is_deployed_unsafely():
    assert race.accident_hazard(0.003, [0.9, 0.5, 0.0], [1, 0.5, 0]) == pytest.approx(0.003 * 0.35)
    assert race.accident_hazard(0.003, [1, 1], [1, 1]) == 0
    assert race.accident_hazard(0.0, [0.5], [1]) == 0


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((-0.1, [0.5], [1]), "base_hazard = -0.1"),
        ((0.1, [1.05], [1]), "safety"),
        ((0.1, [-0.5], [1]), "safety"),
        ((0.1, [0.5], [1.05]), "deployed"),
        ((0.1, [0.5], [np.nan]), "deployed"),
        ((0.1, [0.5, 0.5], [1]), "differ in shape"),
    ],
)
def test_accident_hazard_refuses_what_does_not_fit(arguments, name):
    with pytest.raises(DomainError, match=f"accident_hazard: .*{name}"):
        race.accident_hazard(*arguments)


@pytest.mark.parametrize("function", [*RISKS, race.safety_without_information])
def test_arguments_outside_the_domain_are_refused_by_name(function):
    with pytest.raises(DomainError, match="teams = 1 "):
        function(1, 0.5, 1)
    with pytest.raises(DomainError, match="teams = 2.5"):
        function(2.5, 0.5, 1)
    with pytest.raises(DomainError, match="enmity = 1.5"):
        function(2, 1.5, 1)
    with pytest.raises(DomainError, match="dispersion = 0"):
        function(2, 0.5, 0)


def test_safety_outside_the_domain_is_refused_by_name():
    with pytest.raises(DomainError, match="capability = -1"):
        race.safety_with_private_information(-1, 2, 0.5)
    with pytest.raises(DomainError, match="lead = -1"):
        race.safety_with_public_information(-1, 0.5)
    with pytest.raises(DomainError, match="enmity = 2"):
        race.critical_dispersion(2, 2)

"""What the mechanisms of perception, decision, crisis and agreement must keep together."""

import numpy as np
import pytest
from small_world import REGIMES, STATES, dyadic, initial, relabelled, run

from counterpoise.mechanisms.agreement import WeaponsAgreement
from counterpoise.mechanisms.alignment import Alignment
from counterpoise.mechanisms.arms import ArmsRace
from counterpoise.mechanisms.autonomy import Autonomy
from counterpoise.mechanisms.bargaining import Bargaining
from counterpoise.mechanisms.beliefs import Beliefs
from counterpoise.mechanisms.crisis import CrisisOnset
from counterpoise.mechanisms.dilemma import DilemmaIntensity
from counterpoise.mechanisms.gains import RelativeGains
from counterpoise.mechanisms.memory import DisputeMemory
from counterpoise.mechanisms.offense import OffenseBalance
from counterpoise.mechanisms.safety import SafetyRace
from counterpoise.mechanisms.strain import DisputeStrain
from counterpoise.mechanisms.tempo import Tempo
from counterpoise.mechanisms.tension import Tension
from counterpoise.mechanisms.threat import BalanceOfThreat
from counterpoise.mechanisms.threat_sum import ThreatSum
from counterpoise.mechanisms.treaty import TreatyIncentives
from counterpoise.mechanisms.vocabulary import VOCABULARY

ALL = (
    OffenseBalance,
    BalanceOfThreat,
    Beliefs,
    RelativeGains,
    ThreatSum,
    DilemmaIntensity,
    ArmsRace,
    SafetyRace,
    Autonomy,
    Alignment,
    Bargaining,
    Tempo,
    Tension,
    DisputeStrain,
    TreatyIncentives,
    CrisisOnset,
    WeaponsAgreement,
    DisputeMemory,
)
STOCKS = {"trust", "milex_share", "safety", "autonomy", "alliance", "member", "alive", "depth", "tension", "memory"}


@pytest.mark.parametrize(
    "changed",
    [
        {"hard": 0.0, "military_stock": 0.0, "capability": 0.0},
        {"fear": 0.0, "ease": 0.0, "trust": 0.01, "base_hazard": 0.0, "memory": 0.0},
        {"member": 0.0, "alive": 0.0, "depth": 0.0, "tempo": 0.1, "u_command": 0.0},
        {"base_hazard": 1.0, "alliance": 1.0, "detection": 1.0, "false_alarm": 1.0, "hard": 1.0},
    ],
)
def test_finite_where_there_is_nothing_or_all(changed):
    fields = run(*ALL, years=3, members=2, start=initial(**changed))
    assert all(np.all(np.isfinite(array)) for array in fields.values())


@pytest.mark.slow
def test_twenty_years_do_not_run_away():
    fields = run(*ALL, years=20, members=40, mode="strict")
    assert np.median(fields["milex_share"][:, -1] / fields["milex_share"][:, 0]) < 2.0
    assert np.mean(fields["trust"][:, -1] <= 0.0101) < 0.35
    assert 0.2 < fields["disputes"][:, 11:].mean() / fields["disputes"][:, 1:11].mean() < 3.0


def test_relabelling_states_permutes_the_answer():
    usual, shuffled = run(*ALL, years=3, members=2), relabelled(*ALL, years=3, members=2)
    for name, array in usual.items():
        np.testing.assert_allclose(shuffled[name], array, rtol=3e-4, atol=1e-5, err_msg=name)


def test_a_pair_is_one_pair_seen_from_either_side():
    """What belongs to the pair comes out the same in both directions, bit for bit."""
    fields, actors = run(*ALL, years=4, members=3), initial().actors
    for name in ("alliance", "hedging", "onset", "rung", "hazard", "bargaining", "strain"):
        np.testing.assert_array_equal(fields[name][:, 1:], fields[name][:, 1:, actors.index.rev], err_msg=name)


def test_errors_by_direction_do_not_split_a_pair():
    """Each direction may start from its own reading of record and memory; disputes and hazards stay the pair's."""
    _, _, values = dyadic(STATES)
    lean = 1.0 + 0.5 * (np.arange(len(values["base_hazard"])) % 3)
    start = initial(base_hazard=values["base_hazard"] * lean, memory=values["memory"] * lean)
    fields = run(DisputeStrain, CrisisOnset, years=2, start=start)
    for name in ("onset", "rung", "hazard", "strain"):
        np.testing.assert_array_equal(fields[name][:, 1:], fields[name][:, 1:, start.actors.index.rev], err_msg=name)


def test_switched_off_no_stock_moves_but_by_inertia():
    """Without its mechanisms the world keeps its stocks; burdens return to their norm, disputes go by the record."""
    fields = run(*ALL, years=3, off=[m.__name__ for m in ALL], overrides={"ArmsRace.shock": 0.0})
    for name in STOCKS:
        moved = fields[name][:, -1] - fields[name][:, 0]
        assert name == "milex_share" or np.all(moved == 0.0), name
    np.testing.assert_allclose(fields["hazard"][:, -1], fields["base_hazard"][:, -1], rtol=1e-6)
    assert np.all(fields["tempo"][:, 1:] == 1.0)
    for name in ("relative_gains", "hedging", "violations", "willing", "dilemma", "threat"):
        assert np.all(fields[name][:, 1:] == 0.0), name


def test_no_other_state_is_needed():
    """Dropping states leaves the draws of the others where they were: an onset the pair had by itself stays."""
    kept = STATES[:6]
    one = {"CrisisOnset.joining": -1e3}
    luck = {"base_hazard": 0.3}
    few = run(CrisisOnset, years=1, overrides=one, start=initial(kept, **luck))
    many = run(CrisisOnset, years=1, overrides=one, start=initial(**luck))
    place = {pair: k for k, pair in enumerate(initial().actors.dyads)}
    same = [place[pair] for pair in initial(kept).actors.dyads]
    np.testing.assert_array_equal(few["onset"][:, 1], many["onset"][:, 1][:, same])


def test_several_regimes_or_none():
    for regimes in ((), REGIMES, ("a", "b", "c")):
        fields = run(*ALL, years=2, members=2, start=initial(regimes=regimes))
        assert fields["depth"].shape[-1] == len(regimes)


@pytest.mark.slow
def test_compiled_gives_the_bits_of_plain_python():
    plain, compiled = (run(*ALL, years=3, members=2, mode=mode) for mode in ("plain", "strict"))
    for name, array in plain.items():
        np.testing.assert_array_equal(compiled[name], array, err_msg=name)
    assert set(plain) > set(VOCABULARY) & set(compiled)

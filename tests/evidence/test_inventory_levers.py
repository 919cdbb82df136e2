"""Two things of the inventory that no other test shows: relations clear sight, and the legal tool turns norms."""

import importlib.util
import sys
from pathlib import Path

import numpy as np

from counterpoise.evidence.trial_world import complete, with_values
from counterpoise.mechanisms.instruments import Instruments
from counterpoise.mechanisms.threat import BalanceOfThreat
from counterpoise.theory.portfolio import TOOLS

if "small_world" not in sys.modules:
    SPEC = importlib.util.spec_from_file_location(
        "small_world", Path(__file__).parents[1] / "mechanisms" / "small_world.py"
    )
    sys.modules["small_world"] = importlib.util.module_from_spec(SPEC)
    SPEC.loader.exec_module(sys.modules["small_world"])
from small_world import STATES, dyadic, initial, lead, run

WIDE = {"BalanceOfThreat.error": 0.5, "BalanceOfThreat.contact": 0.5, "BalanceOfThreat.clearing": 0.0}
SRC, DST, _ = dyadic(STATES)
AIMED = np.where((SRC == 1) & (DST == 2), 1.0, 0.0)


# covers: A09
def test_states_that_agree_see_one_another_better():
    def blur(affinity):
        asked = {"field": "fear", "overrides": WIDE, "members": 10, "start": initial(affinity=affinity)}
        return np.std(np.log(lead(BalanceOfThreat, **asked) / lead(BalanceOfThreat, **asked, off=["BalanceOfThreat"])))

    assert blur(1.0) < 0.8 * blur(0.0)


# covers: L1
def test_the_legal_tool_spreads_the_norm_at_home_and_willingness_where_it_is_aimed():
    def lived(budget):
        tools = {f"tool_{tool}": 0.0 for tool in TOOLS} | {"tool_legal": budget * np.eye(len(STATES))[1]}
        start = with_values(complete(initial(), Instruments), tools | {"aim": AIMED})
        return run(Instruments, members=3, start=start, keep=["willing"])

    without, found = lived(0.0), lived(0.004)
    gained = (found["norm"] - without["norm"])[0, -1]
    assert gained[1] > 0.0
    assert np.all(np.delete(gained, 1) == 0.0)
    turned = (found["willing"] - without["willing"])[0, -1].reshape(-1)
    assert turned[2] > 0.0
    assert np.all(np.delete(turned, 2) == 0.0)

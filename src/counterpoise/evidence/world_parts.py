"""What parts of the default model add to its forecast of onsets: with and without what moves hazards.

``python -m counterpoise.evidence.world_parts`` scores them at the tuning origin; with ``--test`` at the test origin,
which is a look and must be written down in ``protocol.toml``.
"""

import argparse

import pandas as pd

from counterpoise.data.panel import load_panel
from counterpoise.start.pair_years import PairYears

from .baselines import baselines
from .protocol import protocol
from .scored import Scored, score
from .world_forecast import FrozenHazard, World

STRAIN = ("DisputeStrain", "Bargaining", "Tension")
FORMS = (World(), World("without_strain", without=STRAIN), FrozenHazard())
AGAINST = ("climatology", "conflictology", "structure_history", "without_strain", "frozen_hazard")


def parts(origin: int) -> pd.DataFrame:
    """Skill of the model and of its parts over baselines and over one another, with both intervals."""
    target = protocol().target("onset")
    named = [b for b in baselines(target) if b.name in AGAINST]
    scored = score(target, (origin,), (*named, *FORMS), PairYears(load_panel()))
    rows = [_row(scored, f.name, other, by) for by in ("log", "brier") for f in FORMS for other in AGAINST]
    return pd.DataFrame([row for row in rows if row["forecast"] != row["against"]])


def _row(scored: Scored, name: str, other: str, by: str) -> dict[str, object]:
    found, states = scored.skill(name, other, by), scored.by_states(name, other, by)
    return {
        "forecast": name, "against": other, "score": by, "skill": found.value, "low": found.low, "high": found.high,
        "low_states": states[0], "high_states": states[1], "calibration": scored.calibration(name),
    }  # fmt: skip


def main() -> None:
    """Print the table."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--test", action="store_true", help="the test origin instead of the tuning origin")
    windows = protocol().windows
    origin = windows.origin if reader.parse_args().test else windows.tune_origin
    print(parts(origin).to_string(index=False, float_format=lambda x: f"{x:.4f}"))


if __name__ == "__main__":
    main()

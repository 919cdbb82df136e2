"""Tries claims on the model as it is, and records the board anew.

``python -m counterpoise.claims.propositions.remake [MEMBERS]`` takes about 13 ms of processor a member, arm and bundle:
a quarter of an hour for a thousand members.
"""

import sys
from pathlib import Path

from counterpoise.evidence.history_match import shipped_weights

from . import record
from .judged import Judged, judge
from .laboratory import Laboratory, Tell
from .registry import proposition, propositions

MEMBERS, SEED = 1000, 1


def try_claim(claim: str, members: int = MEMBERS, seed: int = SEED, tell: Tell = lambda text: None) -> Judged:
    """Run one claim's experiment now. Raises InputError for an unknown claim."""
    return judge([proposition(claim)], laboratory(members, seed, tell))[0]


def laboratory(members: int = MEMBERS, seed: int = SEED, tell: Tell = lambda text: None) -> Laboratory:
    """Members weighted by how they fit the record, where weights ship for the model as it is; else alike.

    Weights were found with the default bundle; its parameters are drawn alike in all bundles, so they serve all.
    """
    return Laboratory(members, seed, weights=shipped_weights(members, seed), tell=tell)


def remake(path: Path, members: int = MEMBERS, seed: int = SEED, tell: Tell = lambda text: None) -> None:
    """Run every claim's experiment and write the board."""
    identity = record.identity()
    found = judge(propositions(), laboratory(members, seed, tell))
    record.write(path, identity, members, seed, found)


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else MEMBERS
    remake(Path(__file__).with_name(record.FILE), asked, tell=lambda text: print(text, flush=True))

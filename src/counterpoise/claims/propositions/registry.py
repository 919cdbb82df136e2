"""Every proposition tried on the simulated world, in the order of the specification."""

from functools import cache
from importlib import import_module

from counterpoise.core import InputError, nearest

from .proposition import Proposition

FILES = {
    "H1": "h01_structure",
    "H2": "h02_enforcement",
    "H3": "h03_verification",
    "H4": "h04_relative_gains",
    "H5": "h05_shared_risk",
    "H6": "h06_policies",
    "H7": "h07_proliferation",
    "H8": "h08_balance",
    "H9": "h09_new_players",
    "H11": "h11_sovereignty",
    "H12": "h12_armed_groups",
    "H13": "h13_pacing",
    "H14p": "h14_precision",
    "H15": "h15_speed",
    "H16": "h16_nuclear",
    "H17": "h17_manipulation",
    "H18": "h18_clarity",
    "H21": "h21_scaling",
    "H22": "h22_chain_gangs",
    "H23": "h23_psychological_war",
    "H24": "h24_sanctions",
    "H25": "h25_ethics",
    "H26": "h26_smart_mix",
}


@cache
def proposition(claim: str) -> Proposition:
    """One proposition by its id. Raises InputError with the nearest."""
    if claim not in FILES:
        near = nearest(claim, FILES)
        raise InputError(f"no proposition {claim!r}" + (f"; did you mean {near!r}?" if near else ""))
    found = import_module(f".{FILES[claim]}", __package__).PROPOSITION
    if not isinstance(found, Proposition) or found.id != claim:
        raise TypeError(f"{FILES[claim]} declares no proposition {claim}")
    return found


def propositions() -> tuple[Proposition, ...]:
    """All of them."""
    return tuple(map(proposition, FILES))

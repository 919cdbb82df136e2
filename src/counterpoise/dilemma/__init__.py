"""Which of Jervis's four worlds a pair of states is in, by channel of AI, and how much of that is assumption."""

from .dilemma import Dilemma, dilemma
from .game import StageGame, interval
from .worlds import COINCIDE, DISTINCT, OFFENSE, WORLDS, Worlds

__all__ = ["COINCIDE", "DISTINCT", "OFFENSE", "WORLDS", "Dilemma", "StageGame", "Worlds", "dilemma", "interval"]

"""Mass against precision: cost exchange, capacity of interception, crossover or its absence."""

from .answer import Exchange, exchange
from .fitted import LeakFit, attack_fit, fits, leak_fit
from .terminal import sentences, tables

__all__ = ["Exchange", "LeakFit", "attack_fit", "exchange", "fits", "leak_fit", "sentences", "tables"]

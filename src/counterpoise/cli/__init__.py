"""The command line: ``counterpoise COMMAND --help`` teaches each command."""

from . import claims, country, deal, evidence, exchange, lessons, panel, runs, scenarios, scores, statecraft
from .app import cli, main

__all__ = [
    "claims", "cli", "country", "deal", "evidence", "exchange", "lessons", "main", "panel", "runs", "scenarios",
    "scores", "statecraft",
]  # fmt: skip

"""The real world as a starting point: from the panel of a base year to actors and values the engine can run."""

from .initial import StartingPoint, dyad_report, fill_report, gather, starting_point

__all__ = ["StartingPoint", "dyad_report", "fill_report", "gather", "starting_point"]

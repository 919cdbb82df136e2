"""The engine: lives the years of many members of a model; it knows no theory and no mechanism."""

from .compile import Mode, cache_folder, usual_mode
from .ensemble import Ensemble, Results
from .faults import Fault, SimulationFault
from .initial import Initial
from .model import Model
from .world import Actors

__all__ = [
    "Actors",
    "Ensemble",
    "Fault",
    "Initial",
    "Mode",
    "Model",
    "Results",
    "SimulationFault",
    "cache_folder",
    "usual_mode",
]

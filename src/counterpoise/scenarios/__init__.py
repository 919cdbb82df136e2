"""Scenarios: what would be different, written in YAML that is read strictly; and bundles from outside the package."""

from .adjustments import Adjustment
from .bundles import bundle_names, find_bundle
from .scenario import Scenario, load, names
from .schema import json_schema
from .settings import Setting

__all__ = [
    "Adjustment",
    "Scenario",
    "Setting",
    "bundle_names",
    "find_bundle",
    "json_schema",
    "load",
    "names",
]

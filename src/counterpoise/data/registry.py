"""The state-year loaders the panel is built from, in one list."""

from types import ModuleType

from .loaders import material_capabilities

LOADERS: tuple[ModuleType, ...] = (material_capabilities,)

"""What a run leaves behind: a folder that can be killed, resumed, verified, and read as an xarray Dataset."""

from .dataset import open_dataset
from .layout import Layout, Variable
from .store import Block, RunStore, digest
from .sums import fixed_sum

__all__ = ["Block", "Layout", "RunStore", "Variable", "digest", "fixed_sum", "open_dataset"]

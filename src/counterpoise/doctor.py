"""Look over an installation: versions, the panel, the cache, room on the disk."""

import importlib.metadata
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from counterpoise import __version__
from counterpoise.data.panel import load_panel
from counterpoise.data.verify import verify_panel
from counterpoise.engine import cache_folder
from counterpoise.engine.prune import sizes

LIBRARIES = ("numpy", "pandas", "pyarrow", "numba", "xarray", "zarr", "ruamel.yaml", "rich", "jinja2", "click")
ENOUGH = 100 * 2**20


def examine() -> Iterator[tuple[str, str]]:
    """Pairs of what was looked at and what was found. Raises DataIntegrityError if the panel is damaged."""
    yield "counterpoise", __version__
    yield "python", platform.python_version()
    for library in LIBRARIES:
        yield library, importlib.metadata.version(library)
    for line in verify_panel(load_panel()):
        name, found = line.split(maxsplit=1)
        yield name, found
    held = sizes()
    parts = ", ".join(f"{name} {size / 2**20:.0f}" for name, size in held.items())
    yield "cache", f"{cache_folder()}: {sum(held.values()) / 2**20:.0f} MiB" + (f" ({parts})" if parts else "")
    free = shutil.disk_usage(Path.cwd()).free
    yield "disk", f"{free / 2**30:.1f} GiB free here" + ("" if free > ENOUGH else ": too little to write results")

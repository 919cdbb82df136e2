"""Raw files, where they are present; tests that need them skip visibly where they are not."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def raw() -> Path:
    """The folder of raw files: COUNTERPOISE_RAW, or shared/data/raw beside the repository."""
    default = Path(__file__).resolve().parents[3] / "shared/data/raw"
    folder = Path(os.environ.get("COUNTERPOISE_RAW", default))
    if not folder.is_dir():
        pytest.skip(f"raw data files are not at {folder}; set COUNTERPOISE_RAW to run this test")
    return folder

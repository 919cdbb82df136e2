"""Parquet in and out: the same table always gives the same bytes, and a damaged file is named."""

import hashlib
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from counterpoise.core import DataIntegrityError


def write_table(frame: pd.DataFrame, path: Path) -> str:
    """Write without index or library metadata; return the file's SHA-256."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19, row_group_size=1 << 20)
    return digest(path)


def read_table(path: Path, expected: str | None = None) -> pd.DataFrame:
    """Read a table, checking its SHA-256 where one is expected. Raises DataIntegrityError (exit code 3)."""
    if not path.is_file():
        raise DataIntegrityError(f"{path.name} is missing from the panel; rebuild it with 'counterpoise data build'")
    if expected is not None and digest(path) != expected:
        raise DataIntegrityError(
            f"{path.name} does not match its hash in manifest.json: the file is damaged or changed"
        )
    try:
        return pq.read_table(path).to_pandas()
    except (pa.ArrowException, OSError) as error:
        raise DataIntegrityError(f"{path.name} cannot be read as Parquet: {error}") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

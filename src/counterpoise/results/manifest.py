"""The manifest of a run: what was run, which fixed files belong to it, what came out; and its own checksum."""

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from counterpoise.core.errors import DataIntegrityError

from .layout import Layout
from .record import file_hash, write_whole

MANIFEST, LAYOUT = "manifest.json", "layout.json"
FORMAT = 3
"""1: means of dyads alone; 2: also of agreement by state; 3: members told apart by XXH3."""


@dataclass(frozen=True)
class Manifest:
    """``run`` is the caller's; ``files`` maps files that never change to SHA-256; ``result`` is None until finished."""

    run: dict[str, Any]
    files: dict[str, str]
    result: str | None = None

    @classmethod
    def create(cls, folder: Path, layout: Layout, run: dict[str, Any], store: str) -> "Manifest":
        """Write layout and manifest; with this the run exists. Raises OSError."""
        plain = json.loads(json.dumps(run, allow_nan=False))
        write_whole(folder / LAYOUT, [json.dumps(layout.to_json(), separators=(",", ":")).encode()])
        fixed = [folder / LAYOUT, *sorted(p for p in (folder / store).rglob("*") if p.is_file())]
        made = cls(plain, {p.relative_to(folder).as_posix(): file_hash(p) for p in fixed})
        made._write(folder)
        return made

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of a run. Raises DataIntegrityError where it is not as it was written."""
        path = folder / MANIFEST
        try:
            text = path.read_bytes()
            known = json.loads(text)
            other, made = known["format"] != FORMAT, cls(known["run"], known["files"], known["result"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataIntegrityError(f"{path}: cannot be read ({error})") from error
        if other:
            raise DataIntegrityError(f"{path}: stored by another version; make the run again")
        if text != made._text():
            raise DataIntegrityError(f"{path}: the manifest is not as it was written (checksum differs)")
        return made

    def finished(self, folder: Path, result: str, written: list[Path]) -> "Manifest":
        """The same with the result and the files that came with it, written in one atomic step."""
        files = self.files | {p.relative_to(folder).as_posix(): file_hash(p) for p in written}
        made = replace(self, files=files, result=result)
        made._write(folder)
        return made

    def layout(self, folder: Path) -> Layout:
        """The layout beside it. Raises DataIntegrityError where it is not the one the manifest names."""
        self.check(folder, LAYOUT)
        return Layout.from_json(json.loads((folder / LAYOUT).read_bytes()))

    def check(self, folder: Path, name: str) -> None:
        """Compare one fixed file. Raises DataIntegrityError naming it."""
        if file_hash(folder / name) != self.files[name]:
            raise DataIntegrityError(f"{folder / name}: not as it was written (checksum differs)")

    def _write(self, folder: Path) -> None:
        write_whole(folder / MANIFEST, [self._text()])

    def _text(self) -> bytes:
        plain = {"format": FORMAT, "run": self.run, "files": self.files, "result": self.result}
        canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), allow_nan=False)
        whole = plain | {"sha256": sha256(canonical.encode()).hexdigest()}
        return (json.dumps(whole, indent=1, allow_nan=False) + "\n").encode()

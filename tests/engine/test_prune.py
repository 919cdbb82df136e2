"""The cache folder stays within bounds, and loses what was used least lately and nothing that is in use."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import toy

from counterpoise.engine import Ensemble, prune


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_CACHE", str(tmp_path))
    monkeypatch.setattr(prune, "BOUNDS", {"compiled": 1000, "starts": 300})
    return tmp_path


def kept(folder, name, size, hours_ago):
    """A file last used so many hours ago."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    then = time.time() - 3600 * hours_ago
    os.utime(path, (then, then))
    return path


def function(cache, name, hours_ago, used=None):
    """The three files of one function, 300 bytes."""
    folder = cache / "compiled"
    return [
        kept(folder, f"{name}.py", 100, hours_ago),
        kept(folder, f"__pycache__/{name}.GROW-1.py311.1.nbc", 100, hours_ago),
        kept(folder, f"__pycache__/{name}.GROW-1.py311.nbi", 100, hours_ago if used is None else used),
    ]


def test_what_was_used_least_lately_goes_first_and_whole(cache):
    old, older, oldest = (function(cache, f"GROW_{n}", n) for n in (10, 20, 30))
    used_again = function(cache, "GROW_40", 40, used=2)
    prune.prune()
    assert not any(file.exists() for file in oldest)
    assert all(file.exists() for file in (*old, *older, *used_again))
    assert prune.sizes() == {"compiled": 900}


def test_within_bounds_nothing_goes(cache):
    files = [*function(cache, "GROW_1", 1000), kept(cache / "starts", "1991-a.npz", 300, 1000)]
    prune.prune()
    assert all(file.exists() for file in files)


def test_what_was_used_just_now_stays_however_much_there_is(cache):
    fresh = [file for n in range(8) for file in function(cache, f"GROW_{n}", 0.5)]
    gone = kept(cache / "starts", "1991-a.npz", 200, 5)
    start = kept(cache / "starts", "1991-b.npz", 200, 0.1)
    prune.prune()
    assert all(file.exists() for file in (*fresh, start))
    assert not gone.exists()


def test_what_is_not_ours_to_delete_stays(cache):
    files = [kept(cache / "runs" / "run-a", "zarr.json", 5000, 900), kept(cache / "digests", "a.npz", 5000, 900)]
    prune.prune()
    assert all(file.exists() for file in files)


def test_many_at_once_do_not_fail(cache):
    for n in range(60):
        function(cache, f"GROW_{n}", 2 + n)
    failed = []
    before, threading.excepthook = threading.excepthook, failed.append
    workers = [threading.Thread(target=prune.prune) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    threading.excepthook = before
    assert not failed
    assert prune.sizes()["compiled"] <= 1000


def test_without_a_cache_there_is_nothing_to_do(cache, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_CACHE", str(cache / "none"))
    prune.prune()
    assert prune.sizes() == {}


def test_code_deleted_under_a_running_process_is_made_again(cache, monkeypatch):
    """Everything old enough and nothing kept: the process goes on, and the next one compiles."""
    monkeypatch.setattr(prune, "BOUNDS", {"compiled": 0, "outlines": 0})
    monkeypatch.setattr(prune, "JUST_NOW", -1.0)

    def lived():
        return Ensemble(toy.model(toy.ArmsRace), toy.initial(), 2, 1, seed=1, mode="strict").run()["milex_share"].sum()

    before = lived()
    prune.prune()
    assert prune.sizes() == {"compiled": 0, "outlines": 0}
    assert lived() == before


READS = """
import toy
from counterpoise.engine import Ensemble
Ensemble(toy.model(toy.Compute), toy.initial(), 1, 1, seed=1, mode="strict").prepare()
"""


def test_compiling_prunes_and_reading_notes_the_use(cache):
    """Whatever is read next time counts as used then, not when it was made."""
    stale = [file for n in range(4) for file in function(cache, f"OLD_{n}", 50)]
    Ensemble(toy.model(toy.Compute), toy.initial(), 1, 1, seed=1, mode="strict").prepare()
    assert not any(file.exists() for file in stale)
    noted = [*(cache / "compiled" / "__pycache__").glob("*.nbi"), *(cache / "outlines").glob("*.json")]
    assert len(noted) == 8  # a phase, five loops, the driver, the outline
    for file in noted:
        os.utime(file, (0, 0))
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    env = os.environ | {"COUNTERPOISE_CACHE": str(cache), "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", READS], env=env, check=True)
    assert all(file.stat().st_mtime > time.time() - 600 for file in noted)

"""On a full disk a run stops with one line and exit code 4; finished blocks stay, the half one never counts."""

import os
import subprocess
import sys
import textwrap

import pytest
import synthetic

from counterpoise.core import ResourceError
from counterpoise.results import RunStore

MEMBERS, CHUNK = 1500, 100


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 1 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command here")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here ({mounted.stderr.strip()})")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_keeps_what_was_finished(small_disk, tmp_path):
    expected = synthetic.resume(tmp_path / "ample", 7, members=MEMBERS)
    folder = small_disk / "run"
    store = RunStore.create(folder, synthetic.layout(CHUNK, MEMBERS), synthetic.MANIFEST)
    with store.lock(), pytest.raises(ResourceError, match=r"block \d+ could not be stored .*[Nn]o space") as refused:
        synthetic.write(store)
    assert refused.value.exit_code == 4
    assert "\n" not in str(refused.value)
    done = RunStore.open(folder).done()
    assert 0 < len(done) < MEMBERS // CHUNK
    assert not list(folder.rglob("*.tmp"))  # half a file would keep the disk full
    assert RunStore.open(folder).verify()
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert synthetic.resume(folder, CHUNK, members=MEMBERS) == expected


def test_no_room_even_to_start(small_disk):
    (small_disk / "filler").write_bytes(b"")
    with open(small_disk / "filler", "wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(4096))
            except OSError:
                break
    with pytest.raises(ResourceError, match="No space"):
        RunStore.create(small_disk / "run", synthetic.layout(), {})


LIMITED = """
import resource, signal, sys
from pathlib import Path
import synthetic
from counterpoise.core import CounterpoiseError
from counterpoise.results import RunStore

store = RunStore.open(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
synthetic.write(store, {0})
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, resource.RLIM_INFINITY))
try:
    synthetic.write(store)
except CounterpoiseError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs limits on the size of files")
def test_a_limit_on_files_is_told_in_one_line(tmp_path, undisturbed):
    """Where no disk can be mounted this stands in: the operating system refuses to write on."""
    folder = tmp_path / "run"
    RunStore.create(folder, synthetic.layout(7), synthetic.MANIFEST)
    places = [os.path.dirname(synthetic.__file__), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(places)}
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LIMITED), str(folder)],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (4, "")
    assert ended.stdout.startswith("block 1 could not be stored in")
    assert ended.stdout.count("\n") == 1
    assert RunStore.open(folder).done() == {0}
    assert synthetic.resume(folder, 7) == undisturbed[1]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_that_may_not_be_written(tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(ResourceError, match="[Pp]ermission"):
        RunStore.create(tmp_path / "closed" / "run", synthetic.layout(), {})


def test_a_run_cannot_be_started_under_a_file(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ResourceError, match="could not be stored"):
        RunStore.create(tmp_path / "file" / "run", synthetic.layout(), {})

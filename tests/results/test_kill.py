"""Killed at any instant, a run loses and repeats nothing; two processes never write one folder."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
import synthetic

from counterpoise.core import ResourceError
from counterpoise.results import RunStore

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")


def child(folder, chunk=1, pause=0.0, members=20):
    process = subprocess.Popen(
        [sys.executable, synthetic.__file__, str(folder), str(chunk), str(pause), str(members)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.communicate()


def wait_for(condition, process):
    for _ in range(6000):
        if condition():
            return
        assert process.poll() is None, "the child ended before it could be killed"
        time.sleep(0.005)
    raise AssertionError("the child never came so far")


def killed_at_random(folder, draw, times, members=20):
    """Start, kill, start again; each time at another instant. Every block that was marked must stay marked."""
    kept = set()
    for _ in range(times):
        process = child(folder, pause=0.002, members=members)
        if draw.random() < 0.2:
            time.sleep(draw.uniform(0, 0.6))  # perhaps before there is a run
        else:
            wait_for(lambda: (folder / "lock").exists() and (folder / "manifest.json").exists(), process)
            time.sleep(draw.uniform(0, 0.15))
        kill(process)
        if (folder / "manifest.json").exists():
            done = RunStore.open(folder).done()
            assert kept <= done
            kept = done
    return kept


@pytest.mark.parametrize("seed", range(2))
def test_a_killed_run_resumes_to_the_undisturbed_hash(undisturbed, tmp_path, seed):
    folder = tmp_path / "run"
    kept = killed_at_random(folder, random.Random(seed), 3)
    if not (folder / "manifest.json").exists():
        RunStore.create(folder, synthetic.layout(1), synthetic.MANIFEST)
    store = RunStore.open(folder)
    with store.lock():
        assert set(synthetic.write(store)) == set(range(20)) - kept
        assert store.finish() == undisturbed[1]
    assert store.verify()
    assert not list(folder.rglob("*.tmp"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_killed_run_resumes_whenever_it_was_killed(tmp_path, seed):
    """Longer, so that markers are folded several times between kills."""
    expected = synthetic.resume(tmp_path / "whole", 7, members=300)
    killed_at_random(tmp_path / "run", random.Random(seed), 12, members=300)
    assert synthetic.resume(tmp_path / "run", 1, members=300) == expected
    assert RunStore.open(tmp_path / "run").verify()


@pytest.mark.parametrize("step", ["unlink", "replace", "fsync"])
def test_stopped_at_each_step_nothing_is_lost(undisturbed, tmp_path, monkeypatch, step):
    """Stop at the first, second, ... call of a step that a kill could fall before; resume each time."""

    class Stopped(BaseException):
        pass

    empty = tmp_path / "empty"
    RunStore.create(empty, synthetic.layout(7), synthetic.MANIFEST)
    for stop in range(1, 60):
        folder, calls, own = tmp_path / f"run{stop}", 0, getattr(os, step)
        shutil.copytree(empty, folder)

        def stopping(*args, own=own, stop=stop, **kwargs):
            nonlocal calls
            calls += 1
            if calls == stop:
                raise Stopped
            return own(*args, **kwargs)

        monkeypatch.setattr(os, step, stopping)
        try:
            synthetic.resume(folder, 7)
            ended = True
        except Stopped:
            ended = False
        monkeypatch.setattr(os, step, own)
        assert synthetic.resume(folder, 7) == undisturbed[1]
        if ended:
            break
    assert ended
    assert stop > 3


def named(owner):
    """Whether the holder has written its name: the file is there a moment before its words are."""
    return owner.exists() and owner.read_text(encoding="utf-8").endswith("\n")


def test_two_processes_cannot_hold_one_folder(tmp_path):
    folder = tmp_path / "run"
    RunStore.create(folder, synthetic.layout(1), synthetic.MANIFEST)
    process = child(folder, pause=30.0)
    try:
        wait_for(lambda: named(folder / "owner"), process)
        with pytest.raises(ResourceError, match=f"process {process.pid} on"), RunStore.open(folder).lock():
            pass
    finally:
        kill(process)
    with RunStore.open(folder).lock():  # the lock died with its process
        assert f"process {os.getpid()} " in (folder / "owner").read_text()
        with pytest.raises(ResourceError, match="in use"), RunStore.open(folder).lock():
            pass
    assert not (folder / "owner").exists()


def test_the_new_owner_knows_what_the_last_one_did(tmp_path):
    first = RunStore.create(tmp_path / "run", synthetic.layout(7), {})
    second = RunStore.open(tmp_path / "run")
    assert second.done() == set()
    with first.lock():
        synthetic.write(first)
    with second.lock():
        assert second.done() == {0, 1, 2}

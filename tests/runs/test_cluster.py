"""The same run on a real cluster of two workers, one of which is killed while it works."""

import os
import signal
import sys

import pytest

from counterpoise.core import InputError, ResourceError
from counterpoise.runs.run import How, run_plan

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # Dask warns of ports and of the worker that is killed here
    pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL"),
]


@pytest.fixture
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


def test_a_cluster_that_loses_a_worker_gives_the_same_hash(plan, finished, cluster, tmp_path):
    killed = []

    def kill_one(done, total):
        if done and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    how = How(chunk=1, executor="dask", scheduler=cluster.scheduler_address)
    assert run_plan(plan, tmp_path, how, kill_one).sha256 == finished.sha256
    assert killed


def test_a_cluster_of_ones_own_gives_the_same_hash(plan, finished, tmp_path):
    assert run_plan(plan, tmp_path, How(chunk=3, workers=1, executor="dask")).sha256 == finished.sha256


def test_a_scheduler_that_does_not_answer_is_told(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("counterpoise.runs.cluster.PATIENCE", "1s")
    with pytest.raises(ResourceError, match="no Dask scheduler answers at tcp://127.0.0.1:1"):
        run_plan(plan, tmp_path, How(executor="dask", scheduler="tcp://127.0.0.1:1"))


def test_a_scheduler_without_dask_is_refused():
    with pytest.raises(InputError, match="--executor dask"):
        How(scheduler="tcp://127.0.0.1:8786")


def test_without_dask_it_says_what_to_install(plan, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"counterpoise\[cluster\]"):
        run_plan(plan, tmp_path, How(executor="dask"))

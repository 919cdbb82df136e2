"""A run is the same however it is made, and is made once."""

import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from counterpoise.core import DataIntegrityError, InputError, ResourceError
from counterpoise.results.dataset import open_dataset
from counterpoise.results.store import RunStore
from counterpoise.runs import estimate, run
from counterpoise.runs.block import Bench
from counterpoise.runs.compare import compare
from counterpoise.runs.plan import Plan
from counterpoise.runs.reproduce import plan_of, recorded_scenario, reproduce
from counterpoise.runs.run import How, run_plan
from counterpoise.runs.summary import outcome_table, share_table
from counterpoise.scenarios import load


@pytest.mark.parametrize(("chunk", "workers"), [(1, 1), (7, 2), (64, 1)])
def test_chunks_and_threads_do_not_move_a_bit(plan, finished, tmp_path, chunk, workers):
    assert run_plan(plan, tmp_path, How(chunk=chunk, workers=workers)).sha256 == finished.sha256


@pytest.mark.parametrize("workers", [1, 2])
def test_no_more_blocks_are_computed_at_a_time_than_there_are_workers(plan, tmp_path, monkeypatch, workers):
    free, within = threading.Semaphore(workers), []
    block = Bench.block

    def watched(bench: Bench, number: int):
        within.append(got := free.acquire(blocking=False))
        try:
            time.sleep(0.02)
            return block(bench, number)
        finally:
            if got:
                free.release()

    monkeypatch.setattr(Bench, "block", watched)
    run_plan(plan, tmp_path, How(chunk=1, workers=workers))
    assert len(within) == len(plan.layout(1).members)
    assert all(within)


def test_a_finished_run_is_not_made_again(plan, finished):
    again = run_plan(plan, finished.folder.parent)
    assert (again.sha256, again.computed) == (finished.sha256, 0)


def test_fast_arithmetic_lives_to_the_end_and_is_close_at_first():
    """A quarter of a century is enough for wars in which all that can be hit is hit, to a rounding."""
    members = 16
    fast, strict = (
        Plan(load("baseline", years=(2024, 2049)), members, seed=1, fast=f).ensemble() for f in (True, False)
    )
    quick, exact = fast.run(), strict.run()
    assert not quick.faults
    assert quick["wars"].sum() > members
    for name in ("gdp", "military_stock", "threat", "smart"):
        np.testing.assert_allclose(quick[name][:, 1], exact[name][:, 1], rtol=1e-2, atol=1e-6, err_msg=name)
    assert abs(np.log(quick["disputes"][:, 1:].mean() / exact["disputes"][:, 1:].mean())) < 0.2


def test_the_dataset_holds_what_the_ensemble_gives(plan, finished):
    data = open_dataset(finished.folder)
    direct = plan.ensemble().run(threads=1)
    assert np.array_equal(data["gdp"].transpose("member", "year", "state"), direct["gdp"])
    assert np.array_equal(data["disputes"].transpose("member", "year"), direct["disputes"][..., 0])
    assert np.allclose(data["alliance_mean"], direct["alliance"].mean(axis=0), atol=1e-6)
    assert np.allclose(data["willing_mean"], direct["willing"].mean(axis=0), atol=1e-6)
    assert data["willing_mean"].dims == ("year", "regime", "state")
    assert np.allclose(data["hard"].sum("state"), 1.0, atol=1e-4)
    assert data["gdp"].attrs["units"]
    assert data["gdp"].attrs["grade"] == "assumed"


def test_memory_that_was_used_before_leaves_no_trace(plan):
    ensemble = plan.ensemble()
    room = ensemble.room(4)
    for held in room:
        held.fill(np.nan)
    again, fresh = ensemble.part(2, 5, room), ensemble.part(2, 5)
    assert again.members.tolist() == fresh.members.tolist() == [2, 3, 4]
    for name, values in fresh.fields.items():
        assert np.array_equal(again[name], values), name


def test_every_thread_has_a_bench_of_its_own(plan):
    bench = Bench(plan, plan.ensemble(), plan.layout(4))
    with ThreadPoolExecutor(1) as pool:
        theirs = pool.submit(bench.block, 0).result()
    kept = theirs.arrays["gdp"].copy()
    ours = bench.block(1)
    assert np.array_equal(theirs.arrays["gdp"], kept)
    assert not np.array_equal(ours.arrays["gdp"], kept)


def test_an_interrupted_run_goes_on_and_repeats_nothing(plan, finished, tmp_path):
    calls = []

    def stop(done, total):
        calls.append(done)
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_plan(plan, tmp_path, How(chunk=2, workers=1), stop)
    with pytest.raises(ResourceError, match="--resume"):
        run_plan(plan, tmp_path, How(chunk=2))
    resumed = run_plan(plan, tmp_path, How(resume=True))
    assert resumed.sha256 == finished.sha256
    assert resumed.computed == plan.members - calls[-1]


def test_two_runs_cannot_share_a_folder(plan, tmp_path):
    folder = run.folder_of(plan, tmp_path)
    store = RunStore.create(folder, plan.layout(4), plan.manifest())
    with store.lock(), pytest.raises(ResourceError, match="in use by process"):
        run_plan(plan, tmp_path, How(resume=True))


def command(out: Path, *more: str) -> list[str]:
    words = ["run", "baseline", "--members", "10", "--seed", "3", "--years", "2024:2027", "--chunk", "1"]
    return [sys.executable, "-m", "counterpoise", *words, "--workers", "2", "--out", str(out), *more]


def kill_and_resume(out: Path, seconds: float) -> str:
    """Kill the command after some seconds, resume it, and return its last line."""
    started = subprocess.Popen(command(out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    started.send_signal(signal.SIGKILL)
    started.wait()
    ended = subprocess.run(command(out, "--resume"), capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_run_goes_on_to_the_same_hash(finished, tmp_path):
    assert kill_and_resume(tmp_path, 3.0) == f"run {finished.run_id} sha256 {finished.sha256}"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("moment", range(25))
def test_killed_at_any_moment(finished, tmp_path, moment):
    seconds = np.random.default_rng(moment).uniform(0.3, 6.0)
    assert kill_and_resume(tmp_path, seconds) == f"run {finished.run_id} sha256 {finished.sha256}"


def test_a_run_is_made_again_from_its_manifest(plan, finished):
    store = RunStore.open(finished.folder)
    assert plan_of(store).run_id == plan.run_id
    made = reproduce(finished.folder, members=5)
    assert (made.members, made.sha256) == (5, finished.sha256)


@pytest.mark.parametrize("name", ["export-control-escalation", "verification-breakthrough", "cheap-autonomous-weapons"])
def test_a_manifest_remembers_the_whole_scenario(name):
    scenario = load(name)
    meaning = scenario.canonical()
    assert recorded_scenario(name, "", meaning).canonical() == meaning


def test_a_member_that_does_not_come_out_is_named(finished, monkeypatch):
    kept = RunStore.open(finished.folder).ledger.digests().copy()
    kept[3, 0] ^= 1
    monkeypatch.setattr("counterpoise.results.ledger.Ledger.digests", lambda self: kept)
    with pytest.raises(DataIntegrityError, match="member 3 "):
        reproduce(finished.folder)


def test_another_program_is_told_apart_by_name(finished, monkeypatch):
    monkeypatch.setattr("counterpoise.runs.plan.panel_hash", lambda panel: "another")
    with pytest.raises(InputError, match="differs in panel"):
        reproduce(finished.folder)


def test_a_run_compared_with_itself_has_no_effect(finished):
    data = open_dataset(finished.folder)
    frame = compare(data, data)
    assert (frame.effect == 0).all()
    assert (frame.rises == 0).all()
    assert (frame.members == 10).all()


def test_effects_are_paired_member_by_member(finished, finished_twin):
    first, second = open_dataset(finished.folder), open_dataset(finished_twin.folder)
    frame = compare(first, second).set_index("outcome")
    own = (second["adopters_cyber"] - first["adopters_cyber"]).isel(year=-1)
    assert frame.effect["adopters_cyber"] == pytest.approx(float(own.mean()))
    assert frame.effect["adopters_cyber"] < 0
    back = compare(second, first).set_index("outcome")
    assert np.allclose(back.effect, -frame.effect)
    assert ((frame.effect_low <= frame.effect) & (frame.effect <= frame.effect_high)).all()


def test_runs_that_are_not_paired_are_refused(finished, plan, tmp_path):
    from counterpoise.runs.plan import Plan

    other = run_plan(Plan(plan.scenario, 2, seed=4), tmp_path)
    with pytest.raises(InputError, match="seed 3 in the first, 4 in the second"):
        compare(open_dataset(finished.folder), open_dataset(other.folder))


def test_the_summary_reads_as_the_results_say(finished):
    data = open_dataset(finished.folder)
    store = RunStore.open(finished.folder)
    table = outcome_table(store).set_index("outcome")
    disputes = data["disputes"].isel(year=slice(1, None)).mean("year")
    assert table["median"]["disputes"] == pytest.approx(float(disputes.median()))
    assert (table.low <= table["median"]).all()
    assert (table["median"] <= table.high).all()
    shares = share_table(store)
    assert set(shares.state[:2]) == {"USA", "CHN"}
    assert (shares.hard_low <= shares.hard_median).all()
    ends = data["smart"].sel(state="CHN").isel(year=[0, -1]).median("member")
    shown = shares.set_index("state").loc["CHN", ["smart_start", "smart_median"]]
    assert list(shown) == pytest.approx(list(100 * ends.to_numpy()))


def test_what_a_run_needs_is_known_before(plan, finished):
    layout = plan.layout(4)
    needed = estimate.needs(plan, layout, 2)
    stored = sum(p.stat().st_size for p in finished.folder.rglob("*") if p.is_file())
    assert needed.disk == pytest.approx(stored, rel=0.6)
    double = estimate.needs(plan, plan.layout(8), 2)
    assert double.memory > needed.memory


def test_too_large_a_run_is_refused_before_it_starts(plan, tmp_path):
    with pytest.raises(ResourceError, match="fewer --members"):
        estimate.refuse_too_much(estimate.Needs(10**18, 0), tmp_path / "not" / "there")
    with pytest.raises(ResourceError, match="smaller --chunk"):
        estimate.refuse_too_much(estimate.Needs(0, 10**18), tmp_path)

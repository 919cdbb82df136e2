"""What storing a run costs: processor milliseconds a member for each step, size, and the same for other codecs.

    python benchmarks/store.py [--members 256] [--chunk 64] [--fields results.npz]
    python benchmarks/store.py --run 2000 [--rounds 3]
    python benchmarks/store.py --within 2000

Without ``--fields`` (an archive of recorded (member, year, state) arrays) it makes up smooth series, which compress
better than real ones do. Processor time of this process, so that a busy machine disturbs it less than a clock would.

With ``--run`` it says what a stored run of the default model costs beyond the engine: the command ``counterpoise run``
against a process that lives the same members over the same years on as many threads and keeps nothing, in turn, so
that both meet the same machine. A run of a few members tells what is paid once from what is paid for each member.

With ``--within`` it makes one run and says, for each part of storing, its processor time against the engine's in the
same run: engine and storage then meet the same machine at the same moment, and the ratio hardly depends on who else
uses it. The engine here records what the run keeps.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from counterpoise.results import Block, Layout, RunStore, Variable, digest
from counterpoise.results.sums import fixed_sums

YEARS, STATES, DYADS, SERIES, MEANS = 22, 195, 4_412, 24, 5


def fields(path: str | None, members: int) -> dict[str, np.ndarray]:
    """State series by name, (member, year, state), repeated over members as need be."""
    if path is None:
        draw = np.random.default_rng(0)
        return {f"series{i}": np.cumsum(draw.normal(0, 0.02, (members, YEARS, STATES)), 1, np.float32)
                for i in range(SERIES)}  # fmt: skip
    with np.load(path) as kept:
        found = {n: kept[n] for n in kept.files if kept[n].shape[1:] == (YEARS, STATES)}
    repeats = -(-members // len(next(iter(found.values()))))
    return {n: np.concatenate([a] * repeats)[:members] for n, a in list(found.items())[:SERIES]}


def layout(names: list[str], members: int, chunk: int) -> Layout:
    """As many states, dyads and years as a real run has."""
    pairs = tuple((f"a{i}", "b") for i in range(DYADS))
    series = tuple(Variable(n, ("member", "year", "state"), "1", n) for n in names)
    means = tuple(Variable(f"mean{i}", ("year", "dyad"), "1", "mean") for i in range(MEANS))
    states = tuple(f"s{i}" for i in range(STATES))
    return Layout(np.arange(members), tuple(range(2024, 2024 + YEARS)), states, pairs, (), series, means, chunk)


def spent(work: Callable[[], object], members: int) -> tuple[float, object]:
    """Processor milliseconds a member."""
    start = time.process_time()
    value = work()
    return 1e3 * (time.process_time() - start) / members, value


def steps(of: Layout, arrays: dict[str, np.ndarray], folder: Path) -> dict[str, float]:
    """Each step of storing and verifying; every block holds the same members."""
    total = dict.fromkeys(("sums", "digest", "write", "mark"), 0.0)
    dyads, rows = np.random.default_rng(1).random((8, YEARS, MEANS, DYADS), np.float32), list(range(MEANS))
    summed = np.zeros((MEANS, YEARS, DYADS), np.int64)
    fixed_sums(dyads, rows, summed)  # compiled here if it never was
    store = RunStore.create(folder, of, {})
    for number in range(of.blocks()):
        count = of.count(number)
        part = {n: a[:count] for n, a in arrays.items()}
        summed[...] = 0
        total["sums"] += spent(
            lambda count=count: [fixed_sums(dyads[: count - a], rows, summed) for a in range(0, count, 8)], 1
        )[0]
        sums = {v.name: row.copy() for v, row in zip(of.means, summed, strict=True)}
        took, digests = spent(lambda part=part: digest(part), 1)
        total["digest"] += took
        block = Block(number, part, sums, [], digests)  # type: ignore[arg-type]
        total["write"] += spent(lambda block=block: store.write_arrays(block), 1)[0]
        total["mark"] += spent(lambda block=block: store.mark_done(block), 1)[0]
    found = {name: value / len(of.members) for name, value in total.items()}
    found["finish"] = spent(store.finish, len(of.members))[0]
    return found | {"verify": spent(store.verify, len(of.members))[0]}


def codecs(arrays: dict[str, np.ndarray]) -> None:
    """Encode one block by each codec: size and time."""
    from numcodecs import Blosc, Zstd

    choices = {"none": None, "zstd 1": Zstd(1)}
    choices |= {f"{c} {level} {name}": Blosc(c, level, mode) for c, level in (("lz4", 1), ("lz4", 5), ("zstd", 1))
                for name, mode in (("shuffle", Blosc.SHUFFLE), ("bitshuffle", Blosc.BITSHUFFLE))}  # fmt: skip
    members = len(next(iter(arrays.values())))
    for name, codec in choices.items():
        encode = codec.encode if codec else bytes
        took = min(spent(lambda e=encode: [e(a) for a in arrays.values()], members)[0] for _ in range(3))
        size = sum(len(encode(a)) for a in arrays.values())
        print(f"{name:18} {size / members / 1e3:6.0f} MB per 1,000 members {took:7.3f} ms")


FEW, SPAN = 16, "2024:2045"
LIVED = """
from counterpoise.runs.plan import Plan
from counterpoise.runs.run import available_processors
from counterpoise.scenarios import load
plan = Plan(load("baseline", years={years}), {members})
for part in plan.ensemble(record=()).blocks(threads=available_processors()):
    pass
"""


def process(*words: str) -> tuple[float, float]:
    """Seconds of processor (user and system) of another Python process, and seconds by the clock."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return busy, time.perf_counter() - begun


def lived_and_stored(members: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Processor and clock of the members lived only, then of the same lived, stored and summarized."""
    years = tuple(map(int, SPAN.split(":")))
    lived = process("-c", LIVED.format(years=years, members=members))
    with tempfile.TemporaryDirectory() as out:
        command = ["run", "baseline", "--members", str(members), "--years", SPAN, "--out", out]
        return lived, process("-m", "counterpoise", *command)


def whole_runs(members: int, rounds: int) -> None:
    """Print what storing adds to the engine; the least of the rounds counts, as others only ever add to it."""
    lived_and_stored(FEW)  # compiles, and fills the cache
    found: dict[int, list[float]] = {}
    for size in (FEW, members):
        for turn in range(rounds):
            (lived, took), (stored, needed) = lived_and_stored(size)
            ratio = f"{stored / lived - 1:+.0%}"
            print(f"{size} members, round {turn + 1}: lived {lived:.2f} s of processor ({took:.1f} s by the clock), "
                  f"stored {stored:.2f} s ({needed:.1f} s), {ratio}", flush=True)  # fmt: skip
            least = found.setdefault(size, [lived, stored])
            found[size] = [min(least[0], lived), min(least[1], stored)]
    each = [1e3 * (found[members][k] - found[FEW][k]) / (members - FEW) for k in (0, 1)]
    print(f"paid once: lived {found[FEW][0]:.2f} s, stored {found[FEW][1]:.2f} s")
    print(f"paid for each member: lived {each[0]:.2f} ms, stored {each[1]:.2f} ms, {each[1] / each[0] - 1:+.0%}")
    print(f"overhead of the whole run: {found[members][1] / found[members][0] - 1:+.0%}")


PARTS = ("part", "_keep", "_add", "digest", "write_arrays", "mark_done")
NAMES = ("engine", "copies and outcomes", "sums", "digests", "encode and write", "markers")


def within(members: int) -> None:
    """Print what each part of storing takes of one run, against the engine in the same run."""
    from counterpoise.engine import Ensemble
    from counterpoise.runs import block
    from counterpoise.runs.plan import Plan
    from counterpoise.runs.run import run_plan
    from counterpoise.scenarios import load

    took: dict[str, float] = dict.fromkeys(PARTS, 0.0)

    def clocked(owner: object, name: str) -> None:
        whole = getattr(owner, name)

        def timed(*given: object, **named: object) -> object:
            start = time.thread_time()
            try:
                return whole(*given, **named)
            finally:
                took[name] += time.thread_time() - start  # the two threads add at different times, or lose a few ms

        setattr(owner, name, timed)

    for owner, name in zip((Ensemble, block.Bench, block.Bench, block, RunStore, RunStore), PARTS, strict=True):
        clocked(owner, name)
    plan = Plan(load("baseline", years=tuple(map(int, SPAN.split(":")))), members)  # type: ignore[arg-type]
    ensemble = plan.ensemble()
    ensemble.prepare()
    ensemble.part(0, min(8, members))
    took.update(dict.fromkeys(PARTS, 0.0))
    with tempfile.TemporaryDirectory() as out:
        start = time.process_time()
        run_plan(plan, Path(out))
        whole = time.process_time() - start
    for name, shown in zip(PARTS, NAMES, strict=True):
        print(
            f"{shown:22} {1e3 * took[name] / members:7.3f} ms a member {took[name] / took['part']:6.1%} of the engine"
        )
    each = sum(took[name] for name in PARTS[1:]) / took["part"]
    print(f"storing, of the engine: {each:.0%}; with all that is paid once (start, store, result): "
          f"{whole / took['part'] - 1:.0%}")  # fmt: skip


def main() -> None:
    """Print both tables, or what whole runs cost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=256)
    asked.add_argument("--chunk", type=int, default=64)
    asked.add_argument("--fields")
    asked.add_argument("--run", type=int, metavar="MEMBERS", help="whole runs against the engine alone")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--within", type=int, metavar="MEMBERS", help="parts of one run against its engine")
    given = asked.parse_args()
    if given.within:
        within(given.within)
        return
    if given.run:
        whole_runs(given.run, given.rounds)
        return
    arrays = {n: np.ascontiguousarray(a) for n, a in fields(given.fields, min(given.chunk, given.members)).items()}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "run"
        found = steps(layout(list(arrays), given.members, given.chunk), arrays, folder)
        size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    print(f"{size / given.members / 1e3:.0f} MB per 1,000 members on disk")
    print("\n".join(f"{name:18} {value:7.3f} ms a member" for name, value in found.items()))
    codecs(arrays)


if __name__ == "__main__":
    main()

"""What storing a run costs: processor milliseconds a member for each step, size, and the same for other codecs.

    python benchmarks/store.py [--members 256] [--chunk 64] [--fields results.npz]
    python benchmarks/store.py --run 2000 [--rounds 3]

Without ``--fields`` (an archive of recorded (member, year, state) arrays) it makes up smooth series, which compress
better than real ones do. Processor time of this process, so that a busy machine disturbs it less than a clock would.

With ``--run`` it says what a stored run of the default model costs beyond the engine: the command ``counterpoise run``
against a process that lives the same members over the same years on as many threads and keeps nothing, in turn, so
that both meet the same machine. A run of a few members tells what is paid once from what is paid for each member.
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
    fixed_sums(dyads, rows)  # compiled here if it never was
    store = RunStore.create(folder, of, {})
    for number in range(of.blocks()):
        count = of.count(number)
        part = {n: a[:count] for n, a in arrays.items()}
        took, summed = spent(
            lambda count=count: sum(fixed_sums(dyads[: count - a], rows) for a in range(0, count, 8)), 1
        )
        total["sums"] += took
        sums = {v.name: row for v, row in zip(of.means, summed, strict=True)}  # type: ignore[call-overload]
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


def main() -> None:
    """Print both tables, or what whole runs cost."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=256)
    asked.add_argument("--chunk", type=int, default=64)
    asked.add_argument("--fields")
    asked.add_argument("--run", type=int, metavar="MEMBERS", help="whole runs against the engine alone")
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
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

"""What storing a run costs: processor milliseconds a member for each step, size, and the same for other codecs.

    python benchmarks/store.py [--members 256] [--chunk 64] [--fields results.npz]

Without ``--fields`` (an archive of recorded (member, year, state) arrays) it makes up smooth series, which compress
better than real ones do. Processor time of this process, so that a busy machine disturbs it less than a clock would.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from counterpoise.results import Block, Layout, RunStore, Variable, digest, fixed_sum

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
    dyads = np.random.default_rng(1).random((of.width, YEARS, DYADS), np.float32)
    store = RunStore.create(folder, of, {})
    for number in range(of.blocks()):
        count = of.count(number)
        part = {n: a[:count] for n, a in arrays.items()}
        took, sums = spent(lambda count=count: {v.name: fixed_sum(dyads[:count]) for v in of.dyad_means}, 1)
        total["sums"] += took
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


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=256)
    asked.add_argument("--chunk", type=int, default=64)
    asked.add_argument("--fields")
    given = asked.parse_args()
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

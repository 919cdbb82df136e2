"""How many broken equations the tests of the theory room notice.

Each mutant is one equation of one file broken in one place, in a copy of the tree, and judged by that file's own tests;
what they miss, by every test of the room that names the file. Samples are seeded and spread evenly over functions.

    python -m benchmarks.mutate_theory [--seed 1] [--each 14] [--again] [MODULE ...]
    python -m benchmarks.mutation_report

Needs a system that can fork.
"""

import argparse
import contextlib
import importlib
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from pathlib import Path

from benchmarks.equation_mutants import Mutant, mutants, sample
from benchmarks.mutation_report import EVIDENCE, ROOT, THEORY, key, read, write

TESTS = Path("tests/theory")
SLOWEST = 240.0  # seconds a run may take; a mutant that runs longer is noticed
HEAVY = ("numpy", "pandas", "pytest", "hypothesis.extra.numpy", "numba", "scipy.optimize", "scipy.stats")
PASSED, FAILED, BROKEN, ELSEWHERE = 0, 1, 2, 99  # exit codes of pytest, and ours

SKIP = ("-k", "not compile")  # the kernel compiled agrees with the kernel, broken or not

FORK = multiprocessing.get_context("fork")
tree = ROOT  # in a worker: its own copy


def module_names() -> list[str]:
    """Every file of the room that holds equations."""
    return sorted(p.stem for p in (ROOT / THEORY).glob("*.py") if p.stem != "__init__")


def test_files(module: str) -> list[list[str]]:
    """The test file named for a module; then the others of the room that import it, by hand or from a list."""
    own = f"test_{module}.py"
    imports = re.compile(rf'^\s+"?{module}"?,$|^\s*(?:import|from)\b.*\b{module}\b', re.MULTILINE)
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((tree / TESTS).glob("test_*.py"))}
    if own not in files:
        raise RuntimeError(f"no {own}")
    others = [name for name, text in files.items() if name != own and imports.search(text)]
    return [[str(TESTS / name) for name in names] for names in ([own], others) if names]


def copy_tree(copies: Queue) -> None:
    """Give a worker its own copy of package and tests."""
    global tree
    tree = Path(copies.get())
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, tree / part)
    shutil.copy(ROOT / "pyproject.toml", tree)


def run_pytest(tests: list[str]) -> None:
    """In a forked process: run tests against the copy, say nothing, exit with pytest's code."""
    os.chdir(tree)
    sys.path[:0] = [str(tree / "src"), str(tree)]
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    import pytest

    import counterpoise

    if not str(counterpoise.__file__).startswith(str(tree)):
        os._exit(ELSEWHERE)
    early = "ignore::pytest.PytestAssertRewriteWarning"  # of what was imported before forking
    os._exit(
        pytest.main(["-x", "--tb=no", "-p", "no:cacheprovider", "--hypothesis-profile=ci", "-W", early, *SKIP, *tests])
    )


def passes(tests: list[str]) -> bool:
    """Whether tests pass in the worker's copy, in time. Raises RuntimeError if they could not be run at all."""
    process = FORK.Process(target=run_pytest, args=(tests,))
    process.start()
    process.join(SLOWEST)
    if process.is_alive():
        process.kill()
        process.join()
        return False
    crashed = (process.exitcode or 0) < 0
    if process.exitcode not in (PASSED, FAILED, BROKEN) and not crashed:
        raise RuntimeError(f"no verdict ({process.exitcode}) from {tests}")
    return process.exitcode == PASSED


def survives(module: str, text: str) -> bool:
    """Whether the tests pass with ``text`` in place of the module."""
    path = tree / THEORY / f"{module}.py"
    original = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    try:
        for tests in test_files(module):
            for stale in (path.parent / "__pycache__").glob(f"{module}.*"):
                stale.unlink()
            if not passes(tests):
                return False
        return True
    finally:
        path.write_text(original, encoding="utf-8")


def chosen(module: str, seed: int, each: int) -> list[Mutant]:
    """The sample of one module."""
    return sample(mutants((ROOT / THEORY / f"{module}.py").read_text(encoding="utf-8")), each, f"{seed} {module}")


def run(names: list[str], seed: int, each: int, again: bool, workers: int) -> None:
    """Judge a sample of each module and write each verdict when it is known; ``again`` repeats survivors alone."""
    today = datetime.now(UTC).date().isoformat()
    path = EVIDENCE / f"mutation_{seed}.csv"
    rows = {key(row): row for row in read(path)}
    work = [(name, mutant) for name in names for mutant in chosen(name, seed, each)]
    if again:
        work = [w for w in work if rows.get((w[0], *key_of(w[1])), {}).get("outcome") == "survived"]
    for name in HEAVY:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)  # once, before forking
    copies = FORK.Queue()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(workers):
            copies.put(f"{folder}/{number}")
        with ProcessPoolExecutor(workers, FORK, copy_tree, (copies,)) as pool:
            files = sorted({file for name in names for tests in test_files(name) for file in tests})
            sound = {file: pool.submit(passes, [file]) for file in files}
            verdicts = {pool.submit(survives, name, mutant.text): (name, mutant) for name, mutant in work}
            for file, verdict in sound.items():
                if not verdict.result():
                    pool.shutdown(cancel_futures=True)
                    raise SystemExit(f"{file} fails before anything is broken")
            for verdict in as_completed(verdicts):
                name, mutant = verdicts[verdict]
                outcome = "survived" if verdict.result() else "killed"
                print(outcome, name, f"{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)
                row = {"module": name, "function": mutant.function, "line": str(mutant.line), "kind": mutant.kind}
                row |= {"before": mutant.before, "after": mutant.after, "first": outcome, "outcome": outcome}
                known = rows.get(key(row), row)
                rows[key(row)] = row | {"first": known["first"], "date": today, "why": known.get("why", "")}
                write(path, rows.values())


def key_of(mutant: Mutant) -> tuple[str, str, str]:
    """What tells a mutant from the others of its module, whatever the line."""
    return mutant.function, mutant.before, mutant.after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", nargs="*", help="files of the room; all of them by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=14, help="mutants a module")
    parser.add_argument("--again", action="store_true", help="repeat only what survived the last time")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    run(asked.module or module_names(), asked.seed, asked.each, asked.again, asked.workers)


if __name__ == "__main__":
    main()

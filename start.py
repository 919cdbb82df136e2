"""One command from a fresh machine: make an environment, install, and run the main job or the tests.

    python3 start.py brief PAK --rival IND     any counterpoise command, after installing what it needs
    python3 start.py test                      install the development extras; lint, check types, run the tests

Needs only Python 3.11-3.13; everything else goes into .venv beside this file.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FOLDER = ROOT / ".venv"
BIN = FOLDER / ("Scripts" if os.name == "nt" else "bin")


def run(*command: str) -> int:
    """Run one command in the repository, showing what it prints."""
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def install(extras: str) -> None:
    """Install the package and its extras into .venv, unless this very set-up is already there."""
    stamp = FOLDER / f"installed{extras}"
    state = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == state:
        return
    stale = any(old.read_text() != state for old in FOLDER.glob("installed*"))
    print(f"counterpoise: installing into {FOLDER.name} (once; about a minute)", file=sys.stderr)
    try:
        venv.create(FOLDER, with_pip=True, clear=stale)
    except subprocess.CalledProcessError:
        sys.exit("counterpoise: this Python cannot make an environment with pip (on Debian: apt install python3-venv)")
    python = str(BIN / "python")
    if run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", f".{extras}"):
        sys.exit("counterpoise: the installation failed; the lines above say why")
    stamp.write_text(state)


def test(arguments: list[str]) -> int:
    """Lint, check types and run the tests; stop at the first that fails."""
    python = str(BIN / "python")
    steps = (("-m", "ruff", "check", "."), ("-m", "ruff", "format", "--check", "."), ("-m", "mypy"))
    both_cores = ("-n", "2", "--dist", "loadfile")
    for step in (*steps, ("-m", "pytest", *both_cores, *arguments)):
        code = run(python, *step)
        if code:
            return code
    return 0


def main() -> int:
    """Install what the first word needs, then do it."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"counterpoise: needs Python 3.11 to 3.13, this is {sys.version.split()[0]}")
    arguments = sys.argv[1:] or ["--help"]
    if arguments[0] == "test":
        install("[dev]")
        return test(arguments[1:])
    install("")
    return run(str(BIN / "counterpoise"), *arguments)


if __name__ == "__main__":
    sys.exit(main())

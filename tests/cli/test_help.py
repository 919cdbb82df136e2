"""Help teaches every command, quickly, and loads nothing heavy."""

import subprocess
import sys

import click
import pytest

from counterpoise import __version__
from counterpoise.cli import cli

HEAVY = ("numpy", "pandas", "pyarrow", "xarray", "scipy", "numba", "rich", "jinja2")


def commands(group: click.Group, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found.append((*above, name))
        if isinstance(command, click.Group):
            found += commands(command, (*above, name))
    return found


@pytest.mark.parametrize("words", [(), *commands(cli)], ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_explains_itself_and_its_options(run, words, flag):
    outcome = run(*words, flag)
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.startswith("Usage: counterpoise " + " ".join(words))
    command = cli
    for word in words:
        command = command.commands[word]
    assert len(command.help.strip()) > 20
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in outcome.out
            assert parameter.help, parameter.name


def test_without_a_command_the_help_is_shown(run):
    assert run().out == run("--help").out
    assert run("data").out == run("data", "--help").out
    assert run().code == 0


def test_the_version_is_the_packages(run):
    assert run("--version").out == f"counterpoise, version {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["brief", "--help"], ["data", "--help"], ["breif"]])
def test_help_imports_nothing_heavy(arguments):
    script = (
        "import sys, counterpoise.cli\n"
        f"try:\n    counterpoise.cli.main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', *(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert ended.stderr.splitlines()[-1].strip() == "loaded:"


def test_importing_the_package_prints_and_loads_nothing():
    script = f"import sys, counterpoise; print([m for m in {HEAVY!r} if m in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (ended.stdout, ended.stderr) == ("[]\n", "")

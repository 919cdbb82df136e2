"""A function's syntax is read from its file by a short way, which must lead where the long one does."""

import ast

import pytest

from counterpoise.core import InputError
from counterpoise.core.steps import _parse_by_inspection, parse
from counterpoise.models import NEOREALIST


def nothing(function):
    return function


# fmt: off
@nothing
@nothing
def spread(
    a,
    b=(
1,
    ),
):
    """Text
    of more lines.
    """
# a remark at the margin
    if a:
        return [
            b,
]

    return a + \
        1  # a remark


def short(a): return a
def next_to_it(a): return -a
# fmt: on


class Around:
    def method(self):
        def inside(x):
            return x

        return inside

    def last(self):
        return self


async def late():
    return 1


nameless = lambda x: x  # noqa: E731


FUNCTIONS = [spread, short, next_to_it, Around.method, Around().method(), Around.last, parse]
STEPS = [getattr(m, name) for m in NEOREALIST.mechanisms for name in m.uses]


def shown(found):
    tree, file = found
    return ast.dump(tree, include_attributes=True), file


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__qualname__)
def test_the_end_of_a_function_is_found_where_inspection_finds_it(function):
    assert shown(parse(function)) == shown(_parse_by_inspection(function))


def test_every_step_is_read_as_inspection_reads_it():
    for step in STEPS:
        assert shown(parse(step)) == shown(_parse_by_inspection(step))


@pytest.mark.parametrize("function", [nameless, late])
def test_what_is_not_written_with_def_is_refused(function):
    with pytest.raises(InputError, match="a function written with def is needed"):
        parse(function)


def test_what_has_no_source_is_refused():
    scope = {}
    exec("def made():\n    return 1\n", scope)
    for function in (scope["made"], len):
        with pytest.raises(InputError, match="its source cannot be read"):
            parse(function)

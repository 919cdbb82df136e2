"""When a number stops being finite: which member, year and phase; on a second look, which mechanism and field."""

import traceback
from dataclasses import dataclass

import numpy as np

from counterpoise.core.errors import CounterpoiseError
from counterpoise.core.fields import Dimension
from counterpoise.core.phases import Phase

from .compile import Mode
from .generate import program
from .initial import Initial
from .model import Model
from .world import Blocks


@dataclass(frozen=True)
class Fault:
    """Where a member stopped: at the end of this phase of this year a field was not finite (or not whole)."""

    member: int
    year: int
    phase: Phase


class SimulationFault(CounterpoiseError):
    """A mechanism produced a number that is none."""

    def __init__(self, fault: Fault, detail: str):
        where = f"member {fault.member}, year {fault.year}, phase {fault.phase.name.lower()}"
        super().__init__(f"{where}: {detail}")
        self.fault = fault


@dataclass
class Found:
    """What the second look saw first."""

    mechanism: str = ""
    field: str = ""
    actor: str = ""


def explain(
    model: Model,
    initial: Initial,
    fault: Fault,
    world: Blocks,
    theta: np.ndarray,
    on: np.ndarray,
    seed: int,
) -> SimulationFault:
    """Live the faulty year again in plain Python, looking at the changes after every mechanism.

    ``world`` is the member's world at the end of the year before; ``theta`` and ``on`` are its parameters in that year
    and its switches.
    """
    found = Found()

    def watch(k: int, changes: Blocks) -> None:
        if not found.mechanism:
            _look(model, initial, k, changes, found)

    change = Blocks(*(np.zeros_like(block) for block in world))
    elapsed = np.float32(fault.year - initial.year)
    steps = program(model, Mode.PLAIN, watch).phases
    with np.errstate(all="ignore"):
        for phase, step in steps.items():
            try:
                bad = step(world, change, initial.actors.index, theta, on, seed, fault.member, fault.year, elapsed)
            except (ArithmeticError, IndexError, ValueError) as error:  # plain Python minds more than processors do
                return SimulationFault(fault, f"{_line(error)}: {error}")
            if bad or phase is fault.phase:
                break
    return SimulationFault(fault, _detail(model, initial, fault, world, found))


def _line(error: Exception) -> str:
    """File and line of the step, or of what it called, that Python stopped at."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}"


def _look(model: Model, initial: Initial, k: int, changes: Blocks, found: Found) -> None:
    for name in model.mechanisms[k].mentioned("changes"):
        dimension = model.fields[name].dimension
        row = getattr(changes, dimension.value)[model.row(name)]
        wrong = ~np.isfinite(row)
        if wrong.any():
            found.mechanism, found.field = model.mechanisms[k].__name__, name
            found.actor = initial.actors.label(dimension, int(np.argmax(wrong)))
            return


def _detail(model: Model, initial: Initial, fault: Fault, world: Blocks, found: Found) -> str:
    if found.mechanism:
        return f"{found.mechanism} made {found.field} of {found.actor} not finite"
    for name in model.changed_in(fault.phase):
        field = model.fields[name]
        row = getattr(world, Dimension(field.dimension).value)[model.row(name)]
        for wrong, text in ((~np.isfinite(row), "not finite"), (row != np.floor(row), "not whole")):
            if wrong.any() and (text == "not finite" or field.discrete):
                writers = [model.mechanisms[k] for k in model.in_phase(fault.phase)]
                names = ", ".join(m.__name__ for m in writers if name in m.mentioned("changes"))
                actor = initial.actors.label(field.dimension, int(np.argmax(wrong)))
                return f"{names} made {name} of {actor} {text}"
    return "the fault did not come back in strict arithmetic (run without fast mode)"

"""From members side by side to one member after the other: how a year is copied to where results are kept.

Values of eight members at eight actors are sixty-four numbers in eight lanes. Turned over in the processor they are
eight runs of eight numbers, one for each member, and are written as such; number by number would take
six times as long.
"""

from functools import cache
from typing import Any

from .lane_code import Teacher, lane_kit
from .lanes import WIDTH
from .vectors import shuffled


def unlace(x: Any, rows: Any, out: Any, member: Any, step: Any) -> None:
    """Copy rows of ``x`` (row, actor, lane) to ``out`` (member, step, row, actor), the first lane at ``member``."""
    raise NotImplementedError


@cache
def teach_unlace() -> None:
    """Teach Numba to do it; once in a process."""
    from numba.core import types

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        _Copy(context, builder, signature.args, args).all()
        return context.get_dummy_value()

    given = (types.Array, types.Array, types.Array, types.Integer, types.Integer)
    Teacher(lane_kit().kind).teach(unlace, lambda *kinds: types.none, [given], build)


class _Copy:
    """Emits the loops."""

    def __init__(self, context: Any, builder: Any, kinds: Any, args: Any):
        from llvmlite import ir
        from numba.core import cgutils, types
        from numba.np.arrayobj import make_array

        self.context, self.builder = context, builder
        self.x, self.rows, self.out = (
            make_array(k)(context, builder, v) for k, v in zip(kinds[:3], args[:3], strict=True)
        )
        self.member, self.step = (
            context.cast(builder, v, k, types.intp) for k, v in zip(kinds[3:], args[3:], strict=True)
        )
        _, self.actors, _ = cgutils.unpack_tuple(builder, self.x.shape)
        _, self.steps, self.kept, _ = cgutils.unpack_tuple(builder, self.out.shape)
        self.lane = ir.VectorType(ir.FloatType(), WIDTH)
        self.width = self.actors.type(WIDTH)

    def all(self) -> None:
        """Every row that is kept: actors by eights, then what is left of them one by one."""
        from numba.core import cgutils

        builder = self.builder
        with cgutils.for_range(builder, self.kept) as row:
            source = builder.load(builder.gep(self.rows.data, [row.index]))
            begin = builder.gep(self.x.data, [builder.mul(builder.mul(source, self.actors), self.width)])
            goals = [self._goal(row.index, lane) for lane in range(WIDTH)]
            eights = builder.sdiv(self.actors, self.width)
            with cgutils.for_range(builder, eights) as eight:
                self._eight(begin, goals, builder.mul(eight.index, self.width))
            done = builder.mul(eights, self.width)
            with cgutils.for_range(builder, builder.sub(self.actors, done)) as left:
                at = builder.add(done, left.index)
                for lane, goal in enumerate(goals):
                    place = builder.add(builder.mul(at, self.width), at.type(lane))
                    builder.store(builder.load(builder.gep(begin, [place])), builder.gep(goal, [at]))

    def _goal(self, row: Any, lane: int) -> Any:
        """Where a member's numbers of a row begin."""
        builder = self.builder
        place = builder.add(self.member, self.member.type(lane))
        for size, part in ((self.steps, self.step), (self.kept, row)):
            place = builder.add(builder.mul(place, size), part)
        return builder.gep(self.out.data, [builder.mul(place, self.actors)])

    def _eight(self, begin: Any, goals: list[Any], at: Any) -> None:
        """Turn over eight lanes in three rounds, exchanging halves, quarters and single numbers."""
        builder, pointer = self.builder, self.lane.as_pointer()
        first = builder.bitcast(builder.gep(begin, [builder.mul(at, self.width)]), pointer)
        lanes = [builder.load(builder.gep(first, [at.type(n)])) for n in range(WIDTH)]
        span = WIDTH // 2
        while span:
            lanes = self._exchanged(lanes, span)
            span //= 2
        for goal, lane in zip(goals, lanes, strict=True):
            builder.store(lane, builder.bitcast(builder.gep(goal, [at]), pointer), align=4)

    def _exchanged(self, lanes: list[Any], span: int) -> list[Any]:
        """Rows n and n + span trade the blocks off their diagonal, ``span`` numbers wide."""
        low = [n if n % (2 * span) < span else n - span + WIDTH for n in range(WIDTH)]
        high = [n + span if n % (2 * span) < span else n + WIDTH for n in range(WIDTH)]
        made = list(lanes)
        for n in range(WIDTH):
            if n % (2 * span) < span:
                made[n] = shuffled(self.builder, lanes[n], lanes[n + span], low)
                made[n + span] = shuffled(self.builder, lanes[n], lanes[n + span], high)
        return made

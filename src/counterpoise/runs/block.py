"""One block of members from draw to stored arrays: the piece of work that threads and workers share out."""

import threading
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.fields import Dimension
from counterpoise.engine import Ensemble, Results
from counterpoise.results import outcomes
from counterpoise.results.layout import Layout
from counterpoise.results.store import DIGEST, Block, digest
from counterpoise.results.sums import fixed_sums

from .plan import Plan, mean_name, stored_name

AT_ONCE = 8
"""Members computed before their dyads are summed up and dropped, so that they stay in the processor's cache."""
WRITING = 1
"""Threads beyond those that may compute, so that no processor waits while a device takes in a block."""
Sums = dict[Dimension, NDArray[np.int64]]


class Bench(threading.local):
    """Where blocks are made, in memory that is used for one after another: new memory costs as much as the work.

    ``ensemble`` holds all members of the plan. Every thread has memory of its own, in which the arrays of a block last
    until it makes the next.
    """

    def __init__(self, plan: Plan, ensemble: Ensemble, layout: Layout):
        self.plan, self.ensemble, self.layout = plan, ensemble, layout
        self.room = ensemble.room(min(AT_ONCE, layout.width))
        self.arrays = {v.name: np.empty((layout.width, *layout.shape(v)[1:]), np.float32) for v in layout.variables}
        self.summed: dict[Dimension, list[str]] = {}
        for name in plan.means:
            self.summed.setdefault(plan.model.fields[name].dimension, []).append(name)
        self.outcomes = outcomes.available(dict.fromkeys(plan.recorded))
        made = {outcome.name for outcome in self.outcomes}
        kept = [name for name in (*plan.recorded, *plan.in_full) if name not in made]
        kinds = {name: plan.model.fields[name].dimension for name in kept}
        self.of_system = [name for name in kept if kinds[name] is Dimension.SYSTEM]
        self.of_actors = [name for name in kept if kinds[name] is not Dimension.SYSTEM]

    def block(self, number: int) -> Block:
        """The block's arrays, sums and digests."""
        span, count = self.layout.members_of(number), self.layout.count(number)
        arrays = {name: array[:count] for name, array in self.arrays.items()}
        sums = self._nothing_yet()
        digests, faults = np.empty((count, DIGEST), np.uint8), []
        for a in range(0, count, AT_ONCE):
            here = slice(a, min(a + AT_ONCE, count))
            lived = self.ensemble.part(span.start + here.start, span.start + here.stop, self.room)
            piece = {name: array[here] for name, array in arrays.items()}
            self._keep(lived, piece)
            self._add(sums, len(lived.members))
            digests[here] = digest(piece)
            faults += [{"member": f.member, "year": f.year, "phase": f.phase.name.lower()} for f in lived.faults]
        return Block(number, arrays, self._by_name(sums), faults, digests)

    def _nothing_yet(self) -> Sums:
        years = len(self.layout.years)
        sizes = {kind: getattr(self.room, kind).shape[-1] for kind in self.summed}
        return {kind: np.zeros((len(names), years, sizes[kind]), np.int64) for kind, names in self.summed.items()}

    def _add(self, sums: Sums, members: int) -> None:
        """Add up what was just lived, of what is kept as means."""
        for kind, names in self.summed.items():
            fixed_sums(getattr(self.room, kind)[:members], [self.ensemble.row(name) for name in names], sums[kind])

    def _by_name(self, sums: Sums) -> dict[str, NDArray[np.int64]]:
        """Sums as the layout has them: (year, dyad) or (year, regime, state)."""
        shapes = {v.name: self.layout.shape(v) for v in self.layout.means}
        rows = {
            mean_name(n): row for kind, names in self.summed.items() for n, row in zip(names, sums[kind], strict=True)
        }
        return {name: rows[name].reshape(shape) for name, shape in shapes.items()}

    def _keep(self, lived: Results, piece: Mapping[str, NDArray[np.float32]]) -> None:
        """Bring a few members' results into the shape in which they are stored.

        Outcomes are made of the copies, whose numbers lie side by side, where there are any.
        """
        for name in self.of_system:
            piece[name][...] = lived[name][..., 0]
        for name in self.of_actors:
            piece[stored_name(name)][...] = lived[name]
        fields = lived.fields | {name: piece[stored_name(name)] for name in self.of_actors}
        for outcome in self.outcomes:
            piece[outcome.name][...] = outcome.compute(fields)

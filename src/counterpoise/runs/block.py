"""One block of members from draw to stored arrays: the piece of work that threads and workers share out."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from counterpoise.engine import Ensemble, Results
from counterpoise.results import outcomes
from counterpoise.results.layout import Layout
from counterpoise.results.store import Block, digest
from counterpoise.results.sums import fixed_sum

from .plan import Plan, mean_name, stored_name

AT_ONCE = 8
"""Members computed before their dyads are summed up and dropped, so that they stay in the processor's cache."""


def compute(plan: Plan, ensemble: Ensemble, layout: Layout, number: int) -> Block:
    """The block's arrays, sums and digests; ``ensemble`` holds all members of the plan."""
    parts = [Piece(plan, piece) for piece in _pieces(ensemble, layout.members_of(number))]
    arrays = {v.name: np.concatenate([p.arrays[v.name] for p in parts]) for v in layout.variables}
    sums = {mean_name(n): np.sum([p.sums[n] for p in parts], axis=0) for n in plan.dyad_means}
    faults = [fault for p in parts for fault in p.faults]
    return Block(number, arrays, sums, faults, digest(arrays))


class Piece:
    """A few members' results, brought into the shape in which they are stored."""

    def __init__(self, plan: Plan, results: Results):
        fields = results.fields
        system = {name for name in fields if fields[name].ndim == 3 and plan.model.fields[name].dimension == "system"}
        self.arrays: dict[str, NDArray[np.float32]] = {
            stored_name(name): fields[name][..., 0] if name in system else fields[name]
            for name in (*plan.recorded, *plan.dyads_in_full)
        }
        self.arrays |= outcomes.compute({name: fields[name] for name in plan.recorded})
        self.sums = {name: fixed_sum(fields[name]) for name in plan.dyad_means}
        self.faults = [
            {"member": f.member, "year": f.year, "phase": f.phase.name.lower()} for f in results.faults
        ]  # fmt: skip


def _pieces(ensemble: Ensemble, span: slice) -> Iterator[Results]:
    for a in range(span.start, span.stop, AT_ONCE):
        yield ensemble.part(a, min(a + AT_ONCE, span.stop))

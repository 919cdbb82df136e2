"""What a state does beyond the usual with the six tools of smart power."""

# covers: P03, P26, F13, L2, L4, L6

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal

from .conflict_fields import WILLING
from .instrument_fields import AIM, TOOL_FIELDS
from .society_fields import LITERACY, NORM, STABILITY


class Instruments(Mechanism):
    r"""Six tools at a price: diplomatic, economic, military, political, legal, cultural (Nye 2004; Roumate).

    A tool has a budget x, a share of output. Two are money and need no elasticity: the military one raises the burden
    by x and keeps it up, the economic one raises investment in AI by x. The others reach $r = x / (x + h)$, half of
    what they can at h, where x aimed at another state counts as a share of *its* output: $x_j = x\,a_{ij} Y_i / Y_j$,
    with aims $a_{ij}$ that sum to one. Each year diplomacy wins $w_D r_j$ of the trust that j lacks in the state
    (Kydd's reassurance), culture $w_C r_j$ of the agreement missing between them, law $w_L r_j$ of j's unwillingness to
    be bound and, at home, of the distance from the norm, politics $w_P r$ of what the own regime lacks in stability
    and its public in literacy. All elasticities are assumed, with wide priors; what is found is which tool moves what
    at one price. Off, or with no budget: nothing.
    """

    phase = Phase.COERCE
    cites = ("nye2004", "kydd2005", "roumate2022")
    declares = (*TOOL_FIELDS, AIM, WILLING, NORM, STABILITY, LITERACY)

    half = param(LogNormal(0.003, 2.0), unit="share of output", source="assumed", doc="budget of half a tool's effect")
    # covers: T11, F21
    reassurance = param(LogNormal(0.08, 1.8), unit="1/year", source="assumed", doc="missing trust won, w_D")
    likeness = param(LogNormal(0.01, 1.8), unit="1/year", source="assumed", doc="missing agreement won, w_C")
    # covers: L1
    advocacy = param(LogNormal(0.15, 1.8), unit="share", source="assumed", doc="unwillingness turned, w_L")
    resilience = param(LogNormal(0.05, 1.8), unit="1/year", source="assumed", doc="missing stability won, w_P")
    schooling = param(LogNormal(0.01, 1.8), unit="1/year", source="assumed", doc="missing literacy won with it")
    upkeep = param(LogNormal(0.08, 1.3), unit="1/year", source="assumed", doc="part of an added burden that wears off")

    @kernel
    def step(world, change, p, draw):
        first = 1.0 if world.elapsed < 1.5 else 0.0
        for i in range(world.n_states):
            change.milex_share[i] += world.tool_military[i] * (first + (1.0 - first) * p.upkeep)
            change.spending[i] += world.tool_economic[i] * first
            own, law = reach(world.tool_political[i], p.half), world.tool_legal[i]
            change.stability[i] += min(p.resilience * own, 1.0) * (1.0 - world.stability[i])
            change.literacy[i] += min(p.schooling * own, 1.0) * (1.0 - world.literacy[i])
            change.norm[i] += min(p.advocacy * reach(law, p.half), 1.0) * (1.0 - world.norm[i])
        for i in range(world.n_states):
            law = world.tool_legal[i]
            talks, charm = world.tool_diplomatic[i], world.tool_cultural[i]
            if talks + charm + law > 0.0:
                for e in range(world.first[i], world.first[i + 1]):
                    back, j = world.rev[e], world.dst[e]
                    aim = world.aim[e] * world.gdp[i] / max(world.gdp[j], 1e-3)
                    trusted = min(p.reassurance * reach(talks * aim, p.half), 1.0)
                    close = min(p.likeness * reach(charm * aim, p.half), 1.0)
                    heard = min(p.advocacy * reach(law * aim, p.half), 1.0)
                    change.trust[back] += trusted * (1.0 - world.trust[back])
                    change.affinity[e] += close * (1.0 - world.affinity[e])
                    change.affinity[back] += close * (1.0 - world.affinity[back])
                    for q in range(world.n_regimes):
                        change.willing[q, j] += heard * (1.0 - world.willing[q, j])


def reach(budget, half):
    """Part of what a tool can do that a budget gets: $x / (x + h)$."""
    return budget / (budget + half)

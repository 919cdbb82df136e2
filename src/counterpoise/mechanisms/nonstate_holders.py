"""Armed groups come to hold autonomous weapons as these grow cheap and leak."""

# covers: A06, T02, F06

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Uniform
from counterpoise.theory import learning_curve

from .conflict_fields import carried
from .force_fields import NONSTATE, NONSTATE_FIRST, NONSTATE_GROUNDS, UNRULED
from .regime_fields import ON_WEAPONS
from .tallies import NONE, counted


class NonstateHolders(Mechanism):
    r"""What a poor state can buy, an armed group can buy soon after: holding rises as the unit price falls (Horowitz).

    Groups acquire at the rate $h = h_0 (\bar p / c)^\eta \, leak$ of the theory of learning curves, times
    $1 + s\,(\text{rivalry} \cdot u_j)$ for the rival j best able to arm a proxy, where the ground leaves room $\phi$:
    $\Delta N_i = \phi_i (1 - e^{-h}) (1 - N_i) - r (1 - \phi_i) N_i$, the last what a state that rules its ground takes
    back. Agreements on such weapons stop leaks in proportion to their depth, as far as they are about them and kept,
    and to their members' part in supply (military expenditure times adoption). Membership, compliance and rivalry are
    last year's. Reduced form; no rate here has ever been estimated. Off: groups keep what they have.
    """

    phase = Phase.GROW
    cites = ("horowitz2010", "wright1936", "veilleuxlepage2022")
    declares = (NONSTATE, UNRULED, NONSTATE_FIRST, NONSTATE_GROUNDS, ON_WEAPONS)

    base = param(LogNormal(0.4, 1.6), unit="1/year", source="assumed", doc="rate at an affordable price, all leaking")
    within = param(LogNormal(0.3, 1.4), unit="ratio to base year", source="assumed", doc="price within a group's reach")
    elasticity = param(LogNormal(1.5, 1.4), unit="exponent", source="assumed", doc="answer of the rate to the price")
    leak = param(Beta(2, 8), unit="share", source="assumed", doc="part of supply that leaks without an agreement")
    bite = param(
        Uniform(0.0, 1.0), unit="share", source="assumed", doc="part of leaks that a full agreement of all stops"
    )
    sponsors = param(LogNormal(2.0, 1.6), unit="1", source="assumed", doc="how much more a fully armed rival passes on")
    recovery = param(LogNormal(0.05, 1.6), unit="1/year", source="assumed", doc="taken back where the state rules all")

    @kernel
    def step(world, change, p, draw):
        sponsor = zeros(world.n_states)
        stopped = zeros(world.n_states)
        supply, kept = 1e-9, 0.0
        for q in range(world.n_regimes):
            strength = world.alive[q] * world.depth[q] * world.on_weapons[q]
            if strength > 0.0:
                for i in range(world.n_states):
                    bound = strength * world.member[q, i] * world.compliance[q, i]
                    stopped[i] += (1.0 - stopped[i]) * bound
        for i in range(world.n_states):
            made = world.milex_share[i] * world.gdp[i] * world.u_weapons[i]
            supply += made
            kept += made * stopped[i]
        leak = p.leak * (1.0 - p.bite * kept / supply)
        rate = learning_curve.nonstate_hazard(p.base, p.within, world.drone_price[0], p.elasticity, leak)
        for e in range(world.n_dyads):
            if world.rivalry[e] > 0.0:
                i = world.src[e]
                sponsor[i] = max(sponsor[i], world.rivalry[e] * world.u_weapons[world.dst[e]])
        grounds = NONE
        for i in range(world.n_states):
            held, room = world.nonstate[i], world.unruled[i]
            gained = learning_curve.acquired_within(rate * (1.0 + p.sponsors * sponsor[i]), 1.0)
            now = held + room * gained * (1.0 - held) - min(p.recovery, 1.0) * (1.0 - room) * held
            change.nonstate[i] += now - held
            change.nonstate_first[i] += carried(world.nonstate_first[i], held)
            grounds = counted(grounds, now > 0.5)
        change.nonstate_grounds[0] += float(grounds)

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.nonstate_first[i] += carried(world.nonstate_first[i], world.nonstate[i])

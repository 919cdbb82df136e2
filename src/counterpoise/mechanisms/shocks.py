"""What a scenario supposes to happen: to these pairs or states, in these years. Nothing where nothing is marked."""

from counterpoise.core.maths import exp, log
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Normal, Triangular, Uniform

from .conflict_fields import STRAIN
from .shock_fields import CLOSURE_MARK, CRISIS_MARK, SANCTION_MARK, UNREST_MARK
from .society_fields import INSTITUTIONS, SANCTION, STABILITY


# covers: F04, K6
class BorderClosure(Mechanism):
    r"""Closed borders take a part of a year's output, and some of it comes back after (World Bank 2021).

    $\Delta \ln Y_i = -\ell\,m_i$, roughly, where m marks how far the closure hurts and the scenario says in which years
    it does, by a path of $\ell$; below zero output comes back. Of 2020 the record is a fall of the world's output by
    3.5 per cent where some 2.5 of growth had been expected. Off, or nobody marked: nothing.
    """

    phase = Phase.GROW
    cites = ("worldbank_gep2021",)
    declares = (CLOSURE_MARK,)

    loss = param(
        Normal(0.06, 0.015), unit="share of output", source="worldbank_gep2021", doc="lost in a year by one fully hurt"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            if world.closure_mark[i] > 0.0:
                lost = min(p.loss * world.closure_mark[i], 0.9)
                change.growth[i] -= lost
                change.gdp[i] -= lost * world.gdp[i]


# covers: K4
class SupposedSanctions(Mechanism):
    r"""Marked senders put marked targets under sanctions, and renew them, as long as the scenario says.

    In a year a marked pair that has none gets them with chance $q\,m_{ij}$. How far firms comply, what it costs and
    what is conceded is left to ``Sanctions``, which also ends them; here they are imposed, not explained (as a binding
    resolution of the Security Council would do). Off, or nobody marked: nothing.
    """

    phase = Phase.DECIDE
    cites = ("drezner1999",)
    declares = (SANCTION, SANCTION_MARK)

    resolve = param(Uniform(0.0, 1.0), unit="1/year", source="assumed", doc="chance that a marked sender imposes them")

    @kernel
    def step(world, change, p, draw):
        marked = 0
        for e in range(world.n_dyads):
            marked += int(world.sanction_mark[e] > 0.0)
        if marked > 0:
            for e in range(world.n_dyads):
                chance = p.resolve * world.sanction_mark[e] * (1.0 - world.sanction[e])
                if chance > 0.0 and draw.uniform(world.dyad_id[e]) < chance:
                    change.sanction[e] += 1.0


# covers: K1, K7
class CrisisShock(Mechanism):
    r"""A crisis adds to the strain of the pairs it is about, in the years the scenario says (reduced form).

    $\Delta x_{ij} = s\,m_{ij}$ in log odds of a dispute. Whether a dispute begins, how far it climbs and who joins is
    left to ``CrisisOnset``. Not in the first year, in which that mechanism takes the measure of what is usual: a crisis
    then would calm all other pairs for good. Off, or nobody marked: nothing.
    """

    phase = Phase.COERCE
    cites = ("kahn1965", "brecher_wilkenfeld1997")
    declares = (CRISIS_MARK, STRAIN)

    pressure = param(
        Triangular(0.0, 3.0, 6.0), unit="log odds", source="assumed", doc="strain of a pair that is fully in the crisis"
    )

    @kernel
    def step(world, change, p, draw):
        marked = 0
        for e in range(world.n_dyads):
            marked += int(world.crisis_mark[e] > 0.0)
        if marked > 0 and world.elapsed > 1.0:
            for e in range(world.n_dyads):
                change.strain[e] += p.pressure * world.crisis_mark[e]


# covers: F05, K5
class UnrestWave(Mechanism):
    r"""A wave of unrest makes regimes fall several times as often as is usual, and they mend slowly (Weyland 2012).

    Stability S is the chance to last ten years; where regimes fall m times as often it is $S^m$, $m = 1 + w\,mark$. The
    wave takes S down to that of the usual stability, or of today's if that is higher, and no further in a second year.
    Afterwards ``RegimeStability`` repairs it at its own pace. Off, or nobody marked: nothing.
    """

    phase = Phase.COERCE
    cites = ("weyland2012",)
    declares = (INSTITUTIONS, STABILITY, UNREST_MARK)

    wave = param(
        Triangular(0.0, 1.5, 4.0), unit="ratio", source="assumed", doc="falls that a full wave adds to the usual ones"
    )

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            if world.unrest_mark[i] > 0.0:
                usual = max(world.stability[i], world.institutions[i])
                shaken = exp((1.0 + p.wave * world.unrest_mark[i]) * log(max(usual, 1e-6)))
                change.stability[i] += min(shaken - world.stability[i], 0.0)

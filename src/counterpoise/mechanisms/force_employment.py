"""How wars are fought from afar: many cheap drones against few precise strikes, and what both cost."""

# covers: T03, T15, T16, F20, F30

from counterpoise.core.maths import expm1, log, logistic, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Normal, Triangular, Uniform
from counterpoise.theory import mass_precision, saturation

from .force_fields import GUARD_COST, MASS_COST, STRIKE_COST, STRIKE_DAMAGE, STRUCK
from .quantal import quantal_response
from .tallies import tally
from .vocabulary import CLASH, WAR


class ForceEmployment(Mechanism):
    r"""In war each side buys the strikes that destroy more for its money, and the other buys interceptors.

    Side i spends the share e of its military expenditure on strikes, as far as its forces have adopted such weapons,
    split over its wars. Mass: N drones at today's price against the I that j can afford to engage in the year, each
    stopped with chance q; $N - q\min(N, I)$ leak and destroy output, less as targets grow scarce. Precision: shots at
    high-value arms of j, a part of its military stock, whose chance to hit wears off with use as j adapts. Each month's
    money goes to precision by quantal response to the log of returns per dollar, of what is left to hit; without noise
    it does as long as surprise lasts. q turns on the AI of the two sides; on which it leans is open. Drones and
    interceptors fired are arms that are gone. The plain attrition of war is counted elsewhere; arms follow losses of
    output there, those by strikes too.

    Prices and values are those of 2025 over 1.3, as ranges of the register of exchange inputs and of its kind.
    """

    phase = Phase.SETTLE
    cites = ("saghir2025", "aljazeera2025c", "garfinkel2019", "ivaniuk_attacks2026")
    declares = (STRIKE_COST, MASS_COST, STRIKE_DAMAGE, GUARD_COST, STRUCK)

    effort = param(Beta(2, 18), unit="share", source="assumed", doc="military expenditure for strikes at full adoption")
    drone = param(
        Triangular(15.0, 27.0, 54.0), unit="thousand 2015 USD", source="assumed", doc="unit cost of a drone in 2024"
    )
    worth = param(LogNormal(0.4, 2.5), unit="million 2015 USD", source="assumed", doc="destroyed by a drone that hits")
    hits = param(Uniform(0.2, 0.9), unit="probability", source="assumed", doc="chance that a drone that leaks hits")
    shot = param(LogNormal(0.3, 2.5), unit="million 2015 USD", source="assumed", doc="cost of a precise shot")
    prize = param(LogNormal(30.0, 2.0), unit="million 2015 USD", source="assumed", doc="destroyed by a precise hit")
    aim = param(Uniform(0.09, 0.35), unit="probability", source="saghir2025", doc="chance of a precise hit at first")
    adaptation = param(
        Uniform(0.3, 0.8), unit="share/month", source="assumed", doc="part of surprise that a month of use spends"
    )
    exposed = param(Beta(2, 18), unit="share", source="assumed", doc="military stock that precise shots can find")
    reach = param(
        Beta(4, 12), unit="share of output", source="assumed", doc="output that strikes can destroy in a year"
    )
    guard = param(Beta(2, 18), unit="share", source="assumed", doc="military expenditure for interceptors in war")
    interceptor = param(
        LogNormal(70.0, 3.0), unit="thousand 2015 USD", source="assumed", doc="cost of engaging one drone in 2024"
    )
    stopped = param(Beta(42, 8), unit="probability", source="assumed", doc="chance to stop a drone, AI being equal")
    contest = param(LogNormal(1.0, 1.6), unit="log odds", source="assumed", doc="what AI gives a side over the other")
    lean = param(
        Normal(0.0, 0.7), unit="log odds", source="assumed", doc="what AI on both sides gives defense, sign open"
    )

    noise = param(LogNormal(0.5, 1.5), unit="log factor", source="assumed", doc="scatter of the choice between the two")

    @kernel
    def step(world, change, p, draw):
        wars, lost, burnt = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        spent, massed, destroyed, guarded = 0.0, 0.0, 0.0, 0.0
        price = world.drone_price[0]
        tally(world.rung, CLASH, world.src, wars)
        for i in range(world.n_states):
            if wars[i] > 0.0:
                adopted = 0.5 * (world.u_weapons[i] + world.u_isr[i])
                money = p.effort * adopted * world.milex_share[i] * world.gdp[i] / wars[i] + 1e-9
                for e in range(world.first[i], world.first[i + 1]):
                    if world.rung[e] >= WAR:
                        j = world.dst[e]
                        shield = p.guard * world.milex_share[j] * world.gdp[j] / wars[j]
                        cost = 1e-6 * p.drone * price
                        engage = 1e-6 * p.interceptor * (1.0 - world.u_weapons[j] + world.u_weapons[j] * price)
                        odds = log(p.stopped / (1.0 - p.stopped)) + p.contest * (world.u_isr[j] - world.u_weapons[i])
                        kill = logistic(odds + 0.5 * p.lean * (world.u_isr[j] + world.u_weapons[i]))
                        value, prize, channels = 1e-3 * p.worth * p.hits, 1e-3 * p.prize, shield / engage
                        assets = p.exposed * world.military_stock[j] / wars[j] / prize + 1e-6
                        mass = mass_precision.mass_return(money / cost, channels, kill, value, cost)
                        precise, hit = campaign(
                            money, mass, 1e-3 * p.shot, p.aim * world.u_isr[i], prize, p.adaptation, assets, p.noise
                        )
                        salvo = (money - precise) / cost
                        leaked = value * saturation.expected_leakers(salvo, channels, kill)
                        fired = min(salvo, channels) * engage
                        burnt[i] += money
                        burnt[j] += fired + prize * hit
                        lost[j] += leaked / world.gdp[j]
                        spent += money
                        massed += money - precise
                        guarded += fired
                        destroyed += leaked + prize * hit
        for i in range(world.n_states):
            if wars[i] > 0.0:
                struck = -p.reach * expm1(-lost[i] / p.reach)
                change.struck[i] += struck
                change.loss[i] += struck
                change.military_stock[i] -= min(burnt[i], 0.5 * world.military_stock[i])
        change.strike_cost[0] += spent
        change.mass_cost[0] += massed
        change.strike_damage[0] += destroyed
        change.guard_cost[0] += guarded


def campaign(money, mass, shot, aim, prize, adaptation, assets, noise):
    """Money for precision in twelve months and the assets hit; ``mass`` is what a dollar returns otherwise."""
    month, precise, hit, chance = money / 12.0, 0.0, 0.0, aim
    shots, each, sure = month / shot, 1.0 / assets, mass_precision.precision_return(1.0, prize, shot)
    otherwise = log(mass + 1e-9)
    for _ in range(12):
        finds = chance * max(1.0 - hit * each, 0.0)
        part = quantal_response(log(finds * sure + 1e-9) - otherwise, noise)
        precise += part * month
        hit = min(hit + part * shots * finds, assets)
        chance = chance * (1.0 - adaptation * part)
    return precise, hit

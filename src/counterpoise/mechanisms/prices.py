"""The more autonomous weapons are made, the cheaper each becomes."""

# covers: P10, F06

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform
from counterpoise.theory import learning_curve


class DronePrice(Mechanism):
    r"""Each doubling of cumulative output cuts the unit price of autonomous weapons by the same share (Wright 1936).

    $c(x) = x^{-b}$ with cumulative output x counted in that of the base year. A year adds ``output`` times the world's
    mean adoption, weighted by military expenditure. The experience so far is read off the price itself.
    """

    phase = Phase.GROW
    cites = ("wright1936",)

    exponent = param(Uniform(0.15, 0.45), unit="exponent", source="wright1936", doc="b; 20 % learning is .32")
    output = param(LogNormal(2.0, 1.6), unit="base-year stocks/year", source="assumed", doc="output at full adoption")

    @kernel
    def step(world, change, p, draw):
        total, adopted = 0.0, 0.0
        for i in range(world.n_states):
            milex = world.milex_share[i] * world.gdp[i]
            total += milex
            adopted += milex * world.u_weapons[i]
        price = world.drone_price[0]
        made = learning_curve.output_until_affordable(1.0, price, p.exponent)
        after = learning_curve.unit_cost(1.0, made + p.output * adopted / max(total, 1e-6), p.exponent)
        change.drone_price[0] += min(after, price) - price

"""What all disputes of a year have in common."""

from counterpoise.core.maths import sqrt
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal


class Tension(Mechanism):
    r"""Disputes come in bad years: a shock common to all pairs, with memory.

    $x' = \bar x + \rho (x - \bar x) + \sqrt{1 - \rho^2}\,\sigma z$ in log odds, $\bar x = -\sigma^2 / 2$ so that the
    mean factor is one. Both numbers are those of what is left when each year of 1963-2007 is set beside what a run
    would have expected, from hazards estimated up to a base year one to fifteen years before and from what pairs did
    since. The yearly number of pairs whose dispute began (1,068 in all) has about twice the variance that chance would
    give it. Pairs of one dispute are part of that; joiners, who are not in it, add their own. Off: no common shock
    moves from where it is.
    """

    phase = Phase.COERCE
    cites = ("palmer_et_al2021",)

    spread = param(
        LogNormal(0.231, 1.292), unit="log factor", source="estimated:tension", doc="standard deviation of the shock"
    )
    persistence = param(Beta(3.47, 2.8), unit="1", source="estimated:tension", doc="its correlation from year to year")

    @kernel
    def step(world, change, p, draw):
        usual = -0.5 * p.spread * p.spread
        luck = sqrt(1.0 - p.persistence * p.persistence) * p.spread * draw.normal(0)
        change.tension[0] += (p.persistence - 1.0) * (world.tension[0] - usual) + luck

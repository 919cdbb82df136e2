"""Agreements on weapons: founded, joined, deepened, broken, ended."""

from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Uniform

from .conflict_fields import SUSTAINABLE, WILLING
from .quantal import quantal_response


class WeaponsAgreement(Mechanism):
    r"""An agreement lasts while those who matter keep it and are not accused of breaking it (Green & Porter 1984).

    Members comply as far as they are willing; a violation is seen with $\beta$, compliance looks like one with
    $\alpha$. The agreement collapses, and all leave, by quantal response on the share of members' power that is
    accused, less what is tolerated; else members leave and outsiders join at their own pace and depth moves towards
    what can be sustained. Where none is in force, one is founded at some pace, by quantal response on the share of the
    world's power that is willing, less a quorum; the willing sign. Off: no agreement does anything.
    """

    phase = Phase.GOVERN
    cites = ("downs1996", "green1984", "maas2019", "mckelvey_palfrey1995")
    declares = (SUSTAINABLE, WILLING)

    entry = param(LogNormal(0.05, 1.5), unit="1/year", source="assumed", doc="pace at which willing outsiders join")
    exit = param(LogNormal(0.03, 1.5), unit="1/year", source="assumed", doc="pace at which unwilling members leave")
    pace = param(LogNormal(0.1, 1.5), unit="1/year", source="assumed", doc="pace at which depth is negotiated")
    tolerance = param(
        Uniform(0.2, 0.6), unit="share of power", source="assumed", doc="accused power that ends it as often"
    )
    quorum = param(
        Uniform(0.5, 0.9), unit="share of power", source="assumed", doc="willing power that founds it as often"
    )
    firmness = param(LogNormal(0.06, 1.3), unit="share of power", source="assumed", doc="scatter of either threshold")
    founding = param(LogNormal(0.04, 1.5), unit="1/year", source="assumed", doc="pace at which a wanted one is founded")

    @kernel
    def step(world, change, p, draw):
        for q in range(world.n_regimes):
            accused, power, wanting, all_power = 0.0, 1e-9, 0.0, 1e-9
            for i in range(world.n_states):
                identity, inside = world.membership_id[q, i], world.alive[q] * world.member[q, i]
                violates = inside * (1.0 if draw.uniform(identity, 1) >= world.willing[q, i] else 0.0)
                signal = world.detection[q] if violates > 0.0 else world.false_alarm[q]
                charged = inside * (1.0 if draw.uniform(identity, 2) < signal else 0.0)
                change.compliance[q, i] += inside * world.willing[q, i]
                change.violations[q] += violates
                accused += charged * world.hard[i]
                power += inside * world.hard[i]
                wanting += world.willing[q, i] * world.hard[i]
                all_power += world.hard[i]
            luck, alive = draw.uniform(world.regime_id[q]), world.alive[q]
            ends = 1.0 if luck < alive * quantal_response(accused / power - p.tolerance, p.firmness) else 0.0
            wanted = p.founding * quantal_response(wanting / all_power - p.quorum, p.firmness)
            begins = 1.0 if luck < (1.0 - alive) * wanted else 0.0
            change.alive[q] += begins - ends
            moved = min(p.pace, 1.0) * (world.sustainable[q] - world.depth[q])
            change.depth[q] += moved * (alive - ends) - world.depth[q] * (1.0 - alive + ends)
            for i in range(world.n_states):
                inside, willing = world.member[q, i], world.willing[q, i]
                leaves = ends + (1.0 - ends) * p.exit * (1.0 - willing) if alive > 0.0 else 1.0 - begins * willing
                joins = (1.0 - ends) * p.entry * willing if alive > 0.0 else begins * willing
                if draw.uniform(world.membership_id[q, i]) < (leaves if inside > 0.0 else joins):
                    change.member[q, i] += 1.0 - 2.0 * inside

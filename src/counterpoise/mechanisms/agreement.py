"""Agreements: founded, joined, deepened, broken, ended."""

# covers: A02, P28, F42

from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Beta, LogNormal, Uniform

from .conflict_fields import SUSTAINABLE, WILLING
from .quantal import quantal_response
from .regime_fields import AGENT, JOINING, ON_COMMAND, ON_SUPPLY, PARTIES, PIVOTAL, RESOLVE, STANCE


class WeaponsAgreement(Mechanism):
    r"""An agreement lasts while those who matter keep it and are not accused of breaking it (Green & Porter 1984).

    Members comply as far as they are willing, those who join this year too; next year's deeds and accusations read it.
    A violation is seen with $\beta$, compliance looks like one with $\alpha$, and members answer a part of either with
    an end, as far as they are resolved and no agent deals with it.
    The agreement collapses, and all leave, by quantal response on the share of members' power so charged, less what is
    tolerated, so that pivotal members end it alone; and where fewer than two are left. Else members leave and outsiders
    join at their own pace, as far as they would keep it and rather be in than out, and depth moves towards what can be
    sustained. Where none is in force, one is founded at some pace, by quantal response on the share of power so ready
    among those it concerns, less a quorum, or of states in number, as treaties enter into force without the powers; the
    ready sign. Pivotal is who makes the difference to that chance.
    Human control of nuclear weapons concerns those that have them; a club of suppliers the well disposed, who admit
    nobody later. All agreements live so, on weapons or not. Off: agreements, members and compliance stay as they are.
    """

    phase = Phase.GOVERN
    cites = ("downs1996", "green1984", "maas2019", "mckelvey_palfrey1995")
    declares = (SUSTAINABLE, WILLING, JOINING, PIVOTAL, PARTIES, ON_SUPPLY, ON_COMMAND, STANCE, RESOLVE, AGENT)

    rupture = param(Beta(3.0, 7.0), unit="share", source="assumed", doc="signals answered by threatening to end it")
    entry = param(LogNormal(0.05, 1.5), unit="1/year", source="assumed", doc="pace at which willing outsiders join")
    exit = param(LogNormal(0.03, 1.5), unit="1/year", source="assumed", doc="pace at which unwilling members leave")
    pace = param(LogNormal(0.1, 1.5), unit="1/year", source="assumed", doc="pace at which depth is negotiated")
    tolerance = param(
        Uniform(0.2, 0.6), unit="share of power", source="assumed", doc="accused power that ends it as often"
    )
    quorum = param(
        Uniform(0.5, 0.9), unit="share of power", source="assumed", doc="willing power that founds it as often"
    )
    ratifiers = param(
        Uniform(0.15, 0.35), unit="share of states", source="assumed", doc="ready states that found it as often"
    )
    firmness = param(LogNormal(0.06, 1.3), unit="share of power", source="assumed", doc="scatter of either threshold")
    founding = param(LogNormal(0.04, 1.5), unit="1/year", source="assumed", doc="pace at which a wanted one is founded")

    @kernel
    def step(world, change, p, draw):
        asked, doubt, signal, lot = (
            zeros(world.n_states), zeros(world.n_states), zeros(world.n_states), zeros(world.n_states),
        )  # fmt: skip
        ready, turned = zeros(world.n_states), zeros(world.n_states)
        for q in range(world.n_regimes):
            alive, club = world.alive[q], world.on_supply[q]
            charged = p.rupture * world.resolve[q] * (1.0 - world.agent[q])
            accused, power, wanting, all_power, members = 0.0, 1e-9, 0.0, 1e-9, 0.0
            violations, parties, many, all_states = 0.0, 0.0, 0.0, 1e-9
            for i in range(world.n_states):
                asked[i] = concerned(world.on_command[q], world.warheads[i], club, world.stance[q, i])
            if alive > 0.0:
                for i in range(world.n_states):
                    lot[i], doubt[i], signal[i], _ = draw.uniforms(world.membership_id[q, i])
                for i in range(world.n_states):
                    inside = alive * world.member[q, i]
                    violates = 1.0 if doubt[i] >= world.willing[q, i] else 0.0
                    seen = charged * (violates * world.detection[q] + (1.0 - violates) * world.false_alarm[q])
                    accused += inside * world.hard[i] * (1.0 if signal[i] < seen else 0.0)
                    power += inside * world.hard[i]
                    violations += inside * violates
                    members += inside
            else:
                for i in range(world.n_states):
                    ready[i] = asked[i] * world.willing[q, i] * world.joining[q, i]
                    wanting += ready[i] * world.hard[i]
                    all_power += asked[i] * world.hard[i]
                    many += ready[i]
                    all_states += asked[i]
                for i in range(world.n_states):
                    if asked[i] > 0.0:  # nobody else makes a difference
                        others, rest = wanting - ready[i] * world.hard[i], many - ready[i]
                        one, part = asked[i] / all_states, asked[i] * world.hard[i] / all_power
                        without = founded(others / all_power, rest / all_states, p.quorum, p.ratifiers, p.firmness)
                        with_it = founded(
                            others / all_power + part, rest / all_states + one, p.quorum, p.ratifiers, p.firmness
                        )
                        change.pivotal[q, i] += with_it - without
            luck = draw.uniform(world.regime_id[q])
            ending = quantal_response(accused / power - p.tolerance, p.firmness) if members >= 2.0 else 1.0
            ends = 1.0 if luck < alive * ending else 0.0
            wanted = p.founding * founded(wanting / all_power, many / all_states, p.quorum, p.ratifiers, p.firmness)
            begins = 1.0 if luck < (1.0 - alive) * wanted else 0.0
            change.alive[q] += begins - ends
            moved = min(p.pace, 1.0) * (world.sustainable[q] - world.depth[q])
            change.depth[q] += moved * (alive - ends) - world.depth[q] * (1.0 - alive + ends)
            if begins > 0.0:  # where none is and none begins, whoever is still in it leaves: no need to draw
                for i in range(world.n_states):
                    lot[i] = draw.uniform(world.membership_id[q, i], 1)
            for i in range(world.n_states):
                inside, willing = world.member[q, i], world.willing[q, i]
                signs = willing * world.joining[q, i] * asked[i]
                leaves = ends + (1.0 - ends) * p.exit * (1.0 - willing) if alive > 0.0 else 1.0 - begins * signs
                joins = (1.0 - ends) * p.entry * (1.0 - club) if alive > 0.0 else begins
                chance = leaves if inside > 0.0 else joins * signs
                turned[i] = (1.0 if lot[i] < chance else 0.0) * (1.0 - 2.0 * inside)
                change.member[q, i] += turned[i]
            for i in range(world.n_states):
                bound = world.member[q, i] + turned[i]
                change.compliance[q, i] += bound * world.willing[q, i]
                parties += bound
            change.parties[q] += parties
            change.violations[q] += violations

    @kernel
    def null(world, change, p, draw):
        for q in range(world.n_regimes):
            for i in range(world.n_states):
                change.compliance[q, i] += world.compliance[q, i]


def founded(power, number, quorum, ratifiers, firmness):
    """Chance that those who are ready found one: by their part in power or by their number, whichever does better."""
    return quantal_response(max(power - quorum, number - ratifiers), firmness)


def concerned(command, warheads, club, stance):
    """How far a state is one of those an agreement is for: armed with nuclear weapons, well disposed to a club."""
    armed = 1.0 if warheads > 0.0 else 1.0 - command
    return armed * (1.0 if stance > 0.0 else 1.0 - club)

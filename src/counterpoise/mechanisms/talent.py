"""Those who make AI are schooled at home and move to where they are drawn."""

# covers: A07, P23, F18, L6, C15

from counterpoise.core.maths import exp, log, zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import LogNormal, Normal, Uniform

from .skill_fields import ATTRACTION, FIRST_SMART, RESEARCH_TREND, SCHOOLING


class Talent(Mechanism):
    r"""A state's part in AI research follows its own trend for a while, then its schools and its attraction.

    $\Delta h_i = f\,h_i (g_i - \bar g) + (1 - f)\,\epsilon (s_i - h_i) + m\,h_i (z_i - \bar z)$, means weighted by
    h, so that parts keep their sum. The trend g of the record fades as extremes do, $f = 2^{-t/T}$. The part s in the
    world's schooled people counts population times the index of human capital above 1 times output per head to the
    power $\gamma$. Attraction $z = \ln (a / h) + \varsigma \ln (smart / smart_1) - \lambda\,loss$ sets the part a in
    students abroad beside talent, with the change of smart power since the first year and output lost to conflict.
    Schooling closes a part of its distance to the best each year, less where arms crowd it out. The record of 2018-2024
    does not show that talent goes where students go (it shows the reverse), so the sign of m is free. Power and losses
    are last year's. Off: parts stay.
    """

    phase = Phase.GROW
    cites = ("roumate2022", "nye2004", "unesco_uis_students", "feenstra_inklaar_timmer2015", "eto_country_ai_metrics")
    declares = (SCHOOLING, RESEARCH_TREND, ATTRACTION, FIRST_SMART)

    fading = param(LogNormal(3.0, 1.5), unit="year", source="assumed", doc="time in which half the own trend fades, T")
    schools = param(
        LogNormal(0.04, 2.0), unit="1/year", source="assumed", doc="distance to its schooled people closed, epsilon"
    )
    means = param(Uniform(0.0, 0.5), unit="exponent", source="assumed", doc="weight of output per head, gamma")
    mobility = param(
        Normal(0.0, 0.015), unit="1/year", source="assumed", doc="pace at which talent moves to where it is drawn, m"
    )
    # covers: P02
    soft = param(LogNormal(1.0, 1.6), unit="exponent", source="assumed", doc="attraction by smart power, varsigma")
    flight = param(LogNormal(5.0, 2.0), unit="1/share of output", source="assumed", doc="attraction lost to conflict")
    learning = param(
        LogNormal(0.012, 1.5), unit="1/year", source="assumed", doc="distance to the best schooling closed in a year"
    )
    crowding = param(
        Normal(0.0, 5.0), unit="1/share of output", source="assumed", doc="schooling lost to military expenditure"
    )

    @kernel
    def step(world, change, p, draw):
        best, schooled, drawn, trend, whole = 1.0, 1e-9, 0.0, 0.0, 1e-9
        people, pull, first = zeros(world.n_states), zeros(world.n_states), zeros(world.n_states)
        fade = exp(-0.6931472 * (world.elapsed - 1.0) / p.fading)
        for i in range(world.n_states):
            first[i] = world.first_smart[i] if world.first_smart[i] > 0.0 else world.smart[i]
        for i in range(world.n_states):
            rich = max(world.gdp[i], 1e-3) / max(world.population[i], 1e-3)
            people[i] = world.population[i] * (world.schooling[i] - 1.0) * exp(p.means * log(rich))
        for i in range(world.n_states):
            risen = log((world.smart[i] + 1e-6) / (first[i] + 1e-6))
            sought = log((world.attraction[i] + 1e-6) / (world.talent[i] + 1e-6))
            pull[i] = min(max(sought + p.soft * risen - p.flight * world.loss[i], -10.0), 10.0)
        for i in range(world.n_states):
            best = max(best, world.schooling[i])
            schooled += people[i]
            whole += world.talent[i]
            trend += world.talent[i] * world.research_trend[i]
            drawn += world.talent[i] * pull[i]
        for i in range(world.n_states):
            own = fade * world.talent[i] * (world.research_trend[i] - trend / whole)
            taught = (1.0 - fade) * min(p.schools, 1.0) * (whole * people[i] / schooled - world.talent[i])
            moved = p.mobility * world.talent[i] * (pull[i] - drawn / whole)
            change.talent[i] += own + taught + moved
            effort = max(1.0 - p.crowding * (world.milex_share[i] - 0.02), 0.0)
            change.schooling[i] += min(p.learning * effort, 0.2) * (best - world.schooling[i])
            change.first_smart[i] += first[i]

"""Deterrence rests on what survives a first strike, which surveillance can erode (Jervis 1989; Geist 2016)."""

from math import log

from .declare import (
    ComparativeStatic,
    Confidence,
    KnownResult,
    Model,
    count,
    formula,
    nonnegative,
    share,
)


@formula(
    launchers=count("launchers, N"),
    kill=share("probability that a launcher is found and destroyed, p_k"),
)
def survival_probability(launchers, kill):
    r"""Probability that at least one launcher survives a first strike: $1 - p_k^N$."""
    return 1.0 - kill**launchers


@formula(
    launchers=nonnegative("launchers, N", "launchers"),
    kill=share("probability that a launcher is found and destroyed, p_k"),
)
def expected_survivors(launchers, kill):
    r"""Mean number of launchers that survive a first strike: $N (1 - p_k)$. True also if their fates are linked."""
    return launchers * (1.0 - kill)


@formula(
    launchers=nonnegative("launchers, N", "launchers"),
    kill=share("probability that a launcher is found and destroyed, p_k"),
    damage=nonnegative("damage one surviving launcher does", "value/launcher"),
    gain=nonnegative("what the attacker gains from the strike", "value"),
)
def deterrence_margin(launchers, kill, damage, gain):
    r"""Expected retaliation less the attacker's gain: $N (1 - p_k)\, v - \text{gain}$; deterrence holds above 0."""
    return launchers * (1.0 - kill) * damage - gain


@formula(
    launchers=count("launchers, N", at_least=1),
    assurance=share("probability with which one launcher must survive"),
)
def kill_ceiling(launchers, assurance):
    r"""Greatest chance of losing a launcher that leaves the wanted assurance: $p_k = (1 - a)^{1/N}$."""
    return (1.0 - assurance) ** (1.0 / launchers)


@formula(
    kill=share("probability that a launcher is found and destroyed, p_k", low_open=True, high_open=True),
    assurance=share("probability with which one launcher must survive", low_open=True, high_open=True),
)
def launchers_needed(kill, assurance):
    r"""Launchers, not rounded, that leave the wanted assurance: $N = \ln(1 - a) / \ln p_k$.

    An arsenal answers better surveillance by growing: N rises without bound as $p_k$ goes to 1.
    """
    return log(1.0 - assurance) / log(kill)


MODEL = Model(
    section="M15",
    title="Second strike under surveillance",
    claim="Better localisation erodes deterrence steeply once launchers are few and likely to be found.",
    equation=r"P(\text{at least one survives}) = 1 - p_k^N",
    cites=("jervis1989", "geist2016"),
    confidence=Confidence.DERIVED,
    holds="launchers found and destroyed independently, one strike, no warning",
    breaks="when one sensor or one deception affects all launchers at once: assurance then falls to that "
    "of a single one",
    main=survival_probability,
    example={"launchers": 14.0, "kill": 0.9},
    meaning=lambda p: f"at least one launcher survives with probability {p:.4g}",
    known=(
        KnownResult("14 launchers, p_k=.9: .7712", lambda: survival_probability(14, 0.9), 0.77123207545),
        KnownResult("14 launchers, p_k=.95: .5123", lambda: survival_probability(14, 0.95), 0.51232502082),
    ),
    static=ComparativeStatic(
        vary="kill",
        low=0.5,
        high=1.0,
        curves="launchers",
        values=(5.0, 14.0, 100.0),
        ylabel="probability that one survives",
        reading="Assurance stays near certainty until localisation is nearly perfect, then collapses; larger arsenals "
        "only move the cliff.",
    ),
)

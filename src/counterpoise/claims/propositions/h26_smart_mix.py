"""H26: a mix of tools buys more influence than the best of them alone at the same cost."""

# covers: F20, C22

import numpy as np

from .proposition import ClosedForm, Paired, Proposition

TOOLS = 6


def _mixes(bundle: str, members: int, seed: int) -> Paired:
    """Log influence of the best mix over the best single tool; six tools, weights, prices and substitution drawn."""
    from counterpoise.theory.portfolio import best_influence, best_single

    luck = np.random.default_rng(seed)
    weights = luck.dirichlet(np.full(TOOLS, 2.0), members)
    prices = np.exp(luck.normal(0.0, np.log(1.5), (members, TOOLS)))
    rho = luck.uniform(0.05, 0.95, members)
    single, mix = (np.empty(members) for _ in range(2))
    for k in range(members):
        single[k] = best_single(weights[k], prices[k], rho[k])
        mix[k] = best_influence(weights[k], prices[k], rho[k])
    drawn = np.column_stack([rho, weights.max(axis=1), prices.min(axis=1)])
    names = ("substitution between tools", "greatest weight", "lowest price")
    return Paired(np.zeros(members), np.log(mix / single), drawn, names)


PROPOSITION = Proposition(
    "H26",
    treatment="the budget spent on the best mix of six tools",
    control="the same budget spent on the best of them alone",
    effects={"influence of the mix over the best tool": ClosedForm("log ratio", _mixes)},
    bundles=("closed form",),
    doubts=(
        "built in: with imperfect substitution a mix cannot do worse than one of its parts; how imperfect is assumed",
        "evidence would need the costs and outcomes of instruments, which no data here have",
    ),
)

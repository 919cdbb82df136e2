"""H19: does technology say who becomes a new partner? Arms partners begun in 2019-2024, with and without such terms."""

# covers: F19, C16

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.data.panel import Panel

from .choice import MEASURED, PARTS, left_out_log_losses, supplier_data
from .ecosystem import ecosystem
from .finding import Effect, Evidence, Finding, judge, rule
from .folds import bootstrap_counts, folds

Array = NDArray[np.float64]
ID = "H19"
REPLICATES = 1000
LEVEL = "all suppliers of 2014-2024: share in cables, cloud and compute, log skill"
NAMES = {
    "on": "new partners 2019-2024: terms of technology measured by 2018",
    "ecosystem": "new partners 2019-2024: share in cables, cloud and compute of 2022-2026",
    "shuffled": "new partners 2019-2024: terms of technology of other pairs (placebo)",
}
DATA = (
    Evidence("first deliveries of arms between pairs, as fitted scores", 2005, 2024, ("sipri_transfers",), "estimated"),
    Evidence("AI research, patents, money, models of suppliers", 2016, 2018, ("eto_cat", "epoch_models"), "estimated"),
    Evidence("owners of cables, cloud regions and compute by host", 2022, 2026,
             ("sea_cables", "cloud_map", "cloud_regions", "epoch_clusters"), "estimated"),
)  # fmt: skip
OTHERWISE = (
    "who digitizes is rich, and who is rich buys more widely; output of both sides is held, wealth per head is not",
    "new partners of these years are often donors to one state at war, whose tie is not technological",
    "suppliers that sell to many find new buyers most easily, whatever they sell",
)
HOLES = (
    "alliances end in 2018, before series on AI begin: changes of allies are not tested",
    "yearly deals by pair may not be embedded: scores were fitted to the register; the panel has pooled shares",
    "cloud, cable and compute ties are of 2022-2026, later than the deals: a gain from them would prove nothing",
)


@cache
def fitted_scores() -> dict[str, Any]:
    """Scores of new partners as fitted to the trade register, which is not in the package."""
    found: dict[str, Any] = json.loads(files(__package__).joinpath("partners_fit.json").read_text(encoding="utf-8"))
    return found


def examine(panel: Panel) -> Finding:
    """Shipped scores of new partners, and the choice of all suppliers from the panel beside."""
    return finding(fitted_scores(), level(panel))


def level(panel: Panel) -> Effect:
    """Skill that the ecosystem adds to output, distance, pacts and votes in foretelling suppliers of 2014-2024."""
    shares, terms, importers, suppliers = supplier_data(panel)
    section = panel.cross_section(["gdp_ppp"], MEASURED)
    output = np.broadcast_to(np.log(section.value[0][suppliers]), shares.shape)[..., None]
    shared = ecosystem(panel, section.states)[np.ix_(importers, suppliers)][..., None]
    return gain(shares, np.concatenate([output, terms], axis=-1), shared, importers[:, None] == suppliers[None, :])


def gain(shares: Array, terms: Array, extra: Array, closed: NDArray[np.bool_]) -> Effect:
    """Log skill of ``extra`` terms ``[importer, supplier, term]`` on importers left out, with its interval."""
    fold = folds(len(shares), PARTS)
    off, on = (left_out_log_losses(shares, t, closed, fold) for t in (terms, np.concatenate([terms, extra], axis=-1)))
    sums = bootstrap_counts(len(shares), REPLICATES) @ np.stack([off, on], axis=1)
    drawn = 1.0 - sums[:, 1] / sums[:, 0]
    low, high = np.quantile(drawn, [0.05, 0.95])
    above = float(np.mean(drawn > 0.0))
    return Effect(LEVEL, float(1.0 - on.sum() / off.sum()), float(low), float(high), "log skill", above, "importers")


def finding(scores: dict[str, Any], beside: Effect) -> Finding:
    """The verdict from scores as ``partners_fit`` gives them."""
    effects = [_effect(name, scores["gains"][name]) for name in NAMES]
    main, shared = effects[:2]
    reached = judge([main], rule(ID).smallest)
    reached = Verdict.NOT_TESTABLE if reached is Verdict.CONDITIONAL else reached
    precision = scores["precision"]
    why = (
        f"{scores['new']} new partners among {scores['pairs']:,} pairs: average precision {precision['off']:.3f} "
        f"without and {precision['on']:.3f} with terms of technology, {main.value:+.3f} ({main.low:+.3f} to "
        f"{main.high:+.3f}); "
        f"with ties in cables, cloud and compute {shared.value:+.3f} ({shared.low:+.3f} to {shared.high:+.3f})"
    )
    unsettled = "too few new partners to tell a gain of two hundredths from none"
    return Finding(
        rule(ID), reached, why, unsettled if reached is Verdict.NOT_TESTABLE else "", (*effects, beside), DATA,
        OTHERWISE, HOLES, {k: scores[k] for k in ("pairs", "new", "precision", "log_loss", "coefficients")},
    )  # fmt: skip


def _effect(name: str, found: dict[str, float]) -> Effect:
    return Effect(NAMES[name], found["gain"], found["low"], found["high"], "average precision", found["above"],
                  "importers and suppliers")  # fmt: skip

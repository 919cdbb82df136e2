"""Mass against precision: what a salvo of cheap drones destroys per dollar beside precise strikes, and what decides."""

# covers: F30, K1, C23

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.theory.mass_precision import precision_return
from counterpoise.theory.saturation import defense_cost_ratio

from .figure import figure
from .fitted import LATEST, LeakFit, counts, fits, foretold, leak_fit
from .inputs import Range, chosen
from .leakage import Constant, Fitted, Leakage, Saturating
from .worlds import Worlds

Array = NDArray[np.float64]
PLAUSIBLE = (10.0, 1000.0)
"""Salvo sizes in which a crossover is looked for; the largest of the series is 810."""
BEYOND_DATA = "outside the sizes of nine tenths of the raids fitted: extrapolated"


@dataclass(frozen=True)
class Exchange:
    """The answer as tables, each row with its three middle quantiles or shares of draws.

    ``outcomes``: figures of one salvo under each leak model. ``crossover``: where mass becomes (or ceases to be) the
    better buy. ``adaptation``: the same after repeated use of the precise option. ``drivers``: what the answer hangs
    on. ``curves``: mass over precision, damage per dollar, by salvo size. ``inputs``: every range with grade and
    source. ``fits``: what the attack series says about leaking; ``counts``: about launches a day. Grade of all results:
    *assumed*, the weakest input.
    """

    salvo: float
    option: str
    draws: int
    seed: int
    grade: str
    fit: LeakFit
    outcomes: pd.DataFrame
    crossover: pd.DataFrame
    adaptation: pd.DataFrame
    drivers: pd.DataFrame
    curves: pd.DataFrame
    inputs: pd.DataFrame
    fits: pd.DataFrame
    counts: pd.DataFrame
    warnings: tuple[str, ...]

    def figure(self) -> str:
        """A standing SVG of the curves."""
        return figure(self.option, self.curves, self.crossover)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON; missing and infinite numbers are None."""
        tables = {
            k: getattr(self, k) for k in ("outcomes", "crossover", "adaptation", "drivers", "inputs", "fits", "counts")
        }
        plain = {name: _plain(table) for name, table in tables.items()}
        head = {k: getattr(self, k) for k in ("salvo", "option", "draws", "seed", "grade")}
        fitted = {k: getattr(self.fit, k) for k in ("kind", "accounting", "definition", "start", "end", "raids")}
        return {**head, "fit": fitted, **plain, "foretold": foretold(), "warnings": list(self.warnings)}


def exchange(
    mass: Mapping[str, float] | None = None,
    precision: Mapping[str, float] | None = None,
    defense: Mapping[str, float] | None = None,
    *,
    salvo: float = 100.0,
    option: str = "spiderweb",
    accounting: str = LATEST,
    definition: str = "unaccounted",
    sizes: tuple[float, float] = PLAUSIBLE,
    draws: int = 10_000,
    seed: int = 2025,
) -> Exchange:
    """Compare a salvo of cheap drones with precise strikes, per dollar, over everything that is not known.

    ``mass``, ``precision`` and ``defense`` set quantities by name (see ``inputs``); what is not set is drawn from its
    range. ``option`` is the precise alternative: *spiderweb* (one surprise of June 2025) or *missile*. ``accounting``
    and ``definition`` choose the fit of the leak share, ``sizes`` the salvoes in which a crossover is looked for.
    Money is in USD; only ratios of money matter. Raises InputError.
    """
    _check(salvo, sizes, draws)
    held = chosen(option, mass, precision, defense)
    fit = leak_fit(accounting, definition)
    worlds = Worlds.drawn_from(held, draws, seed)
    x = worlds.drawn
    models: tuple[Leakage, ...] = (
        Constant(x["defense.kill"]),
        Saturating(x["defense.kill"], x["defense.capacity"]),
        Fitted.drawn(fit, draws, seed),
    )
    return Exchange(
        salvo=float(salvo),
        option=option,
        draws=draws,
        seed=seed,
        grade="assumed",
        fit=fit,
        outcomes=pd.DataFrame([row for m in models for row in _outcomes(m, worlds, salvo)]),
        crossover=pd.DataFrame([_crossover(m, worlds.merit(), sizes) for m in models]),
        adaptation=pd.DataFrame([_worn(models, worlds, salvo, uses) for uses in range(11)]),
        drivers=_drivers(models, worlds, salvo),
        curves=pd.DataFrame([row for m in models for row in _curve(m, worlds, sizes)]),
        inputs=pd.DataFrame([{"name": key, **_ranged(r)} for key, r in held.items()]),
        fits=fits(),
        counts=counts(),
        warnings=_warnings(fit, salvo),
    )


def _check(salvo: float, sizes: tuple[float, float], draws: int) -> None:
    if not 1.0 <= salvo <= 1e6:
        raise InputError(f"salvo = {salvo:g}: must be 1 to 1000000 drones")
    if not 1.0 <= sizes[0] < sizes[1] <= 1e6:
        raise InputError(f"sizes = {sizes[0]:g} to {sizes[1]:g}: must rise, within 1 to 1000000 drones")
    if not 100 <= draws <= 1_000_000:
        raise InputError(f"draws = {draws}: must be 100 to 1000000")


def _outcomes(model: Leakage, worlds: Worlds, salvo: float) -> list[dict[str, Any]]:
    """What one salvo does and costs; a draw in which nothing is stopped has no cost per kill."""
    x, leak = worlds.drawn, model.share(salvo)
    engaged, shots, price = model.engaged(salvo), x["defense.shots"], x["defense.interceptor_cost"]
    stopped = np.where(leak < 1.0, salvo * (1.0 - leak), np.nan)
    mass = worlds.value * leak / worlds.cost
    precise = np.asarray(precision_return(worlds.hit(0), worlds.precision_value, x["precision.unit_cost"]))
    figures = {
        "drones that leak": ("drones", salvo * leak),
        "attacker's cost per leaker": ("USD", worlds.cost / leak),
        "defender's cost per kill": ("USD", engaged * shots * price / stopped),
        "defender's spending per attacker's dollar": (
            "1", np.asarray(defense_cost_ratio(salvo, engaged, shots, price, worlds.cost)),
        ),
        "damage per dollar, mass": ("1", mass),
        "damage per dollar, precision": ("1", precise),
        "mass over precision": ("1", leak / worlds.merit()),
    }  # fmt: skip
    rows = [{"model": model.name, "figure": k, "unit": unit, **_quantiles(v)} for k, (unit, v) in figures.items()]
    return [
        *rows,
        {
            "model": model.name,
            "figure": "chance that mass is better",
            "unit": "1",
            "middle": _wins(model, worlds.merit(), salvo),
        },
    ]


def _wins(model: Leakage, merit: Array, salvo: float) -> float:
    return float(np.mean(model.share(salvo) > merit))


def _crossover(model: Leakage, merit: Array, sizes: tuple[float, float]) -> dict[str, Any]:
    """Shares of draws by how the options compare from the smallest to the largest salvo; they sum to one."""
    low, high = model.share(sizes[0]) > merit, model.share(sizes[1]) > merit
    turn = model.turn(merit)[low != high]
    return {
        "model": model.name,
        "always": float(np.mean(low & high)),
        "above": float(np.mean(~low & high)),
        "below": float(np.mean(low & ~high)),
        "never": float(np.mean(~low & ~high)),
        "never_at_any_size": float(np.mean(np.isinf(model.turn(merit)))),
        **{f"salvo_{k}": v for k, v in _quantiles(turn).items()},
        "smallest": sizes[0],
        "largest": sizes[1],
    }


def _worn(models: tuple[Leakage, ...], worlds: Worlds, salvo: float, uses: int) -> dict[str, Any]:
    merit = worlds.merit(uses)
    shares = {f"mass_better_{m.name}": _wins(m, merit, salvo) for m in models}
    lost = {f"assets_hit_{k}": v for k, v in _quantiles(worlds.assets_hit(uses)).items()}
    return {"uses": uses, **{f"merit_{k}": v for k, v in _quantiles(merit).items()}, **shares, **lost}


def _drivers(models: tuple[Leakage, ...], worlds: Worlds, salvo: float) -> pd.DataFrame:
    """Rank correlation of each input with mass over precision: near 1 or -1, the answer hangs on it."""
    rows = []
    for key, values in worlds.drawn.items():
        if values.min() < values.max():
            row = {m.name: _rank_correlation(values, m.share(salvo) / worlds.merit()) for m in models}
            rows.append({"name": key, **row})
    table = pd.DataFrame(rows, columns=["name", *(m.name for m in models)])
    order = table.drop(columns="name").abs().max(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _curve(model: Leakage, worlds: Worlds, sizes: tuple[float, float]) -> list[dict[str, Any]]:
    merit = worlds.merit()
    rows = []
    for salvo in np.geomspace(*sizes, 49):
        low, lower, middle, upper, high = np.quantile(model.share(salvo) / merit, (0.05, 0.25, 0.5, 0.75, 0.95))
        rows.append({"model": model.name, "salvo": float(salvo), "low": low, "lower": lower, "middle": middle,
                     "upper": upper, "high": high})  # fmt: skip
    return rows


def _quantiles(values: Array) -> dict[str, float]:
    """5, 50 and 95 percent of the draws; missing where there are none."""
    known = values[~np.isnan(values)]
    if not len(known):
        return dict.fromkeys(("low", "middle", "high"), float("nan"))
    low, middle, high = np.quantile(known, (0.05, 0.5, 0.95))
    return {"low": float(low), "middle": float(middle), "high": float(high)}


def _rank_correlation(x: Array, y: Array) -> float:
    ranks = [np.argsort(np.argsort(v)).astype(float) for v in (x, y)]
    if np.ptp(y) == 0.0:
        return 0.0
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranged(r: Range) -> dict[str, Any]:
    given = {k: v for k, v in asdict(r).items() if k not in ("name", "option", "middle")}
    return given if r.source != "given" else given | {"shape": "number"}


def _warnings(fit: LeakFit, salvo: float) -> tuple[str, ...]:
    inside = fit.size_low <= salvo <= fit.size_high
    extrapolated = f"{salvo:g} drones lie {BEYOND_DATA} ({fit.size_low:.0f} to {fit.size_high:.0f})"
    return () if inside else (extrapolated,)


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(k): None if isinstance(v, float) and not np.isfinite(v) else v for k, v in r.items()} for r in rows]

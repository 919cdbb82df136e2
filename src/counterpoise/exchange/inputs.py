"""What is known of the costs, chances and values, as ranges with their grades; and draws from them."""

# covers: K2

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import DataIntegrityError, Grade, InputError, nearest
from counterpoise.data.registers import register

Array = NDArray[np.float64]
SHARES = ("decoy_share", "hit_given_leak", "kill", "hit", "adaptation")
MAY_BE_ZERO = ("decoy_share", "decoy_cost", "capacity", "shots", "interceptor_cost", "adaptation", "kill", "hit")
PRECISION = ("spiderweb", "missile")


@dataclass(frozen=True)
class Range:
    """One quantity: a range with the shape of our ignorance inside it, or a number that the user set."""

    option: str
    name: str
    label: str
    low: float
    middle: float
    high: float
    shape: str
    unit: str
    grade: str
    status: str
    source: str
    note: str

    def draw(self, count: int, seed: int) -> Array:
        """Draws that depend on the seed and on what the quantity is, so that setting one leaves the others alone."""
        stream = np.random.default_rng([seed, zlib.crc32(f"{self.option}.{self.name}".encode())])
        if self.low == self.high:
            return np.full(count, self.low)
        if self.shape == "log-uniform":
            return np.asarray(np.exp(stream.uniform(np.log(self.low), np.log(self.high), count)))
        if self.shape == "triangular":
            return stream.triangular(self.low, self.middle, self.high, count)
        return stream.uniform(self.low, self.high, count)


def ranges() -> list[Range]:
    """Every quantity of the register, in its order. Raises DataIntegrityError where a range is none."""
    found = []
    for row in register("exchange_inputs").fillna("").to_dict("records"):
        low, high = float(row["low"]), float(row["high"])
        middle = float(row["middle"]) if row["middle"] else (low * high) ** 0.5
        text = {
            k: str(row[k]) for k in ("option", "name", "label", "shape", "unit", "grade", "status", "source", "note")
        }
        if not low <= high or text["grade"] not in set(Grade):
            raise DataIntegrityError(f"register exchange_inputs: {text['option']}.{text['name']} is no graded range")
        found.append(Range(low=low, middle=middle, high=high, **text))
    return found


def chosen(
    option: str,
    mass: Mapping[str, float] | None = None,
    precision: Mapping[str, float] | None = None,
    defense: Mapping[str, float] | None = None,
) -> dict[str, Range]:
    """The quantities of one comparison by ``side.name``, with what the user set in place of its range.

    Raises InputError for an unknown option or name, and for a number outside its domain.
    """
    if option not in PRECISION:
        near = nearest(option, PRECISION)
        raise InputError(
            f"no precision option {option!r}: one of {', '.join(PRECISION)}"
            + (f"; did you mean {near!r}?" if near else "")
        )
    sides = {"mass": "mass", "defense": "defense", option: "precision"}
    held = {f"{sides[r.option]}.{r.name}": r for r in ranges() if r.option in sides}
    for side, given in (("mass", mass), ("precision", precision), ("defense", defense)):
        for name, value in (given or {}).items():
            held = _set(held, side, name, float(value))
    return held


def _set(held: dict[str, Range], side: str, name: str, value: float) -> dict[str, Range]:
    names = [key.split(".")[1] for key in held if key.startswith(f"{side}.")]
    key = f"{side}.{name}"
    if side == "precision" and name in ("value", "value_ratio") and key not in held:
        # A value per hit may be given where the register has a ratio to the drones', and the other way round.
        other = f"precision.{'value_ratio' if name == 'value' else 'value'}"
        held = {key if k == other else k: r for k, r in held.items()}
    elif key not in held:
        near = nearest(name, names)
        raise InputError(
            f"{side} has no {name!r}: one of {', '.join(names)}" + (f"; did you mean {near!r}?" if near else "")
        )
    _check(side, name, value)
    given = replace(
        held[key],
        name=name,
        low=value,
        middle=value,
        high=value,
        grade=str(Grade.ASSUMED),
        status="",
        source="given",
        note="",
    )
    return {**held, key: given}


def _check(side: str, name: str, value: float) -> None:
    most = 1.0 if name in SHARES else float("inf")
    enough = value >= 0.0 if name in MAY_BE_ZERO else value > 0.0
    if not (enough and value <= most and np.isfinite(value)):
        allowed = "0 to 1" if name in SHARES else "0 or more" if name in MAY_BE_ZERO else "above 0"
        raise InputError(f"{side} {name} = {value:g}: must be {allowed}")

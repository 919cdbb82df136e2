"""What can be agreed on: five issues, with what is believed about seeing, hiding and gaining in each."""

# covers: F35, F47, L9

from dataclasses import dataclass, fields, replace

import pandas as pd

from counterpoise.core import Grade, InputError, nearest
from counterpoise.core.parameters import Parameter, param
from counterpoise.core.priors import Beta, LogNormal, Prior
from counterpoise.start.governance import DETECTION, FALSE_ALARM

HARDWARE = Beta(6, 2)
"""Assumed, as the detection of limits on software is in ``start.governance``."""


@dataclass(frozen=True)
class Issue:
    """One thing to agree on. Parameters carry prior, unit and source; all are assumed.

    ``registers`` are ids in the register of regimes, the first being the one whose members count as adopters;
    ``votes`` the subject of roll calls on it, ``related`` of those that bear on it. ``existential``: a violation risks
    a loss that falls on all.
    """

    id: str
    title: str
    thing: str
    why: str
    registers: tuple[str, ...]
    votes: tuple[str, ...]
    related: tuple[str, ...]
    detection: Parameter
    false_alarm: Parameter
    breakout: Parameter
    exposure: Parameter
    convertible: Parameter
    hazard: Parameter
    loss: Parameter
    existential: bool
    cites: tuple[str, ...]


def _believed(name: str, prior: Prior | float, unit: str, doc: str) -> Parameter:
    """A parameter named by its issue, so that its draws are its own."""
    return replace(param(prior, unit=unit, source="assumed", doc=doc), name=f"deals.{name}")


def _issue(
    id: str, title: str, thing: str, why: str, registers: tuple[str, ...], votes: tuple[str, ...],
    *, detection: Beta, breakout: LogNormal, exposure: Beta, convertible: Beta, hazard: Beta | float,
    related: tuple[str, ...] = (), cites: tuple[str, ...] = (),
) -> Issue:  # fmt: skip
    # Luck is shared by all issues, so that they differ by what is believed of them alone.
    return Issue(
        id,
        title,
        thing,
        why,
        registers,
        votes,
        related,
        detection=_believed("detection", detection, "probability", "a violation gives a signal"),
        false_alarm=_believed("false_alarm", FALSE_ALARM, "probability", "a signal though the agreement is kept"),
        breakout=_believed("breakout", breakout, "ratio", "how much faster than its cost a violation pays"),
        exposure=_believed("exposure", exposure, "share", "worth lost to full transparency where force is at issue"),
        convertible=_believed("convertible", convertible, "share", "how far gains can be turned into force"),
        hazard=_believed("hazard", hazard, "probability", "rise in the chance of a catastrophe if one party violates"),
        loss=_believed(
            "loss", LogNormal(20.0, 3.0), "ratio", "loss to each from a catastrophe, in yearly worths of the agreement"
        ),
        existential=hazard != 0.0,
        cites=("downs1996", "green1984", "grieco1988", "powell1991", *cites),
    )


ISSUES: tuple[Issue, ...] = (
    _issue(
        "laws-limits",
        "Limits on autonomous weapons",
        "software",
        "the same drone is remote-controlled or autonomous by its software, which no inspection from outside sees",
        ("laws-limits", "responsible-military-ai"),
        ("autonomous weapons",),
        related=("AI in the military domain",),
        detection=DETECTION,
        breakout=LogNormal(0.5, 2.0),
        exposure=Beta(2, 4),
        convertible=Beta(9, 1),
        hazard=0.0,
        cites=("maas2019", "reinhold2022", "coe2020"),
    ),
    _issue(
        "nuclear-human-control",
        "Human control of nuclear AI",
        "software",
        "who or what decides inside a command system is the best kept secret of a state, and is worth little to change",
        ("nuclear-human-control",),
        (),
        related=("AI in the military domain",),
        detection=DETECTION,
        breakout=LogNormal(0.25, 2.0),
        exposure=Beta(2, 2),
        convertible=Beta(4, 4),
        hazard=Beta(1, 49),
        cites=("maas2019", "saghir2025", "coe2020"),
    ),
    _issue(
        "frontier-safety",
        "Frontier safety accord",
        "software that needs counted hardware",
        "training runs need chips and power that can be counted; what is done with them can not",
        ("frontier-safety",),
        (),
        detection=Beta(3, 3),
        breakout=LogNormal(1.0, 2.0),
        exposure=Beta(2, 4),
        convertible=Beta(5, 3),
        hazard=Beta(1, 19),
        cites=("maas2019", "saghir2025", "armstrong_bostrom_shulman2016"),
    ),
    _issue(
        "supplier-club",
        "Supplier club for chips and dual-use goods",
        "hardware",
        "goods cross borders and are counted; a violation shows, if late, in what a buyer has",
        ("supplier-club", "chip-club"),
        (),
        detection=HARDWARE,
        breakout=LogNormal(0.25, 2.0),
        exposure=Beta(1, 9),
        convertible=Beta(4, 4),
        hazard=0.0,
        cites=("drezner1999",),
    ),
    _issue(
        "ethics-norm",
        "Ethics of AI",
        "conduct",
        "a norm is about how systems are used at home, and little of it can be turned against another state",
        ("ethics-unesco", "ethics-oecd", "ai-rights-convention"),
        (),
        detection=DETECTION,
        breakout=LogNormal(0.1, 2.0),
        exposure=Beta(1, 19),
        convertible=Beta(1, 9),
        hazard=0.0,
        cites=("finnemoresikkink1998",),
    ),
)


def issue(name: str) -> Issue:
    """An issue by its name. Raises InputError with the nearest spelling, and the names there are."""
    known = {i.id: i for i in ISSUES}
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f"did you mean {near!r}? " if near else ""
    raise InputError(f"no issue {name!r}; {hint}there are: {', '.join(known)}")


def assumptions(chosen: Issue) -> pd.DataFrame:
    """What is believed of an issue: quantity, prior, unit, grade, source, meaning."""
    rows = []
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        if isinstance(value, Parameter) and (chosen.existential or field.name not in ("hazard", "loss")):
            rows.append(
                {
                    "quantity": field.name,
                    "prior": str(value.prior),
                    "unit": value.unit,
                    "grade": str(Grade(value.grade)),
                    "source": value.source,
                    "meaning": value.doc,
                }
            )
    return pd.DataFrame(rows)

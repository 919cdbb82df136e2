"""A scenario: which theory, which years, what is switched off, set and changed, and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core import InputError, nearest
from counterpoise.core.fields import Vocabulary
from counterpoise.engine import Initial, Model
from counterpoise.models import Bundle

from . import reading
from .adjustments import Adjustment, adjusted
from .bundles import find_bundle
from .settings import Setting
from .strict_yaml import Node, one_line, read_yaml, shown

KEYS = ("title", "story", "sources", "theory", "years", "without", "parameters", "start")
THEORY, YEARS = "neorealist", (2024, 2045)


@dataclass(frozen=True)
class Scenario:
    """What would be different, and in which theory. ``story`` is a paragraph to be read aloud.

    ``theory`` names a bundle; mechanisms in ``without`` are switched off beside those the bundle has off already.
    ``parameters`` are by ``Mechanism.name``; ``start`` changes the world of the base year.
    """

    name: str
    title: str
    story: str = ""
    sources: tuple[str, ...] = ()
    theory: str = THEORY
    base_year: int = YEARS[0]
    end_year: int = YEARS[1]
    without: tuple[str, ...] = ()
    parameters: Mapping[str, Setting] = field(default_factory=dict)
    start: tuple[Adjustment, ...] = ()

    def bundle(self) -> Bundle:
        """The bundle of its theory. Raises InputError."""
        return find_bundle(self.theory)

    def initial(self, starting: Initial) -> Initial:
        """The start with this scenario's adjustments, and room for the fields its mechanisms declare."""
        if starting.year != self.base_year:
            raise InputError(f"scenario {self.name} starts in {self.base_year}, the world given in {starting.year}")
        return adjusted(starting, vocabulary(self.bundle(), starting.vocabulary), self.start)

    def theta(self, model: Model, seed: int, members: ArrayLike) -> NDArray[np.float32]:
        """Parameter values (member, 1 or year, parameter): the priors' draws with this scenario's settings.

        Draws belong to seed, member and parameter, so two scenarios differ in nothing but what they set.
        """
        calendar = np.arange(self.base_year + 1, self.end_year + 1)
        overrides = {}
        for name, setting in self.parameters.items():
            model.column(name)
            values = setting.values(model.parameters[name], seed, members, calendar)
            overrides[name] = values
        return model.sample(seed, members, overrides)

    def on(self, model: Model, members: int) -> NDArray[np.bool_]:
        """Which mechanism is on in which member (member, mechanism)."""
        return model.switches(members, self.off())

    def off(self) -> list[str]:
        """Mechanisms that are off: here, in the bundle, or because runs that begin so early have no AI."""
        return sorted({*self.bundle().off_from(self.base_year), *self.without})

    def canonical(self) -> dict[str, Any]:
        """All that decides the result, as plain data in a fixed order; not the name, the title, the story, a reason."""
        start = [one.canonical() for one in self.start]
        return {
            "theory": self.theory,
            "years": [self.base_year, self.end_year],
            "without": self.off(),
            "parameters": {name: self.parameters[name].canonical() for name in sorted(self.parameters)},
            "start": sorted(start, key=str),
        }


def names() -> list[str]:
    """The packaged scenarios, baseline first."""
    found = sorted(f.name.removesuffix(".yaml") for f in library().iterdir() if f.name.endswith(".yaml"))
    return sorted(found, key=lambda name: name != "baseline")


def library() -> Any:
    """The folder of the packaged scenarios."""
    return files(__package__).joinpath("library")


def load(
    name_or_path: str | Path,
    *,
    theory: str | None = None,
    without: Iterable[str] = (),
    years: str | tuple[int, int] | None = None,
) -> Scenario:
    """A packaged scenario by name, or the file of a path (whatever has a dot or a slash).

    ``theory`` and ``years`` replace those of the file, ``without`` adds to its own. Raises InputError: one line with
    file, line, field, what is allowed and the nearest spelling. Nothing is compiled; the panel's table of states is
    read only where states are named.
    """
    file = _file(str(name_or_path))
    return _scenario(read_yaml(file), file.stem, theory, tuple(without), years)


def _file(given: str) -> Path:
    if any(sign in given for sign in "./\\"):
        return Path(given)
    if given not in names():
        near = nearest(given, names())
        hint = f"; did you mean {near!r}?" if near else ""
        raise InputError(
            one_line(f"no scenario {shown(given)}{hint} Allowed: {', '.join(names())}, or a path such as ./mine.yaml")
        )
    return Path(str(library().joinpath(f"{given}.yaml")))


def _scenario(
    node: Node, name: str, theory: str | None, without: tuple[str, ...], years: str | tuple[int, int] | None
) -> Scenario:
    found = reading.entries(node, "", KEYS, ["title"])
    called = theory or (reading.text(found["theory"], "theory") if "theory" in found else THEORY)
    bundle = _or_refuse(found.get("theory") if theory is None else None, "theory", partial(find_bundle, called))
    base, end = _years(found, years)
    declared = {f"{m.__name__}.{key}": p for m in bundle.mechanisms for key, p in m.params.items()}
    return Scenario(
        name=name,
        title=reading.text(found["title"], "title"),
        story=reading.text(found["story"], "story") if "story" in found else "",
        sources=_sources(found),
        theory=called,
        base_year=base,
        end_year=end,
        without=_without(found, without, bundle),
        parameters=reading.parameters(found["parameters"], declared, called) if "parameters" in found else {},
        start=reading.adjustments(found["start"], vocabulary(bundle), partial(_state, base))
        if "start" in found
        else (),
    )


def _or_refuse(node: Node | None, field: str, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except InputError as error:
        if node is None:
            raise
        node.refuse(field, str(error))


def _years(found: Mapping[str, Node], years: str | tuple[int, int] | None) -> tuple[int, int]:
    own = reading.years(found["years"]) if "years" in found else YEARS
    if years is None:
        return own
    asked = reading.span(years if isinstance(years, str) else f"{years[0]}:{years[1]}")
    if isinstance(asked, str):
        raise InputError(one_line(f"years: {asked}"))
    return asked


def _sources(found: Mapping[str, Node]) -> tuple[str, ...]:
    if "sources" not in found:
        return ()
    keys = reading.texts(found["sources"], "sources")
    return tuple(reading.cited(node, "sources") for _, node in keys)


def _without(found: Mapping[str, Node], more: tuple[str, ...], bundle: Bundle) -> tuple[str, ...]:
    known = [m.__name__ for m in bundle.mechanisms]
    own = reading.texts(found["without"], "without") if "without" in found else ()
    for name, node in own:
        if name not in known:
            node.refuse_word("without", name, "mechanism", known)
    for name in more:
        if name not in known:
            near = nearest(name, known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise InputError(one_line(f"without: no mechanism {shown(name)}{hint}"))
    return tuple(sorted({*(name for name, _ in own), *more}))


def vocabulary(bundle: Bundle, fields: Vocabulary | None = None) -> Vocabulary:
    """The common fields (or those given) and what the bundle's mechanisms declare."""
    if fields is None:
        from counterpoise.mechanisms.vocabulary import VOCABULARY

        fields = VOCABULARY
    return fields.extended(f for m in bundle.mechanisms for f in m.declares)


def _state(year: int, word: str) -> str:
    from counterpoise.data.panel import load_panel

    return load_panel().system.resolve(word, year)

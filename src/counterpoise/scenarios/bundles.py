"""Find a bundle of mechanisms: one of ours, one that an installed package offers, or one named by its module."""

import importlib
import traceback
from importlib.metadata import EntryPoint, entry_points

from counterpoise.core import CounterpoiseError, InputError, nearest
from counterpoise.models import BUNDLES, Bundle

from .strict_yaml import one_line, shown

GROUP = "counterpoise.bundles"
"""Entry points of this group, in any installed package, name bundles."""


def bundle_names() -> list[str]:
    """Names of the bundles that can be had without naming a module: ours first, then those of installed packages."""
    return [*BUNDLES, *sorted(set(_offered()) - set(BUNDLES))]


def find_bundle(name: str) -> Bundle:
    """The bundle of a name, of ``package.module:NAME`` or of an entry point in the group ``counterpoise.bundles``.

    Our own names come first: no package can take them. Raises InputError in one line, with the nearest spelling, or
    with the file and line where the code of the bundle fails.
    """
    if name in BUNDLES:
        return BUNDLES[name]
    if ":" in name:
        return _load(EntryPoint(name, name, GROUP), name)
    offered = _offered()
    if name in offered:
        return _load(offered[name], f"{name} ({offered[name].value})")
    near = nearest(name, bundle_names())
    hint = f"; did you mean {near!r}?" if near else ""
    known = ", ".join(bundle_names())
    raise InputError(one_line(f"no theory {shown(name)}{hint} Allowed: {known}, or package.module:NAME"))


def _offered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(point: EntryPoint, called: str) -> Bundle:
    module, _, attribute = point.value.partition(":")
    where = f"theory {one_line(called)}"
    if not all(part.isidentifier() for part in [*module.split("."), attribute]):
        raise InputError(f"{where}: write it as package.module:NAME")
    try:
        loaded = importlib.import_module(module)
    except CounterpoiseError as error:
        raise InputError(one_line(f"{where}: {error}")) from error
    except Exception as error:  # whatever a stranger's module raises, the user gets one line
        raise InputError(one_line(f"{where}: importing {module} failed: {_reason(error, module)}")) from error
    if not hasattr(loaded, attribute):
        near = nearest(attribute, [n for n, v in vars(loaded).items() if isinstance(v, Bundle)])
        raise InputError(f"{where}: {module} has no {attribute}" + (f"; did you mean {near!r}?" if near else ""))
    bundle = getattr(loaded, attribute)
    if not isinstance(bundle, Bundle):
        raise InputError(f"{where}: it is a {type(bundle).__name__}, not a counterpoise.models.Bundle")
    return bundle


def _reason(error: Exception, module: str) -> str:
    kind = type(error).__name__
    if isinstance(error, ModuleNotFoundError) and (error.name or "") in (module, module.split(".")[0]):
        return f"no package {error.name} is installed or on PYTHONPATH"
    if isinstance(error, SyntaxError):
        return f"{error.filename}:{error.lineno}: {kind}: {error.msg}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}: {kind}: {error}"

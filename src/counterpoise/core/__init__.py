"""The vocabulary every other room speaks: errors, grades of evidence, citations."""

from .bibliography import Reference, bibliography, format_reference
from .errors import CounterpoiseError, DataIntegrityError, InputError, ResourceError
from .grades import Grade
from .spelling import nearest

__all__ = [
    "CounterpoiseError",
    "DataIntegrityError",
    "Grade",
    "InputError",
    "Reference",
    "ResourceError",
    "bibliography",
    "format_reference",
    "nearest",
]

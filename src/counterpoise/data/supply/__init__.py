"""Who supplies whom with critical technologies: one kind of evidence a file, each a table of supplier shares."""

from .shares import COLUMNS, EVERYONE, shrink, table

__all__ = ["COLUMNS", "EVERYONE", "shrink", "table"]

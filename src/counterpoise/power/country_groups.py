"""Who is meant where a rule names a group of states: resolved by the register, or said to be unresolved."""

from collections.abc import Collection

import pandas as pd

from counterpoise.data.registers import codes_in, register


def members_of(group: str, states: Collection[str]) -> list[str] | None:
    """The states among ``states`` that a group means; None where the register does not know the group."""
    table = register("country_groups")
    found = table[table.group == group.strip()]
    if found.empty:
        return None
    row = found.iloc[0]
    listed = set(codes_in(row.iso3))
    inside = row.rule == "members"
    return [s for s in states if (s in listed) == inside]


def status_of(group: str) -> str:
    """How far the list behind a known group was checked."""
    table = register("country_groups").set_index("group")
    return str(table.status[group.strip()])


def reached(target: object, sender: object, states: Collection[str]) -> tuple[set[str], list[str]]:
    """States that the target of a measure means, without its senders, and the words that stay unresolved.

    A target is a list of codes and groups separated by semicolons.
    """
    found: set[str] = set()
    unresolved = []
    for word in codes_in(target):
        meant = [word] if word in states else members_of(word, states)
        if meant is None:
            unresolved.append(word)
        else:
            found |= set(meant)
    return found - set(codes_in(sender)), unresolved


def unresolved_targets(controls: pd.DataFrame, states: Collection[str]) -> list[str]:
    """Every group that a table of controls is aimed at and no register resolves."""
    words = [w for target in controls.target_iso3 for w in reached(target, None, states)[1]]
    return list(dict.fromkeys(words))

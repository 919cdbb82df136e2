"""Counting among thousands of dyads in a moment; no mechanism, but part of many.

Counts are whole numbers of 32 bits, because a processor adds eight of those at once in any order, while sums of real
numbers have to be made one by one if they are to be the same on every machine.
"""

import numpy as np

NONE = np.int32(0)
BLOCK = 128


def counted(count, yes):
    """The count, and one more if so; counts begin with ``NONE``."""
    return np.int32(count + np.int32(yes))


def tally(values, least, src, counts):
    """Add to each state's place in ``counts`` how many of its dyads have a value above ``least``, where few have one.

    Dyads are looked at by blocks, without a branch for each, and one by one only in a block that holds one.
    """
    for start in range(0, values.size, BLOCK):
        end, found = min(start + BLOCK, values.size), NONE
        for e in range(start, end):
            found = counted(found, values[e] > least)
        if found > 0:
            for e in range(start, end):
                if values[e] > least:
                    counts[src[e]] += 1.0

"""An identity for a pair of states, so that both directions of a dyad meet the same luck."""


def pair_id(one, other):
    """The lower of the identities of a pair's two dyads: the same from both sides, whatever the order of states."""
    return one if one < other else other

"""The most effort on safety that a race leaves, to states and to firms."""


def level_kept(called_for, held, attainable):
    """Effort that a race calls for, no higher than is attainable or, where more than that is held, than what is held.

    Nobody gives up what it has because it is more than others attain.
    """
    return min(called_for, max(attainable, held))

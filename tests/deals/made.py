"""Deals made by hand, where every number is chosen."""

import numpy as np

from counterpoise.deals.depth import Stakes, Terms


def stakes(
    benefit=(1.0, 1.0), weight=0.0, exposure=0.0, discount=0.9, breakout=0.0, restraint=0.0, future=0.0, draws=1
) -> Stakes:
    """Stakes of alike parties unless given one number each."""
    shape = (len(benefit), draws)

    def each(value):
        return np.broadcast_to(np.reshape(np.asarray(value, float), (-1, 1)), shape).copy()

    def all_draws(value):
        return np.full(draws, float(value))

    return Stakes(
        each(benefit),
        each(weight),
        each(exposure),
        each(discount),
        all_draws(breakout),
        all_draws(restraint),
        all_draws(future),
    )


def terms(detection=1.0, false_alarm=0.0, punishment=1.0, agent=0.0, draws=1) -> Terms:
    return Terms(*(np.full(draws, float(v)) for v in (detection, false_alarm, punishment)), agent)

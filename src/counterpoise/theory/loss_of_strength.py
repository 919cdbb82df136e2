"""Strength is lost on the way: a state is weaker far from home than at home (Boulding 1962).

The gradient in the form used for expected-utility data (Bueno de Mesquita 1981; Bennett and Stam 2000), with the days
of travel of its era, and a plain exponential beside it.
"""

from math import e, exp, log10

from .declare import Arg, ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share


@formula(year=Arg("calendar year", "year", low=1816, integer=True))
def miles_per_day(year):
    """Distance an army covers in a day: 250 miles to 1918, 375 to 1945, 500 since (constants from memory)."""
    if year <= 1918.0:
        return 250.0
    if year <= 1945.0:
        return 375.0
    return 500.0


@formula(
    capability=share("capability at home, as a share of the system's"),
    distance=nonnegative("distance from home", "mile"),
    mpd=positive("distance covered in a day", "mile/day"),
)
def projected_capability(capability, distance, mpd):
    r"""Capability a state can bring to bear at a distance: $c^{\log_{10}(D / mpd + 10 - e)}$.

    Only for shares in [0, 1]: the exponent grows with distance and shrinks a number below one. It is below one within e
    days of home, so that a state counts for *more* than its share there: $.1$ at $D = 0$ becomes $.137$. Constants from
    memory.
    """
    return capability ** log10(distance / mpd + (10.0 - e))


@formula(
    capability=nonnegative("capability at home"),
    distance=nonnegative("distance from home", "km"),
    decay=positive("distance over which strength falls to 1/e", "km"),
)
def exponential_capability(capability, distance, decay):
    r"""Reduced form: capability at a distance falls exponentially, $c\,e^{-D/\lambda}$; works on any scale of $c$."""
    return capability * exp(-distance / decay)


MODEL = Model(
    section="M1",
    title="Loss-of-strength gradient",
    claim="A state's capability declines with the distance over which it must be projected, and less since armies fly.",
    equation=r"c(D) = c^{\log_{10}\left[D / mpd + (10 - e)\right]}",
    cites=("boulding1962", "buenodemesquita1981", "bennett2000"),
    confidence=Confidence.DERIVED,
    holds="capability as a share of the system, distance between capitals or borders in miles, conventional force",
    breaks="within e days of home, where it returns more than the state has; for cyber operations, missiles and "
    "drones, for which distance in days of march means little; the constants are recalled, not re-read",
    main=projected_capability,
    example={"capability": 0.1, "distance": 5000.0, "mpd": 500.0},
    meaning=lambda c: f"of its capability, {c:.4g} of the system's total can be brought to bear there",
    known=(
        KnownResult("a tenth of the system, at home", lambda: projected_capability(0.1, 0.0, 500.0), 0.1373302257),
        KnownResult("5,000 miles away, since 1946", lambda: projected_capability(0.1, 5000.0, 500.0), 0.0578646168),
        KnownResult("e days away it is what it is", lambda: projected_capability(0.1, e * 250.0, 250.0), 0.1),
    ),
    static=ComparativeStatic(
        vary="distance",
        low=0.0,
        high=10000.0,
        curves="mpd",
        values=(250.0, 375.0, 500.0),
        fixed={"capability": 0.1},
        ylabel="capability at that distance",
        reading="Faster transport flattens the gradient; it never removes it.",
    ),
)

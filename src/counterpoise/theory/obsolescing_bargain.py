"""A firm's bargain with its host erodes as its investment sinks, unless new technology renews it (Vernon 1971)."""

# covers: F15

from math import exp, inf

from .declare import ComparativeStatic, Confidence, KnownResult, Model, Relation, formula, nonnegative, positive, share

_FIRM = share("firm's outside option, as a share of the rent")
_HOST = share("host state's outside option, as a share of the rent")
_SINKING = positive("pace at which mobile assets become tied to the host", "1/year")
_RENEWAL = nonnegative("pace at which new technology replaces tied assets", "1/year")


@formula(
    Relation(
        "firm_option + host_option <= 1", lambda firm_option, host_option: firm_option + host_option <= 1.0 + 1e-12
    ),
    firm_option=_FIRM,
    host_option=_HOST,
)
def firm_share(firm_option, host_option):
    r"""The firm's share of the rent: $\frac12 (1 + o_T - o_S)$ (Nash 1950).

    It maximizes $(x - o_T)(1 - x - o_S)$. Beyond $o_T + o_S = 1$ there is nothing to bargain over.
    """
    return (1.0 + firm_option - host_option) / 2.0


@formula(first_option=_FIRM, sunk=share("share of the investment that is tied to the host"))
def option_left(first_option, sunk):
    r"""Reduced form: the firm's outside option once part of its investment is sunk: $o_T = o_0 (1 - \mathrm{sunk})$."""
    return first_option * (1.0 - sunk)


@formula(years=nonnegative("years since entry", "year"), sinking=_SINKING, renewal=_RENEWAL)
def sunk_share(years, sinking, renewal):
    r"""Reduced form: share of a mobile investment that is tied to the host after some years.

    $\frac{\phi}{\phi + g}\left(1 - e^{-(\phi + g)t}\right)$, the solution of $\dot s = \phi(1 - s) - g s$, $s(0) = 0$:
    assets sink at pace $\phi$ and are made obsolete, hence free again, by new technology at pace g.
    """
    return sinking / (sinking + renewal) * (1.0 - exp(-(sinking + renewal) * years))


@formula(
    Relation(
        "first_option + host_option <= 1", lambda first_option, host_option: first_option + host_option <= 1.0 + 1e-12
    ),
    years=nonnegative("years since entry", "year"),
    first_option=_FIRM,
    host_option=_HOST,
    sinking=_SINKING,
    renewal=_RENEWAL,
)
def share_after(years, first_option, host_option, sinking, renewal):
    r"""Reduced form: the firm's share of the rent some years after entry: Nash's split with the option it has left."""
    sunk = sinking / (sinking + renewal) * (1.0 - exp(-(sinking + renewal) * years))
    return (1.0 + first_option * (1.0 - sunk) - host_option) / 2.0


@formula(first_option=_FIRM, host_option=_HOST, sinking=_SINKING)
def least_renewal(first_option, host_option, sinking):
    r"""Reduced form: pace of renewal above which the firm keeps at least half of the rent for good.

    $g^* = \phi\,o_S / (o_0 - o_S)$; infinite if the host's option was no worse from the start ($o_S \ge o_0$) and is
    worth anything. "Does not obsolesce" is read as: the firm never becomes the weaker side.
    """
    if host_option == 0.0:
        return 0.0
    if host_option >= first_option:
        return inf
    return sinking * host_option / (first_option - host_option)


@formula(
    compute_share=share("firm's share of the world's compute"), host_leverage=share("host state's hold on the firm")
)
def diffused_power(compute_share, host_leverage):
    r"""Reduced form: power that has moved from states to a firm: its compute share times $1 - \mathrm{leverage}$."""
    return compute_share * (1.0 - host_leverage)


MODEL = Model(
    section="M22",
    title="Obsolescing bargain",
    claim="Before it invests the firm is strong, afterwards the host is; fast technology keeps the firm strong.",
    equation=r"x_T = \tfrac12 (1 + o_T - o_S), \qquad o_T = o_0 (1 - \mathrm{sunk}_t)",
    cites=("nash1950", "vernon1971", "kobrin1987"),
    confidence=Confidence.DERIVED,
    holds="one firm, one host, a rent known to both; Kobrin found obsolescence in extraction, little in industries of "
    "changing technology",
    breaks="with several hosts bidding, home states that intervene, or rents that depend on the split; the split is "
    "Nash's, but the motion of the sunk share is our reduced form",
    main=firm_share,
    example={"firm_option": 0.3, "host_option": 0.1},
    meaning=lambda x: f"the firm takes {100 * x:.3g} % of the rent",
    known=(
        KnownResult("o_T=.3, o_S=.1", lambda: round(firm_share(0.3, 0.1), 12), 0.6),
        KnownResult("equal options split evenly", lambda: firm_share(0.2, 0.2), 0.5),
    ),
    static=ComparativeStatic(
        vary="firm_option",
        low=0.0,
        high=0.6,
        curves="host_option",
        values=(0.0, 0.2, 0.4),
        ylabel="firm's share of the rent",
        reading="Each half-point of outside option moves the split by a quarter-point; sinking the investment walks "
        "the firm down its curve.",
    ),
)

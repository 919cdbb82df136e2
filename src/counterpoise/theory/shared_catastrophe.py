"""Reduced form: a large enough risk shared by all turns the arms-control dilemma into one of trust.

Payoffs T > R > P >= S of a prisoner's dilemma; a violation raises the chance of a catastrophe that costs both sides X.
"""

# covers: T18, F35

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, positive

TEMPTATION = Arg("payoff of violating while the other complies, T", "value")
REWARD = Arg("payoff of mutual compliance, R", "value")


@formula(
    temptation=TEMPTATION,
    reward=REWARD,
    hazard=positive("rise in the chance of a shared catastrophe if one side violates"),
)
def shared_loss_threshold(temptation, reward, hazard):
    r"""Shared loss above which violating no longer pays even against a complier: $X > (T - R) / \Delta h$."""
    return (temptation - reward) / hazard


def with_shared_loss(
    payoffs: tuple[float, float, float, float], loss: float, hazard_one: float, hazard_both: float
) -> tuple[float, float, float, float]:
    r"""Payoffs (T, R, P, S) when violations risk a loss that falls on both: $T - X h_1, R, P - X h_2, S - X h_1$.

    ``hazard_one`` and ``hazard_both`` are the rise in the chance of catastrophe if one side or both violate. The loss
    must fall on the side that is cheated too: were S spared, a large loss would make the game Chicken and then Harmony
    and pass the Stag Hunt by. Raises DomainError for a negative loss and for hazards outside [0, 1] or falling.
    """
    if not loss >= 0.0:
        raise DomainError(f"with_shared_loss: loss = {loss:g} lies outside [0, inf)")
    if not 0.0 <= hazard_one <= hazard_both <= 1.0:
        raise DomainError(
            f"with_shared_loss: needs 0 <= hazard_one <= hazard_both <= 1, got {hazard_one}, {hazard_both}"
        )
    temptation, reward, punishment, sucker = payoffs
    return temptation - loss * hazard_one, reward, punishment - loss * hazard_both, sucker - loss * hazard_one


def game_class(temptation: float, reward: float, punishment: float, sucker: float) -> str:
    """Which game the payoffs make: prisoner's dilemma, chicken, stag hunt or harmony.

    By the best answer to a complier (violate if T > R) and to a violator (violate if P > S, or if equal where violating
    is tempting anyway).
    """
    if temptation > reward:
        return "prisoner's dilemma" if punishment >= sucker else "chicken"
    return "stag hunt" if punishment > sucker else "harmony"


MODEL = Model(
    section="M20",
    title="Shared catastrophe and limited cooperation",
    claim="When violations risk a loss that falls on all, a dilemma of temptation becomes one of trust.",
    equation=r"X > \frac{T - R}{\Delta h}",
    cites=("maas2019", "saghir2025"),
    confidence=Confidence.REDUCED,
    holds="both sides bear the loss alike, agree on the risk, and compare it with what a violation gains",
    breaks="when one side doubts the risk or expects to be spared, or when racing is thought to make the winner safer",
    main=shared_loss_threshold,
    example={"temptation": 5.0, "reward": 3.0, "hazard": 0.1},
    meaning=lambda loss: f"violating stops paying against a complier once the shared loss exceeds {loss:.4g}",
    known=(
        KnownResult("5,3 and a hazard of .1", lambda: shared_loss_threshold(5, 3, 0.1), 20.0),
        KnownResult("no temptation, no threshold", lambda: shared_loss_threshold(3, 3, 0.1), 0.0),
    ),
    static=ComparativeStatic(
        vary="hazard",
        low=0.01,
        high=0.5,
        curves="temptation",
        values=(4.0, 5.0, 7.0),
        fixed={"reward": 3.0},
        ylabel="shared loss that ends the dilemma",
        reading="A risk that a violation hardly raises must be enormous before it restrains anyone.",
    ),
    corrects="'A common danger makes rivals cooperate': it removes temptation, not fear. If the danger is the same "
    "whether one or both violate, violating together stays an equilibrium however large it is.",
)

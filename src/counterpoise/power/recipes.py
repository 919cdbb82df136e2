"""What hard, soft and smart power are made of: fields, and the indicators that stand for each, old basket and new.

The three fields of smart power are the first paper's (line 44): science and technology, economy, military. Which
indicators stand for a field is our choice and therefore varied: the *old* basket holds what was counted before AI, the
*new* one adds what the paper names as new criteria (line 117) and data exist for. The marker ``{gdp}`` is filled with
market or PPP output.
"""

from dataclasses import dataclass

GDP = "{gdp}"
PRICES = ("gdp_market", "gdp_ppp")
RESEARCH_SPENDING = "rd_share*{gdp}"  # a share of output times output, at the prices of the replicate


@dataclass(frozen=True)
class Field:
    """One field of power and the indicators of its old and new basket."""

    name: str
    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def indicators(self) -> tuple[str, ...]:
        """Every indicator of either basket, without repetition."""
        return tuple(dict.fromkeys((*self.old, *self.new)))


@dataclass(frozen=True)
class Recipe:
    """A composite measure: fields joined by a CES aggregate.

    ``first_year`` is the first year in which every field has an indicator with more than a handful of states.
    """

    name: str
    label: str
    doc: str
    fields: tuple[Field, ...]
    first_year: int


MILITARY = Field(
    "military",
    "Military",
    old=("milex", "milper", "warheads"),
    new=("milex", "milper", "warheads", "satellites_isr", "armed_drones_supplied"),
)
ECONOMY = Field("economy", "Economy", old=(GDP, "irst", "pec"), new=(GDP, "hightech_exports"))
SCIENCE = Field(
    "science-technology",
    "Science & technology",
    old=("scientific_articles", "patent_applications", RESEARCH_SPENDING),
    new=(RESEARCH_SPENDING, "ai_research", "ai_patents", "ai_investment", "notable_models", "compute_owned"),
)
EDUCATION = Field("education", "Education", old=("students_inbound",), new=("students_inbound", "human_capital"))
CULTURE = Field(
    "culture-media",
    "Culture and media",
    old=("world_heritage", "language_pull"),
    new=("language_pull", "web_content_share", "world_heritage"),
)
RESEARCH = Field("science", "Science", old=("scientific_articles",), new=("scientific_articles", "ai_research"))
DIPLOMACY = Field(
    "diplomacy",
    "Diplomacy",
    old=("igo_memberships", "aid_given"),
    new=("igo_memberships", "aid_given", "passports_admitted"),
)

RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("hard", "Hard power", "military and economic means of coercion and payment", (MILITARY, ECONOMY), 1970),
        Recipe("soft", "Soft power", "attraction: education, culture and media, science, diplomacy",
               (EDUCATION, CULTURE, RESEARCH, DIPLOMACY), 2005),
        Recipe("smart", "Smart power", "the right combination: science and technology, economy, military",
               (SCIENCE, ECONOMY, MILITARY), 1990),
        Recipe("science-technology", "Science & technology", "the first of the paper's three fields", (SCIENCE,), 1990),
        Recipe("economy", "Economy", "the second of the paper's three fields", (ECONOMY,), 1970),
        Recipe("military", "Military", "the third of the paper's three fields", (MILITARY,), 1946),
    )
}  # fmt: skip

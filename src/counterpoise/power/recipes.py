"""What hard, soft and smart power are made of: fields, and the indicators that stand for each, in several baskets.

The three fields of smart power are the first paper's (line 44): science and technology, economy, military. Which
indicators stand for a field is our choice and therefore varied: the *old* basket holds what was counted before AI; the
*new* one adds what the paper names as new criteria (line 117) and data exist for; the *lean* one takes the one series
most often used alone, output for the economy and spending for the military and for research; *drones* is the new one
with deals of armed drones, which count who sold and not what was sold, and so are one option among others. The marker
``{gdp}`` is filled with market or PPP output.
"""

# covers: P01, P02, P03, P04, P16, P22

from dataclasses import dataclass

GDP = "{gdp}"
PRICES = ("gdp_market", "gdp_ppp")
RESEARCH_SPENDING = "rd_share*{gdp}"  # a share of output times output, at the prices of the replicate


BASKETS = ("old", "new", "lean", "drones")


@dataclass(frozen=True)
class Field:
    """One field of power and the indicators of its baskets; without ``drones`` of its own it keeps the new one."""

    name: str
    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    lean: tuple[str, ...]
    drones: tuple[str, ...] = ()

    def basket(self, name: str) -> tuple[str, ...]:
        """The indicators of one basket."""
        return {"old": self.old, "new": self.new, "lean": self.lean, "drones": self.drones or self.new}[name]

    def indicators(self) -> tuple[str, ...]:
        """Every indicator of any basket, without repetition."""
        return tuple(dict.fromkeys((*self.old, *self.new, *self.lean, *self.drones)))


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

    @property
    def baskets(self) -> tuple[str, ...]:
        """Baskets that differ for this measure: *drones* only where the military is a part of it."""
        return tuple(b for b in BASKETS if b != "drones" or any(f.drones for f in self.fields))


MILITARY = Field(
    "military",
    "Military",
    old=("milex", "milper", "warheads"),
    new=("milex", "milper", "warheads", "satellites_isr"),
    lean=("milex",),
    drones=("milex", "milper", "warheads", "satellites_isr", "armed_drones_supplied"),
)
ECONOMY = Field("economy", "Economy", old=(GDP, "irst", "pec"), new=(GDP, "hightech_exports"), lean=(GDP,))
SCIENCE = Field(
    "science-technology",
    "Science & technology",
    old=("scientific_articles", "patent_applications", RESEARCH_SPENDING),
    new=(RESEARCH_SPENDING, "ai_research", "ai_patents", "ai_investment", "notable_models", "compute_owned"),
    lean=(RESEARCH_SPENDING,),
)
EDUCATION = Field(
    "education",
    "Education",
    old=("students_inbound",),
    new=("students_inbound", "human_capital"),
    lean=("students_inbound",),
)
CULTURE = Field(
    "culture-media",
    "Culture and media",
    old=("world_heritage", "language_pull"),
    new=("language_pull", "web_content_share", "world_heritage"),
    lean=("language_pull",),
)
RESEARCH = Field(
    "science",
    "Science",
    old=("scientific_articles",),
    new=("scientific_articles", "ai_research"),
    lean=("scientific_articles",),
)
DIPLOMACY = Field(
    "diplomacy",
    "Diplomacy",
    old=("igo_memberships", "aid_given"),
    new=("igo_memberships", "aid_given", "passports_admitted"),
    lean=("igo_memberships",),
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

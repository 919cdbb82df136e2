"""Alliance pledges made or ended after the treaty data stop: a hand-made list, each row with its date and source."""

from importlib.resources import files

import pandas as pd

from .pairs import LAST_YEAR, per_year

CARD = "alliance_accessions"
PLEDGES = ("defense", "offense", "neutrality", "nonaggression", "consultation")
APPLIED = ("checked", "part")


def accessions() -> pd.DataFrame:
    """The list as it stands, every row with a status.

    *checked*: date and pledge were read in the source; *part*: one of the two was, or the entry into force was not;
    *verify*: whether it is a pledge at all was not settled, and the row is listed but not applied.
    """
    path = files("counterpoise.data").joinpath("curated", "alliance_accessions.csv")
    with path.open(encoding="utf-8") as handle:
        return pd.read_csv(handle, keep_default_na=False)


def changes() -> pd.DataFrame:
    """What the list says, year by year: source (who promises), target, year, pledge, value (held or not).

    A pledge counts in every year in which it was in force for at least a day, as in the treaty data: it begins in the
    year of its date and, where ended, is gone from the year after. Where two rows speak of one pledge the later wins.
    """
    rows = accessions()
    rows = rows[rows.status.isin(APPLIED)].sort_values("date", kind="stable").reset_index(drop=True)
    ended = rows.change == "end"
    rows = rows.assign(start=rows.date.str[:4].astype(int) + ended, end=LAST_YEAR, value=~ended)
    rows = rows.assign(partner=rows.partners.str.split(), pledge=rows.pledges.str.split())
    ahead = rows.explode("partner").explode("pledge").rename(columns={"state": "source", "partner": "target"})
    back = ahead[ahead.direction == "mutual"].rename(columns={"source": "target", "target": "source"})
    steps = pd.concat([ahead, back]).sort_values("date", kind="stable")
    names = ["source", "target", "year", "pledge"]
    return per_year(steps, "start", "end").drop_duplicates(names, keep="last")[[*names, "value"]]

"""One series of Gapminder's Systema Globalis: a file an indicator, with a lower-case ISO3 code and a year a row."""

from pathlib import Path

import pandas as pd

# Codes that are not the lower case of an ISO3 code. Former states keep their own.
CODES = {"KOS": "XKX", "USSR": "RUS", "CHESLO": "CSK", "YUG": "SRB"}
# The last year of a former state's code that is a full year of that state.
LAST_YEAR = {"USSR": 1990, "CHESLO": 1991, "YUG": 1990}


def read_series(raw: Path, name: str) -> pd.DataFrame:
    """iso3, year and value of the indicator ``name``; territories stay in, the build drops what is not a member."""
    frame = pd.read_csv(raw / f"gapminder_sg/{name}.csv.gz", keep_default_na=False, na_values=[""])
    code = frame.geo.str.upper()
    frame = frame.assign(iso3=code.replace(CODES), year=frame.time.astype(int), value=frame[name].astype(float))
    kept = frame.year <= code.map(LAST_YEAR).fillna(9999)
    return frame.loc[kept, ["iso3", "year", "value"]].drop_duplicates(["iso3", "year"], keep=False)

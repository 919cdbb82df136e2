"""Great-circle distance between capitals, as they were on the last day of the year."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from counterpoise.core import Grade

from ..codes import Codes
from .columns import column
from .pairs import FIRST_YEAR, KEY, LAST_YEAR, read_source

CARD = "cow_capitals"
EARTH_RADIUS = 6371.0088  # km, mean radius R1 of the WGS84 ellipsoid (Moritz 2000)

# The list's coordinates of these six lie 32-832 km from the city (four are the centre of the country or province);
# read instead from GeoNames, with the GeoNames id.
CORRECTED = {
    "Brasilia": (-15.77972, -47.92972),  # 3469058; listed 832 km off
    "Tunis": (36.81897, 10.16579),  # 2464470; 338 km
    "Riyadh": (24.68773, 46.72185),  # 108410; 206 km
    "Djibouti": (11.58901, 43.14503),  # 223817; 41 km
    "Koror": (7.33978, 134.47326),  # 1559446; 40 km
    "Beijing": (39.9075, 116.39723),  # 1816670; 32 km
}

VARIABLES = (
    column(
        "capital_distance",
        "km",
        "great-circle distance between the capitals of 31 December",
        (CARD, "geonames"),
        10.0,
        "estimated: 95 % of the listed coordinates lie within 12 km of the GeoNames point of the same city",
        grade=Grade.ESTIMATED,
        high=20016.0,
        derived=True,
    ),
)


def great_circle(lat_a: ArrayLike, lng_a: ArrayLike, lat_b: ArrayLike, lng_b: ArrayLike) -> NDArray[np.float64]:
    r"""Distance over the surface of a sphere.

    Haversine: $d = 2 R \arcsin \sqrt{\sin^2(\Delta\phi/2) + \cos\phi_a \cos\phi_b \sin^2(\Delta\lambda/2)}$ with
    $R$ = 6371.0088 km. Degrees in, km out; off by up to 0.5 % where the ellipsoid matters.
    """
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    half_phi, half_lambda = (phi_b - phi_a) / 2, np.radians(np.asarray(lng_b) - np.asarray(lng_a)) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS * np.arcsin(np.sqrt(chord))


def capitals(raw: Path, codes: Codes) -> pd.DataFrame:
    """Each state's capital on the last day of each year: iso3, year, lat, lng (degrees)."""
    spells = read_source(raw, "cow_capitals.csv.gz")
    for city, place in CORRECTED.items():
        spells.loc[spells.capital == city, ["lat", "lng"]] = place
    years = pd.DataFrame({"year": np.arange(FIRST_YEAR, LAST_YEAR + 1)})
    table = spells.merge(years, how="cross")
    day = table.year.astype(str) + "-12-31"
    table = table[(table.stdate <= day) & (day <= table.enddate)]
    return table.assign(iso3=table.ccode.map(codes.cow))[["iso3", "year", "lat", "lng"]]


def capital_distances(keys: pd.DataFrame, raw: Path, codes: Codes) -> pd.DataFrame:
    """Distance of each dyad-year of ``keys`` in whole km: a, b, year, capital_distance."""
    places = capitals(raw, codes)
    both = keys[KEY]
    for side in ("a", "b"):
        both = both.merge(
            places.add_suffix(f"_{side}"), left_on=[side, "year"], right_on=[f"iso3_{side}", f"year_{side}"]
        )
    distance = great_circle(both.lat_a, both.lng_a, both.lat_b, both.lng_b)
    return both[KEY].assign(capital_distance=np.rint(distance))

"""Where the owners of AI compute have their home.

A firm's home is the state of its head office; the table is from memory and unchecked. Bodies of many states and owners
that are persons have no home here. A public body (university, agency, ministry) that is not in the table is taken to be
of the state its cluster stands in: an assumption.
"""

FIRMS = {
    "Ahrefs": "SGP", "Aleph Alpha": "DEU", "Alibaba": "CHN", "Amazon": "USA", "BNY Mellon": "USA",
    "Cerebras Systems": "USA", "Continental AG": "DEU", "CoreWeave": "USA", "Danish Centre for AI Innovation": "DNK",
    "DeepL": "DEU", "Dell Technologies": "USA", "Export and Investment Fund of Denmark": "DNK",
    "Denvr Dataworks": "CAN", "Eni": "ITA", "ExxonMobil": "USA", "Fastweb": "ITA", "G42": "ARE", "Gcore": "LUX",
    "Google": "USA", "IBM": "USA", "IREN": "AUS", "Iliad SA": "FRA", "Imbue": "USA", "ImmunityBio": "USA",
    "Intel": "USA", "KT": "KOR", "Leonardo SpA": "ITA", "MTS": "RUS", "Meta AI": "USA", "Microsoft": "USA",
    "MosaicML": "USA", "NAVER": "KOR", "NEC Corporation": "JPN", "NHN Corporation": "KOR", "NVIDIA": "USA",
    "Nebius AI": "NLD", "NexGen Cloud": "GBR", "Northern Data Group": "DEU", "Novo Nordisk Foundation": "DNK",
    "OpenAI": "USA", "Opera": "NOR", "Oracle": "USA", "Ori Industries": "GBR", "Petrobras": "BRA",
    "Preferred Networks Inc": "JPN", "Recursion Pharmaceuticals": "USA", "SK Telecom": "KOR",
    "SMC - Sustainable Metal Cloud": "SGP", "Sakura Internet": "JPN", "Samsung": "KOR", "Saudi Aramco": "SAU",
    "SberCloud": "RUS", "Sesterce": "FRA", "SiDi": "BRA", "SIAM AI": "THA", "Softbank": "JPN", "TensorWave": "USA",
    "Tesla": "USA", "Together": "USA", "TotalEnergies": "FRA", "Ubilink AI": "TWN", "VNG Corporation": "VNM",
    "Vingroup": "VNM", "Voltage Park": "USA", "Vultr": "USA", "XTX Markets": "GBR", "Yandex": "RUS",
    "Yotta Data Services": "IND", "xAI": "USA",
}  # fmt: skip

SHARED = frozenset({"EuroHPC JU"})  # bodies of many states: their part belongs to none
PUBLIC = frozenset({"Public", "Public/Private"})  # sectors whose owners are taken to be of the state they compute in


def home(owner: str, sector: str | None, host: str | None) -> str | None:
    """ISO3 of an owner's home, or None where it is not known."""
    if owner in SHARED:
        return None
    if owner in FIRMS:
        return FIRMS[owner]
    return host if sector in PUBLIC else None

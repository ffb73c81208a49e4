"""Standard fields that Salesforce computes from others, for worlds that state only the others."""

from __future__ import annotations

from collections.abc import Callable, Collection

import orjson

from orchestration.worlds.csv_table import Row

Derive = Callable[[Row], str | None]
_NAME_PARTS = ("FirstName", "MiddleName", "LastName", "Suffix")
_ADDRESS_KEYS = {
    "street": "Street",
    "city": "City",
    "state": "State",
    "postalCode": "PostalCode",
    "country": "Country",
    "stateCode": "StateCode",
    "countryCode": "CountryCode",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "geocodeAccuracy": "GeocodeAccuracy",
}
_NUMBERS = ("latitude", "longitude")


def derivation(sobject: str, name: str, columns: Collection[str]) -> Derive | None:
    """Return how to compute a field that the world has no column for; None: it is null.

    Args:
        sobject: API name of the object.
        name: API name of the field.
        columns: of the world's table, as spelt there.
    """
    if name == "Name" and "LastName" in columns:
        return _name
    if name.endswith("Address"):
        return _address(name.removesuffix("Address"), columns)
    return _KNOWN.get((sobject, name))


def _name(row: Row) -> str | None:
    return " ".join(filter(None, map(row.get, _NAME_PARTS))) or None


def _address(prefix: str, columns: Collection[str]) -> Derive:
    parts = [
        (key, prefix + part) for key, part in _ADDRESS_KEYS.items() if prefix + part in columns
    ]

    def address(row: Row) -> str | None:
        stated = {key: row.get(column) for key, column in parts}
        if not any(stated.values()):
            return None
        whole = {key: stated.get(key) for key in _ADDRESS_KEYS if not key.endswith("Code")}
        whole |= {key: value for key, value in stated.items() if value}
        numbers = {key: float(str(whole[key])) for key in _NUMBERS if whole.get(key)}
        return orjson.dumps({**whole, **numbers}).decode()

    return address


def _flag(is_set: bool) -> str:
    return "true" if is_set else "false"


def _outcome(row: Row) -> str | None:
    """won, lost or open, as category, probability or the standard stages say."""
    category, stage = row.get("ForecastCategory"), (row.get("StageName") or "").lower()
    if category == "Closed" or stage == "closed won":
        return "won"
    return "lost" if stage == "closed lost" else "open"


_KNOWN: dict[tuple[str, str], Derive] = {
    ("Opportunity", "IsClosed"): lambda row: _flag(_outcome(row) != "open"),
    ("Opportunity", "IsWon"): lambda row: _flag(_outcome(row) == "won"),
    ("Lead", "IsConverted"): lambda row: _flag(
        bool(row.get("ConvertedDate") or row.get("ConvertedContactId"))
    ),
    ("Task", "IsClosed"): lambda row: _flag(row.get("Status") == "Completed"),
    ("CampaignMember", "HasResponded"): lambda row: _flag(
        bool(row.get("FirstRespondedDate")) or row.get("Status") == "Responded"
    ),
    ("User", "IsActive"): lambda _: "true",
    ("User", "Username"): lambda row: row.get("Email"),
}

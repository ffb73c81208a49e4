"""What the tiny company of known flaws holds for the rules on values and on rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

OLD_ACCOUNT: Final = "001000000000002AAA"
YOUNG_ACCOUNT: Final = "001000000000004AAA"
PLANTED: Final[set[tuple[str, str, str, str, str | None]]] = {
    ("F008", "hubspot", "contacts", "seats_wanted", None),
    ("V004", "hubspot", "contacts", "phone", "21"),
    ("V005", "hubspot", "contacts", "firstname", "5"),
    ("V005", "hubspot", "contacts", "jobtitle", "18"),
    ("V005", "hubspot", "contacts", "city", "19"),
    ("V006", "hubspot", "contacts", "lastname", "20"),
    ("V006", "salesforce", "opportunity", "nextstep", "006000000000009AAA"),
    ("Q001", "hubspot", "contacts", "city", "24"),
    ("Q002", "salesforce", "opportunity", "accountid", "006000000000004AAA"),
    ("I001", "salesforce", "account", "website", "001000000000004AAA"),
    ("I001", "salesforce", "account", "website", "001000000000005AAA"),
    ("Q003", "salesforce", "account", "id", "001000000000005AAA"),
}
#: Of contacts, by number.
FLAWS: Final[dict[int, dict[str, Any]]] = {
    16: {"jobtitle": "CEO"},
    17: {"jobtitle": "CEO"},
    18: {"jobtitle": "ceo"},
    19: {"city": "New\u00a0York"},
    20: {"lastname": "ann20@mail20.example"},
    21: {"phone": "555-0100"},
    22: {"phone": "(212) 555-0100"},
    23: {"city": "Paris"},
    24: {"city": "Barcelona"},
}
CARD: Final = "charge 4111 1111 1111 1111"
NO_CARD: Final = "call 4111 1111 1111 1112"
OLD: Final = {"createddate": datetime(2020, 1, 1), "isdeleted": False}  # noqa: DTZ001  as raw tables
_SAME: Final = {**OLD, "name": "Twice", "website": "twice.example", "industry": "Retail"}
#: Two accounts that are one, and one that is in another trade.
TWINS: Final[list[dict[str, Any]]] = [
    {"id": YOUNG_ACCOUNT, **_SAME, "createddate": datetime(2024, 12, 23)},  # noqa: DTZ001
    {"id": "001000000000005AAA", **_SAME, "createddate": datetime(2024, 12, 24)},  # noqa: DTZ001
    {"id": "001000000000006AAA", **_SAME, "industry": "Energy"},
]


def texts(number: int) -> dict[str, str]:
    """Of a contact: a text field of numbers, and one of codes."""
    seats = "many" if number > 38 else f"{number * 150:,}"
    return {"seats_wanted": seats, "shelf": str(100 + number % 20)}

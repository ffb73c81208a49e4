"""People whose records are known to be one or not, as contacts of both systems.

Every other record stands in HubSpot, the rest in Salesforce, whose birthday is a date: one that is
none is lost there, as it would be.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from tests.support.dbt.build import Rows

HERE = Path(__file__).parent
Pair = tuple[str, str]


@dataclass(frozen=True)
class KnownPeople:
    """One data set: its raw rows, and who each record is."""

    rows: Rows
    person_of: Mapping[str, str]
    system_of: Mapping[str, str]

    @property
    def true_pairs(self) -> set[Pair]:
        return pairs_within(self.person_of)

    def across(self, pairs: set[Pair]) -> set[Pair]:
        """Those whose records stand in two systems."""
        return {pair for pair in pairs if self.system_of[pair[0]] != self.system_of[pair[1]]}


def pairs_within(group_of: Mapping[str, str]) -> set[Pair]:
    groups = defaultdict(list)
    for record, group in group_of.items():
        groups[group].append(record)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def splink_people() -> KnownPeople:
    """1,000 records of 181 people: names, birthday, city and e-mail, most with slips."""
    with (HERE / "splink_fake_1000.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _known(
        (row["unique_id"], row["cluster"], {
            "first": row["first_name"], "last": row["surname"], "birth": row["dob"],
            "city": row["city"], "email": row["email"],
        })
        for row in rows
    )  # fmt: skip


def febrl(number: int) -> KnownPeople:
    """1,000 or 5,000 records: names, address and birthday, duplicates with slips."""
    with (HERE / f"febrl_dataset{number}.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            {key.strip(): value.strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        ]
    return _known(
        (row["rec_id"], row["rec_id"].split("-")[1], {
            "first": row["given_name"], "last": row["surname"], "birth": row["date_of_birth"],
            "street": f"{row['street_number']} {row['address_1']}".strip(), "city": row["suburb"],
            "code": row["postcode"], "state": row["state"],
        })
        for row in rows
    )  # fmt: skip


def _known(records: Iterable[tuple[str, str, Mapping[str, str]]]) -> KnownPeople:
    raw: Rows = {("raw_hubspot", "contacts"): [], ("raw_salesforce", "contact"): []}
    person_of, system_of = {}, {}
    for place, (record, person, said) in enumerate(records):
        person_of[record] = person
        system_of[record] = "hubspot" if place % 2 == 0 else "salesforce"
        made = _hubspot(record, said) if place % 2 == 0 else _salesforce(record, said)
        where = ("raw_hubspot", "contacts") if place % 2 == 0 else ("raw_salesforce", "contact")
        raw[where].append({key: value for key, value in made.items() if value})
    return KnownPeople(raw, person_of, system_of)


def _hubspot(record: str, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": record,
        "firstname": said["first"],
        "lastname": said["last"],
        "date_of_birth": said["birth"],
        "email": said.get("email"),
        "address": said.get("street"),
        "zip": said.get("code"),
        "city": said["city"],
        "state": said.get("state"),
    }


def _salesforce(record: str, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": record,
        "firstname": said["first"],
        "lastname": said["last"],
        "birthdate": _day(said["birth"]),
        "email": said.get("email"),
        "mailingstreet": said.get("street"),
        "mailingpostalcode": said.get("code"),
        "mailingcity": said["city"],
        "mailingstate": said.get("state"),
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Other people's journeys as a company of its own: people and deals in a CRM, touches in files.

Every step is in a dropped file: those of every other person in web_sessions.csv, the rest in
interactions.csv. Who came to no deal is a person like any other, with touches and without a deal.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from orchestration.worlds.generator.spec import salesforce_id

#: Their names for channels -> ours, of which the glossary knows what they are.
CHANNELS: Final = {
    "alpha": "organic_search",
    "beta": "paid_search",
    "epsilon": "organic_social",
    "eta": "paid_social",
    "gamma": "email",
    "iota": "display",
    "kappa": "referral",
    "lambda": "direct",
    "mi": "website",
    "delta": "webinar",
    "theta": "events",
    "zeta": "other_campaigns",
}
#: Places of a value that amounts keep none of, moved before the point.
SCALE: Final = 1_000_000
_AS_OF: Final = "2026-06-30T12:00:00Z"
_MADE: Final = datetime.fromisoformat("2026-03-01T12:00:00")
_STAMPS: Final = {"CreatedDate": f"{_MADE.isoformat()}Z", "SystemModstamp": _AS_OF}


class Route(NamedTuple):
    """One line of the file."""

    steps: tuple[str, ...]
    wins: int
    value: float
    none: int


def read(file: Path, first: int) -> list[Route]:
    """The first paths, under our names of channels."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Route(
                tuple(CHANNELS[step] for step in row["path"].split(" > ")),
                int(row["total_conversions"]),
                float(row["total_conversion_value"]),
                int(row["total_null"]),
            )
            for row in islice(csv.DictReader(lines), first)
        ]


def write(folder: Path, paths: Sequence[Route]) -> Path:
    """A world folder of them, with one system."""
    for name in ("salesforce/objects", "files"):
        (folder / name).mkdir(parents=True)
    about = {
        "name": "journeys",
        "as_of": _AS_OF,
        "salesforce": {
            "org_id": "00D000000000001EAA",
            "currency": "EUR",
            "daily_api_requests": 100_000,
        },
    }
    (folder / "world.json").write_text(json.dumps(about), encoding="utf-8")
    people = [*_people(paths)]
    objects = _objects(people)
    for name, rows in objects.items():
        _write(folder / "salesforce" / "objects" / f"{name}.csv", rows)
    _write(folder / "files" / "interactions.csv", _interactions(people))
    _write(folder / "files" / "web_sessions.csv", _sessions(people))
    return folder


_Person = tuple[int, tuple[str, ...], float | None]


def _objects(people: Sequence[_Person]) -> dict[str, list[dict[str, str]]]:
    """Records of the CRM: everybody, and a deal of whom it came to one."""
    owner = salesforce_id("005", 1)
    return {
        "User": [{"Id": owner, "Name": "Ada Brandt", "IsActive": "true", **_STAMPS}],
        "Contact": [
            {
                "Id": salesforce_id("003", number),
                "LastName": f"P{number * 2_654_435_761 % 4_294_967_296:x}",
                "Email": f"p{number}@p{number}.example",
                "OwnerId": owner,
                **_STAMPS,
            }
            for number, _, _ in people
        ],
        "Opportunity": [
            {
                "Id": salesforce_id("006", number),
                "Name": f"Deal {number}",
                "StageName": "Closed Won",
                "IsClosed": "true",
                "IsWon": "true",
                "Probability": "100",
                "Amount": f"{value * SCALE:.4f}",
                "CloseDate": "2026-03-01",
                "OwnerId": owner,
                **_STAMPS,
            }
            for number, _, value in people
            if value is not None
        ],
        "OpportunityContactRole": [
            {
                "Id": salesforce_id("00K", number),
                "OpportunityId": salesforce_id("006", number),
                "ContactId": salesforce_id("003", number),
                "IsPrimary": "true",
                **_STAMPS,
            }
            for number, _, value in people
            if value is not None
        ],
    }


def _people(paths: Sequence[Route]) -> Iterator[_Person]:
    """Number, steps, and the value of the deal; None of who came to none."""
    number = 0
    for path in paths:
        for place in range(path.wins + path.none):
            number += 1
            yield number, path.steps, path.value / path.wins if place < path.wins else None


def _touches(people: Iterable[_Person], odd: int) -> Iterator[dict[str, str]]:
    for number, steps, _ in people:
        if number % 2 != odd:
            continue
        for place, channel in enumerate(steps):
            at = _MADE - timedelta(days=5) + timedelta(hours=place)
            yield {
                "id": f"{number}/{place}",
                "at": f"{at.isoformat()}Z",
                "source": channel,
                "record_system": "salesforce",
                "record_object": "contact",
                "record_id": salesforce_id("003", number),
            }


def _interactions(people: Sequence[_Person]) -> Iterator[dict[str, str]]:
    for touch in _touches(people, 0):
        named = {"interaction_id": touch.pop("id"), "happened_at": touch.pop("at")}
        yield {**named, "touch_type": "ad_click", **touch}


def _sessions(people: Sequence[_Person]) -> Iterator[dict[str, str]]:
    for touch in _touches(people, 1):
        yield {"session_id": touch.pop("id"), "started_at": touch.pop("at"), **touch}


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    lines = iter(rows)
    first = next(lines)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(first), lineterminator="\n")
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(lines)

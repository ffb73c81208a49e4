"""Seeded rows of both vendors as ready bodies: 45-field opportunities, 50-property contacts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

PAGE_ROWS_SALESFORCE = 50_000
PAGE_ROWS_HUBSPOT = 100

_STAGES = ("Prospecting", "Qualification", "Negotiation/Review", "Closed Won", "Closed Lost")
_WORDS = ("north", "river", "iron", "cedar", "amber", "quiet", "bright", "union", "harbor", "delta")

TEXTS = [f"note_{n}__c" for n in range(14)]
NUMBERS = [f"metric_{n}__c" for n in range(8)]
DATES = [f"milestone_{n}__c" for n in range(6)]
FLAGS = [f"flag_{n}__c" for n in range(3)]
OPPORTUNITY_FIELDS = [
    "Id", "IsDeleted", "AccountId", "Name", "StageName", "IsClosed", "IsWon", "Probability",
    "Amount", "CloseDate", "OwnerId", "CreatedDate", "LastModifiedDate", "SystemModstamp",
    *TEXTS, *NUMBERS, *DATES, *FLAGS,
]  # fmt: skip

PROPERTY_TEXTS = [f"answer_{n}" for n in range(25)]
PROPERTY_NUMBERS = [f"score_{n}" for n in range(10)]
PROPERTY_DATES = [f"seen_{n}" for n in range(8)]
CONTACT_PROPERTIES = [
    "hs_object_id", "email", "firstname", "lastname", "createdate", "lastmodifieddate",
    "lifecyclestage", *PROPERTY_TEXTS, *PROPERTY_NUMBERS, *PROPERTY_DATES,
]  # fmt: skip


def _instant(rng: random.Random) -> str:
    return (
        f"202{rng.randrange(3, 6)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        f"T{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}.000Z"
    )


def _text(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randrange(1, 4)))


def opportunity(rng: random.Random, number: int) -> list[str]:
    """One CSV row in the order of OPPORTUNITY_FIELDS."""
    stage = rng.choice(_STAGES)
    instant = _instant(rng)
    closed = stage.startswith("Closed")
    fixed = [
        f"006{number:012d}AAA", "false", f"001{number % 9999:012d}AAA", _text(rng), stage,
        str(closed).lower(), str(stage == "Closed Won").lower(), f"{rng.randrange(0, 101)}.0",
        f"{rng.randrange(1000, 900000)}.{rng.randrange(10, 99)}", instant[:10],
        f"005{number % 99:012d}AAA", instant, instant, instant,
    ]  # fmt: skip
    return [
        *fixed,
        *(_text(rng) for _ in TEXTS),
        *(f"{rng.random() * 1000:.4f}" for _ in NUMBERS),
        *(_instant(rng)[:10] for _ in DATES),
        *(rng.choice(("true", "false")) for _ in FLAGS),
    ]


def opportunity_pages(rows: int) -> Iterator[bytes]:
    """Bulk 2.0 result pages: every field quoted, a header on every page."""
    rng = random.Random(45)
    header = ",".join(f'"{name}"' for name in OPPORTUNITY_FIELDS)
    for start in range(0, rows, PAGE_ROWS_SALESFORCE):
        numbers = range(start, min(rows, start + PAGE_ROWS_SALESFORCE))
        lines = [header, *('"' + '","'.join(opportunity(rng, n)) + '"' for n in numbers)]
        yield ("\n".join(lines) + "\n").encode()


def contact(rng: random.Random, number: int) -> dict[str, object]:
    """One record as the list endpoint returns it."""
    instant = _instant(rng)
    properties: dict[str, str | None] = {
        "hs_object_id": str(number), "email": f"person{number}@company{number % 997}.example",
        "firstname": rng.choice(_WORDS), "lastname": rng.choice(_WORDS), "createdate": instant,
        "lastmodifieddate": instant, "lifecyclestage": "lead",
    }  # fmt: skip
    properties |= {name: _text(rng) for name in PROPERTY_TEXTS}
    properties |= {name: f"{rng.random() * 1000:.4f}" for name in PROPERTY_NUMBERS}
    properties |= {name: _instant(rng) for name in PROPERTY_DATES}
    return {
        "id": str(number),
        "properties": properties,
        "createdAt": instant,
        "updatedAt": instant,
        "archived": False,
    }


def contact_pages(rows: int) -> Iterator[bytes]:
    """List pages of 100; the `after` token of a page is the number of the next."""
    rng = random.Random(50)
    pages = -(-rows // PAGE_ROWS_HUBSPOT)
    for page in range(pages):
        start = page * PAGE_ROWS_HUBSPOT
        body: dict[str, object] = {
            "results": [
                contact(rng, 1 + number)
                for number in range(start, min(rows, start + PAGE_ROWS_HUBSPOT))
            ]
        }
        if page + 1 < pages:
            body["paging"] = {"next": {"after": str(page + 1), "link": ""}}
        yield json.dumps(body, separators=(",", ":")).encode()


def _custom(name: str, kind: str) -> dict[str, object]:
    field_type = {"number": "number", "datetime": "date"}.get(kind, "text")
    return {"name": name, "label": name, "type": kind, "fieldType": field_type}


def write_base_world(out: Path) -> Path:
    """A world of one opportunity and one contact that declares every field the bodies carry."""
    rng = random.Random(1)
    (out / "salesforce" / "objects").mkdir(parents=True)
    (out / "hubspot" / "objects").mkdir(parents=True)
    (out / "hubspot" / "properties").mkdir(parents=True)
    row = opportunity(rng, 0)
    (out / "salesforce" / "objects" / "Opportunity.csv").write_text(
        ",".join(OPPORTUNITY_FIELDS) + "\n" + ",".join(row) + "\n"
    )
    properties = contact(rng, 1)["properties"]
    assert isinstance(properties, dict)
    names = [name for name in CONTACT_PROPERTIES if name != "hs_object_id"]
    (out / "hubspot" / "objects" / "contacts.csv").write_text(
        "id," + ",".join(names) + "\n1," + ",".join(str(properties[name]) for name in names) + "\n"
    )
    definitions = [
        *(_custom(name, "string") for name in PROPERTY_TEXTS),
        *(_custom(name, "number") for name in PROPERTY_NUMBERS),
        *(_custom(name, "datetime") for name in PROPERTY_DATES),
    ]
    (out / "hubspot" / "properties" / "contacts.json").write_text(json.dumps(definitions))
    (out / "world.json").write_text(
        json.dumps(
            {
                "name": "bench",
                "as_of": "2026-01-01T00:00:00Z",
                "hubspot": {
                    "portal_id": 1, "time_zone": "UTC", "currency": "EUR", "tier": "enterprise"
                },
                "salesforce": {
                    "org_id": "00D000000000001AAA", "currency": "EUR", "daily_api_requests": 9999999
                },
            }
        )
    )  # fmt: skip
    return out

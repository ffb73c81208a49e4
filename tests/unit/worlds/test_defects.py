"""The records of a generated world break the rules exactly where truth/defects.csv says so.

The rules are written out again here, in plain Python over the CSV files, from their definitions.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestration.worlds.generator import write_world

AS_OF = datetime(2026, 6, 30, 12, tzinfo=UTC)
BOTH = ("hubspot", "salesforce")
Finding = tuple[str, str, str, str, str]
Record = dict[str, str]

SYSTEM_COLUMNS = {"id", "isdeleted", "masterrecordid", "hs_object_id", "_created_at", "_updated_at"}
SYSTEM_COLUMNS |= {
    "createddate",
    "lastmodifieddate",
    "systemmodstamp",
    "createdate",
    "_archived_at",
}
SYSTEM_COLUMNS |= {"hs_createdate", "hs_lastmodifieddate"}
#: Standard fields of a vendor that nobody ever filled: no fault.
UNTOUCHED_STANDARD = {("lead", "fax")}
#: (system, object, field, kind of Salesforce record that it names)
LINKS = (
    ("hubspot", "contacts", "salesforceleadid", "lead"),
    ("hubspot", "contacts", "salesforcecontactid", "contact"),
    ("hubspot", "contacts", "salesforceaccountid", "account"),
    ("hubspot", "companies", "salesforceaccountid", "account"),
    ("hubspot", "deals", "hs_salesforceopportunityid", "opportunity"),
    ("salesforce", "lead", "convertedcontactid", "contact"),
    ("salesforce", "lead", "convertedaccountid", "account"),
    ("salesforce", "lead", "convertedopportunityid", "opportunity"),
    ("salesforce", "contact", "accountid", "account"),
    ("salesforce", "opportunity", "accountid", "account"),
)
RAW_NAMES = {
    "OpportunityHistory": "opportunity_history",
    "OpportunityContactRole": "opportunity_contact_role",
    "CampaignMember": "campaign_member",
}
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*\.[A-Za-z]{2,}")
EMAIL_FIELDS = {("contacts", "email"), ("contact", "email"), ("lead", "email"), ("user", "email")}
JUNK_FIELDS = {
    "contacts": "firstname lastname company jobtitle phone email",
    "companies": "name",
    "deals": "dealname",
    "lead": "firstname lastname company title phone email",
    "contact": "firstname lastname title phone email",
    "account": "name",
    "opportunity": "name",
}
#: Nobody means these, whatever the field.
FILLER = {"asdf", "asdasd", "zxcv", "qwerty", "test123", "n/a", "none", "-", ".", "tbd", "unknown"}
FILLER |= {"0000000000", "123456789", "1234567890", "12345", "test@test.com", "abc@abc.com"}
#: Somebody may be called so; twice in one record it is nobody.
DOUBTFUL = {"test", "xxx", "na", "null", "abc", "x"}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
COUNTRY_FIELDS = {
    "contacts": "country",
    "companies": "country",
    "account": "billingcountry",
    "contact": "mailingcountry",
    "lead": "country",
}
COUNTRIES = {
    "United States": {"united states", "usa", "us", "united states of america"},
    "United Kingdom": {"united kingdom", "uk", "great britain", "gb"},
    "Germany": {"germany", "deutschland", "de"},
    "Netherlands": {"netherlands", "holland", "nl"},
    "Portugal": {"portugal", "pt"},
    "Spain": {"spain", "españa", "es"},
    "France": {"france", "fr"},
}
SHARED = {
    "Prospecting": "discovery",
    "appointmentscheduled": "discovery",
    "Qualification": "qualification",
    "Needs Analysis": "qualification",
    "qualifiedtobuy": "qualification",
    "Value Proposition": "evaluation",
    "Id. Decision Makers": "evaluation",
    "Perception Analysis": "evaluation",
    "presentationscheduled": "evaluation",
    "decisionmakerboughtin": "evaluation",
    "Proposal/Price Quote": "negotiation",
    "Negotiation/Review": "negotiation",
    "contractsent": "negotiation",
    "Closed Won": "won",
    "closedwon": "won",
    "Closed Lost": "lost",
    "closedlost": "lost",
}


def read(path: Path) -> list[Record]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def tables(world: Path) -> dict[tuple[str, str], list[Record]]:
    found = {}
    for path in sorted(world.glob("*/objects/*.csv")):
        rows = [{name.lower(): value for name, value in row.items()} for row in read(path)]
        alive = [
            row for row in rows if row.get("isdeleted") != "true" and not row.get("_archived_at")
        ]
        found[path.parts[-3], RAW_NAMES.get(path.stem, path.stem.lower())] = alive
    for path in sorted(world.glob("hubspot/*.csv")):
        if path.stem in {"owners", "campaigns"}:
            found["hubspot", path.stem] = [
                {name.lower(): value for name, value in row.items()} for row in read(path)
            ]
    return found


def made(row: Record) -> datetime:
    text = row.get("createdate") or row.get("createddate") or row.get("hs_createdate")
    return datetime.fromisoformat(text or row["createdat"])


def field_faults(objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    for (system, name), rows in objects.items():
        for field in rows[0] if rows else ():
            if field in SYSTEM_COLUMNS or (name, field) in UNTOUCHED_STANDARD:
                continue
            filled = [row for row in rows if row[field].strip()]
            recent = [row for row in rows if made(row) >= AS_OF - timedelta(days=365)]
            if not filled:
                if len(rows) >= 30:
                    yield ("F001", system, name, field, "")
            elif len(recent) >= 30 and not any(row[field].strip() for row in recent):
                yield ("F002", system, name, field, "")
            elif len(filled) >= 30 and len({row[field] for row in filled}) == 1:
                yield ("F003", system, name, field, "")


def declared(world: Path) -> dict[tuple[str, str, str], set[str]]:
    found = {}
    for path in world.glob("hubspot/properties/*.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["results"]:
            options = {one["value"] for one in item["options"] if not one["hidden"]}
            if item["options"]:
                found["hubspot", path.stem, item["name"].lower()] = options
    for path in world.glob("salesforce/describe/*.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["fields"]:
            options = {one["value"] for one in item["picklistValues"] if one["active"]}
            if item["picklistValues"]:
                found["salesforce", path.stem.lower(), item["name"].lower()] = options
    return found


def filler(name: str, row: Record) -> Iterator[str]:
    """The fields of a record that hold filler: a doubtful word needs a second sign."""
    words = {field: row.get(field, "").lower() for field in JUNK_FIELDS.get(name, "").split()}
    for field, word in words.items():
        twice = list(words.values()).count(word) > 1
        sure = word == "test" and field in {"dealname", "name"}
        if word in FILLER or sure or (word in DOUBTFUL and twice):
            yield field


def misfit_faults(world: Path, objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    for path in world.glob("hubspot/properties/*.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["results"]:
            shape = {"number": NUMBER, "date": DAY, "datetime": DAY}.get(item["type"])
            rows = objects.get(("hubspot", path.stem), [])
            values = [row[item["name"]] for row in rows if row.get(item["name"])]
            if shape and any(not shape.fullmatch(value) for value in values):
                yield ("F010", "hubspot", path.stem, item["name"], "")


def value_faults(world: Path, objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    options = declared(world)
    for (system, name), rows in objects.items():
        for row in rows:
            for field, value in row.items():
                here = (system, name, field, row["id"])
                allowed = options.get((system, name, field))
                if value and allowed and not set(value.split(";")) <= allowed:
                    yield ("F007", *here)
                if (name, field) in EMAIL_FIELDS and value and not EMAIL.fullmatch(value):
                    yield ("V001", *here)
            yield from ((("V002", system, name, field, row["id"])) for field in filler(name, row))
        if name == "lead":
            blank = [row for row in rows if not row["leadsource"]]
            yield from (("L001", system, name, "leadsource", row["id"]) for row in blank)
        if name == "contacts":
            blank = [row for row in rows if not row["hs_analytics_source"]]
            yield from (("L001", system, name, "hs_analytics_source", row["id"]) for row in blank)


def country_faults(objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    for (system, name), rows in objects.items():
        field = COUNTRY_FIELDS.get(name, "")
        for country, spellings in COUNTRIES.items():
            same = [row for row in rows if row.get(field, "").strip().lower() in spellings]
            counts = Counter(row[field] for row in same)
            usual = sorted(counts, key=lambda text: (-counts[text], text != country, text))
            for row in same:
                if row[field] != usual[0]:
                    yield ("V003", system, name, field, row["id"])


def link_faults(world: Path, objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    ids: dict[str, set[str]] = {}
    for kind in ("Lead", "Contact", "Account", "Opportunity"):
        rows = read(world / "salesforce" / "objects" / f"{kind}.csv")
        alive = {row["Id"][:15] for row in rows if row.get("IsDeleted") != "true"}
        merged = {row["Id"][:15] for row in rows if row.get("MasterRecordId", "")[:15] in alive}
        ids[kind.lower()] = alive | merged
    for system, name, field, kind in LINKS:
        for row in objects.get((system, name), []) if ids[kind] else ():
            if row.get(field) and row[field][:15] not in ids[kind]:
                yield ("I004", system, name, field, row["id"])


def rate_faults(objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    for row in objects.get(("hubspot", "deals"), []):
        foreign = row.get("deal_currency_code") not in {None, "", "EUR"}
        if foreign and row["amount"] and not row["amount_in_home_currency"]:
            yield ("D009", "hubspot", "deals", "amount", row["id"])


def outcome(row: Record) -> str:
    stage = SHARED[row.get("stagename") or row["dealstage"]]
    return stage if stage in {"won", "lost"} else "open"


def pair_faults(objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    deals = {
        row["hs_salesforceopportunityid"][:15]: row
        for row in objects.get(("hubspot", "deals"), [])
        if row.get("hs_salesforceopportunityid")
    }
    for row in objects.get(("salesforce", "opportunity"), []):
        deal = deals.get(row["id"][:15])
        if deal is None:
            continue
        if outcome(row) != outcome(deal) or SHARED[row["stagename"]] != SHARED[deal["dealstage"]]:
            yield ("X001", "salesforce", "opportunity", "stagename", row["id"])
        if row["amount"] and deal["amount"]:
            amount, other = float(row["amount"]), float(deal["amount"])
            if abs(amount - other) > max(1.0, amount / 100):
                yield ("X002", "salesforce", "opportunity", "amount", row["id"])


def deal_faults(objects: dict[tuple[str, str], list[Record]]) -> Iterator[Finding]:
    portal = ZoneInfo("Europe/Lisbon")
    for row in objects.get(("salesforce", "opportunity"), []):
        closing = date.fromisoformat(row["closedate"])
        yield from chronology(("salesforce", "opportunity"), row, closing)
    for row in objects.get(("hubspot", "deals"), []):
        if not row.get("hs_salesforceopportunityid"):
            closing = datetime.fromisoformat(row["closedate"]).astimezone(portal).date()
            yield from chronology(("hubspot", "deals"), row, closing)


def chronology(place: tuple[str, str], row: Record, closing: date) -> Iterator[Finding]:
    state = outcome(row)
    if state == "open":
        if closing < AS_OF.date():
            yield ("D001", *place, "closedate", row["id"])
        old = made(row) < AS_OF - timedelta(days=7)
        if old and (not row["amount"] or float(row["amount"]) <= 0):
            yield ("D002", *place, "amount", row["id"])
    elif closing < made(row).date() or (state == "won" and closing > AS_OF.date()):
        yield ("D006", *place, "closedate", row["id"])


def all_faults(world: Path) -> list[Finding]:
    objects = tables(world)
    found = [*field_faults(objects), *value_faults(world, objects), *country_faults(objects)]
    found += [*misfit_faults(world, objects), *link_faults(world, objects)]
    found += rate_faults(objects)
    return sorted([*found, *pair_faults(objects), *deal_faults(objects)])


def planted(world: Path) -> list[Finding]:
    names = ("rule_id", "system", "object", "field", "record_id")
    rows = read(world / "truth" / "defects.csv")
    return sorted(tuple(row[name] for name in names) for row in rows)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("seed", "people", "systems"),
    [
        (7, 3000, BOTH),
        (1, 900, BOTH),
        (2, 300, BOTH),
        (3, 60, BOTH),
        (5, 1500, BOTH),
        (7, 1500, ("hubspot",)),
        (11, 250, ("hubspot",)),
        (7, 2000, ("salesforce",)),
        (13, 300, ("salesforce",)),
    ],
)
def test_rules_are_broken_exactly_where_the_truth_says(
    tmp_path: Path, seed: int, people: int, systems: tuple[str, ...]
) -> None:
    world = write_world(tmp_path, seed=seed, people=people, systems=systems)
    assert all_faults(world) == planted(world)


def test_every_rule_is_broken_several_times_in_the_default_world(tmp_path: Path) -> None:
    counts = Counter(rule for rule, *_ in planted(write_world(tmp_path)))
    rules = ["D001", "D002", "D006", "D009", "F001", "F002", "F003", "F007", "F010", "I004"]
    rules += ["L001", "V001", "V002", "V003", "X001", "X002"]
    assert sorted(counts) == rules
    assert min(counts.values()) >= 4


@pytest.mark.parametrize("seed", [7, 8])
def test_a_clean_world_breaks_no_rule_but_its_single_pipeline(tmp_path: Path, seed: int) -> None:
    world = write_world(tmp_path, seed=seed, defects=False)
    assert all_faults(world) == [("F003", "hubspot", "deals", "pipeline", "")]
    assert planted(world) == all_faults(world)

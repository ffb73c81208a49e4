"""A company of one system each way whose fields break with their own history on known days.

`planted` says what breaks, when, and who did it; `rows(planted=False)` is the same company without.
What a record's age or the weekday does to a field is in both: none of it is a break.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from orchestration.worlds.generator.spec import salesforce_id
from tests.support.dbt.build import Build, Rows, field_row
from tests.support.dbt.drift_set_up import setup_trail

AS_OF: Final = datetime(2026, 6, 30, 12)  # noqa: DTZ001  the warehouse keeps UTC without a zone
NEXT_RUN: Final = AS_OF + timedelta(days=1)
DAYS: Final = 300
ANN, SYNC, BO = (salesforce_id("005", number) for number in (1, 2, 3))
MAKERS: Final = (("FORM", "Contact us"), ("INTEGRATION", "Web shop"), ("INTEGRATION", "Enrichly"))
EXTRA: Final = {
    ("raw_hubspot", "contacts"): {
        "budget": "text",
        "size_band": "text",
        "first_call_result": "text",
        "hs_object_source": "text",
        "hs_object_source_detail_1": "text",
    },
    ("raw_salesforce", "lead"): {
        "createdbyid": "text",
        "vat_number__c": "text",
        "priority__c": "text",
        "seats__c": "text",
        "hasoldtask": "boolean",
    },
    ("raw_salesforce", "campaign_member"): {"createdbyid": "text"},
}


_KEPT_BY_VENDOR: Final = ("id", "createddate", "lastmodifieddate", "isconverted", "hasoldtask")


@dataclass(frozen=True)
class Answer:
    """One planted break.

    Attributes:
        told: what happened.
        place: system, object and field; no field for how many records are created.
        kind: what it is called.
        day: the first day on which it was broken.
        actor: kind and name of who did it; none where nothing in one load tells.
    """

    told: str
    place: tuple[str, str, str | None]
    kind: str
    day: date
    actor: tuple[str, str] | None = None


_CONTACTS, _LEAD = ("hubspot", "contacts"), ("salesforce", "lead")
#: What happened, where, what it is called, and whose doing it was, where one load tells.
_PLANTED: Final = (
    ("an import empties a field", (*_CONTACTS, "hs_lead_status"), "mass_emptied", "import 4711"),
    (
        "an integration writes a placeholder",
        (*_CONTACTS, "jobtitle"),
        "placeholder_began",
        "integration Enrichly",
    ),
    ("a form stops asking", (*_CONTACTS, "budget"), "fill_fell", ""),
    ("a user edits in bulk", (*_LEAD, "rating"), "mass_written", "user Ann Ash"),
    ("an option is renamed", (*_LEAD, "leadsource"), "value_renamed", "user Bo Birch"),
    ("a validation is dropped", (*_LEAD, "vat_number__c"), "fill_fell", "integration Sync"),
    ("a new value floods", (*_LEAD, "priority__c"), "value_began", "user Ann Ash"),
    ("volume halves", (*_CONTACTS, None), "volume_fell", "integration Web shop"),
    ("a sync stops", ("salesforce", "campaign_member", None), "volume_stopped", "integration Sync"),
    ("a field gets another type", (*_LEAD, "seats__c"), "retyped", "user Bo Birch"),
)


def answers(seed: int) -> tuple[Answer, ...]:
    """What is planted for a seed."""
    rng = Random(f"{seed}:days")

    def day() -> date:
        """A working day two to four months ago."""
        found = AS_OF.date() - timedelta(days=rng.randrange(45, 110))
        return found - timedelta(days=max(0, found.weekday() - 4))

    def actor(by: str) -> tuple[str, str] | None:
        kind, _, name = by.partition(" ")
        return (kind, name) if by else None

    return tuple(
        Answer(told, place, kind, NEXT_RUN.date() if kind == "retyped" else day(), actor(by))
        for told, place, kind, by in _PLANTED
    )


def retype(build: Build) -> None:
    """A day later somebody has made numbers of a field that was a text."""
    build.execute(
        "update raw_salesforce.\"_fields\" set column_type = 'number', vendor_type = 'double'"
        " where object = 'lead' and field = 'seats__c'"
    )
    build.at(NEXT_RUN)


def land(build: Build, seed: int, *, planted: bool) -> None:
    """Fill an empty warehouse with the company."""
    build.fill({}, EXTRA)
    fill(build, seed, planted=planted)


def fill(build: Build, seed: int, *, planted: bool) -> None:
    """The company in raw tables that are there."""
    for (schema, table), rows in _rows(seed, planted=planted).items():
        build.execute(f'delete from {schema}."{table}"')
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            values = ",\n".join(f"({', '.join(map(_literal, row.values()))})" for row in part)
            names = ", ".join(f'"{name}"' for name in part[0])
            with build.engine.begin() as connection:
                connection.exec_driver_sql(
                    f'insert into {schema}."{table}" ({names}) values {values}'
                )
    build.at(AS_OF)


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return f"timestamp '{value}'" if isinstance(value, datetime) else f"'{value}'"


def _rows(seed: int, *, planted: bool) -> Rows:
    rng = Random(f"{seed}:rows")
    known = {answer.told: answer for answer in answers(seed)} if planted else {}
    contacts, history = _contacts(rng, known)
    leads, changes = _leads(rng, known)
    return {
        ("raw_hubspot", "contacts"): contacts,
        ("raw_hubspot", "_history"): history,
        ("raw_hubspot", "_fields"): [field_row("contacts", name) for name in contacts[0]],
        ("raw_salesforce", "lead"): leads,
        ("raw_salesforce", "lead_history"): changes,
        ("raw_salesforce", "campaign_member"): _members(rng, known),
        ("raw_salesforce", "user"): _users(),
        ("raw_salesforce", "setup_audit_trail"): setup_trail(
            {told: answer.day for told, answer in known.items()}, ANN, SYNC, BO, AS_OF
        ),
        ("raw_salesforce", "_fields"): [
            *(_described("lead", name) for name in leads[0]),
            *(_described("campaign_member", name) for name in ("id", "status", "createdbyid")),
        ],
    }


def _described(table: str, field: str) -> dict[str, Any]:
    return field_row(table, field, is_updateable=field not in _KEPT_BY_VENDOR)


def _days(rng: Random, weekday: int, weekend: int) -> Iterator[datetime]:
    """An instant per record, of so many a day."""
    for ago in range(DAYS, 0, -1):
        day = datetime.combine(AS_OF.date() - timedelta(days=ago), datetime.min.time())
        for _ in range(weekend if day.weekday() > 4 else weekday):
            yield day + timedelta(minutes=rng.randrange(60, 23 * 60))


def _since(known: dict[str, Answer], told: str, at: datetime) -> bool:
    return told in known and at.date() >= known[told].day


def _contacts(
    rng: Random, known: dict[str, Answer]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows, history = [], []
    for number, at in enumerate(_days(rng, 22, 5)):
        drawn = rng.choices(MAKERS, (25, 55, 20))[0]
        maker = drawn if at.weekday() < 5 else MAKERS[0]
        if maker[1] == "Web shop" and _since(known, "volume halves", at):
            continue
        title = rng.choice(("CEO", "Buyer", "Engineer", "Head of Sales", ""))
        if maker[1] == "Enrichly" and _since(known, "an integration writes a placeholder", at):
            title = "N/A"
        asked = rng.random() < (0.04 if _since(known, "a form stops asking", at) else 0.93)
        age = (AS_OF - at).days
        rows.append(
            {
                "id": str(1000 + number),
                "createdate": at,
                "lastmodifieddate": at,
                "jobtitle": title or None,
                "budget": rng.choice(("10k", "50k", "100k")) if asked else None,
                # weekends are of another kind, and what age brings is no break
                "size_band": "consumer" if at.weekday() > 4 else rng.choice(("S", "M", "L")),
                "first_call_result": "reached" if rng.random() < age / 60 else None,
                "hs_lead_status": "OPEN",
                "hs_object_source": maker[0],
                "hs_object_source_detail_1": maker[1],
            }
        )
        history.append(_version(rows[-1], "OPEN", at, "INTEGRATION", "77"))
    answer = known.get("an import empties a field")
    if answer:
        at = datetime.combine(answer.day, datetime.min.time()) + timedelta(hours=15)
        older = [row for row in rows if row["createdate"] < at]
        for row in rng.sample(older, 70):
            row["hs_lead_status"] = None
            history.append(_version(row, "", at, "IMPORT", "4711"))
    for row in rng.sample(rows, 40):
        at = row["createdate"] + timedelta(days=rng.randrange(1, 30))
        if at < AS_OF:
            history.append(_version(row, "CONNECTED", at, "CRM_UI", "userId:9"))
    return rows, history


def _version(
    row: dict[str, Any], value: str, at: datetime, source: str, source_id: str
) -> dict[str, Any]:
    return {
        "object_type": "contacts",
        "record_id": row["id"],
        "property": "hs_lead_status",
        "value": value,
        "changed_at": at,
        "source_type": source,
        "source_id": source_id,
    }


def _leads(
    rng: Random, known: dict[str, Answer]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    rows, changes = [], []
    for number, at in enumerate(_days(rng, 12, 3)):
        maker = (ANN, SYNC)[number % 2]
        source = rng.choice(("Web", "Web", "Event", "Partner"))
        if source == "Web" and _since(known, "an option is renamed", at):
            source = "Website"
        checked = rng.random() < (0.3 if _since(known, "a validation is dropped", at) else 1)
        priority = rng.choice(("high", "low", "normal"))
        if maker == ANN and _since(known, "a new value floods", at):
            priority = "later"
        rows.append(
            {
                "id": salesforce_id("00Q", number + 1),
                "createddate": at,
                "lastmodifieddate": at,
                "leadsource": source,
                "vat_number__c": f"V{number}" if checked else None,
                "priority__c": priority,
                "rating": rng.choice(("Cold", "Warm")),
                "seats__c": str(1 + number % 9),
                "createdbyid": maker,
                # none is converted in its first two months, and what the vendor sets comes late
                "isconverted": (AS_OF - at).days > 60 and number % 5 < 2,
                "hasoldtask": (AS_OF - at).days > 50 and number % 7 < 3,
            }
        )
    answer = known.get("a user edits in bulk")
    if answer:
        at = datetime.combine(answer.day, datetime.min.time()) + timedelta(hours=9)
        for row in rng.sample([row for row in rows if row["createddate"] < at], 60):
            changes.append(_change(row, "Hot", at, ANN, len(changes)))
            row["rating"] = "Hot"
    for row in rng.sample(rows, 50):
        at = row["createddate"] + timedelta(days=rng.randrange(1, 20))
        if at < AS_OF and row["rating"] != "Hot":
            changes.append(_change(row, "Warm", at, SYNC, len(changes)))
            row["rating"] = "Warm"
    return rows, changes


def _change(
    row: dict[str, Any], value: str, at: datetime, user: str, number: int
) -> dict[str, Any]:
    return {
        "id": salesforce_id("017", number + 1),
        "leadid": row["id"],
        "field": "Rating",
        "oldvalue": row["rating"],
        "newvalue": value,
        "createdbyid": user,
        "createddate": at,
        "isdeleted": False,
    }


def _members(rng: Random, known: dict[str, Answer]) -> list[dict[str, Any]]:
    return [
        {
            "id": salesforce_id("00v", number + 1),
            "createddate": at,
            "status": rng.choice(("Sent", "Responded")),
            "createdbyid": SYNC,
        }
        for number, at in enumerate(_days(rng, 6, 0))
        if not _since(known, "a sync stops", at)
    ]


def _users() -> list[dict[str, Any]]:
    return [
        {"id": ANN, "name": "Ann Ash", "isactive": True, "usertype": "Standard"},
        {"id": SYNC, "name": "Sync", "isactive": True, "usertype": "CloudIntegrationUser"},
        {"id": BO, "name": "Bo Birch", "isactive": True, "usertype": "Standard"},
    ]

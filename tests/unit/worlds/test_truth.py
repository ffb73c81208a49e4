"""A generated world is repeatable, hangs together, and its answers follow from its records.

Stage times are worked out again here from the CSV files by the published evidence rules.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestration.emulator import load_world
from orchestration.errors import WorldError
from orchestration.worlds.generator import write_world

AS_OF = datetime(2026, 6, 30, 12, tzinfo=UTC)
BOTH = ("hubspot", "salesforce")
Record = dict[str, str]
Stages = dict[str, datetime]
ACCEPTED = {
    *["IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED", "OPEN_DEAL"],
    *("Working - Contacted", "Closed - Converted"),
}
DISQUALIFIED = {"UNQUALIFIED", "Closed - Not Converted"}
RECYCLED = {"BAD_TIMING", "Nurture"}


def rows(path: Path) -> list[Record]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def alive(world: Path, system: str, name: str) -> list[Record]:
    return [
        row
        for row in rows(world / system / "objects" / f"{name}.csv")
        if row.get("IsDeleted") != "true" and not row.get("_archived_at")
    ]


def instant(text: str) -> datetime:
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def people_of(world: Path) -> dict[str, str]:
    return {row["record_id"]: row["person_id"] for row in rows(world / "truth" / "persons.csv")}


class Evidence:
    """Proof of stages per person, gathered from the files by the rules."""

    def __init__(self, world: Path) -> None:
        self.world = world
        self.person = people_of(world)
        self.real: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
        self.fallback: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
        self.contacts: dict[str, list[datetime]] = defaultdict(list)
        self.accepted: set[str] = set()
        self._read_hubspot()
        self._read_salesforce()
        self._read_activities()
        self._read_what_statuses_were()

    def _note(self, who: str, stage: str, text: str | None) -> None:
        if text:
            self.real[who][stage].append(instant(text))

    def _status(self, who: str, status: str, changed: str) -> None:
        if status in ACCEPTED:
            self.accepted.add(who)
        if status in DISQUALIFIED:
            self._note(who, "DISQUALIFIED", changed)
        if status in RECYCLED:
            self._note(who, "RECYCLED", changed)

    def _read_hubspot(self) -> None:
        for row in alive(self.world, "hubspot", "contacts"):
            who = self.person[row["id"]]
            for stage, word in (
                ("INQ", "lead"),
                ("MQL", "marketingqualifiedlead"),
                ("SQL", "salesqualifiedlead"),
            ):
                self._note(who, stage, row.get(f"hs_v2_date_entered_{word}"))
                self._note(who, stage, row.get(f"hs_lifecyclestage_{word}_date"))
            self._note(who, "INQ", row["first_conversion_date"])
            if row["hs_analytics_source"] not in {"", "OFFLINE"}:
                self.fallback[who]["INQ"].append(instant(row["createdate"]))
            self._status(who, row["hs_lead_status"], row["lastmodifieddate"])
        lifecycle = {"lead": "INQ", "marketingqualifiedlead": "MQL", "salesqualifiedlead": "SQL"}
        for row in rows(self.world / "hubspot" / "history.csv"):
            who = self.person.get(row["object_id"], "") if row["object_type"] == "contacts" else ""
            if who and row["property"] == "lifecyclestage" and row["value"] in lifecycle:
                self._note(who, lifecycle[row["value"]], row["timestamp"])

    def _read_salesforce(self) -> None:
        made = {row["Id"]: row for row in alive(self.world, "salesforce", "Contact")}
        for row in alive(self.world, "salesforce", "Lead"):
            who = self.person[row["Id"]]
            self.fallback[who]["INQ"].append(instant(row["CreatedDate"]))
            self._status(who, row["Status"], row["LastModifiedDate"])
            if row["IsConverted"] == "true":
                self.accepted.add(who)
                created = made[row["ConvertedContactId"]]["CreatedDate"]
                same_day = created[:10] == row["ConvertedDate"]
                self._note(who, "SQL", created if same_day else row["ConvertedDate"])
        for row in rows(self.world / "salesforce" / "objects" / "Lead.csv"):
            # what a lead said that was merged away is said of the one that is left
            if row["IsDeleted"] == "false" or row["MasterRecordId"]:
                self._note(self.person[row["Id"]], "MQL", row["mql_date__c"])
        for row in alive(self.world, "salesforce", "CampaignMember"):
            if row["HasResponded"] == "true":
                self._note(self.person[row["LeadId"]], "INQ", row["FirstRespondedDate"])

    def _read_activities(self) -> None:
        for row in alive(self.world, "salesforce", "Task"):
            if row["IsClosed"] == "true":
                self.contacts[self.person[row["WhoId"]]].append(instant(row["CompletedDateTime"]))
        for row in alive(self.world, "salesforce", "Event"):
            self.contacts[self.person[row["WhoId"]]].append(instant(row["StartDateTime"]))
        links = rows(self.world / "hubspot" / "associations.csv")
        whose = {
            (row["from_type"], row["from_id"]): self.person[row["to_id"]]
            for row in links
            if row["to_type"] == "contacts" and row["from_type"] != "deals"
        }
        for name in ("calls", "emails", "meetings"):
            for row in alive(self.world, "hubspot", name):
                way = row.get("hs_call_direction") or row.get("hs_email_direction") or "OUTBOUND"
                if way in {"OUTBOUND", "EMAIL"}:
                    self.contacts[whose[name, row["id"]]].append(instant(row["hs_timestamp"]))

    def _read_what_statuses_were(self) -> None:
        """Who was once worked on was accepted, whatever the record says now."""
        leads = {row["Id"] for row in alive(self.world, "salesforce", "Lead")}
        for row in rows(self.world / "salesforce" / "objects" / "LeadHistory.csv"):
            said = {row["OldValue"], row["NewValue"]} if row["Field"] == "Status" else set()
            if said & ACCEPTED and row["LeadId"] in leads:
                self.accepted.add(self.person[row["LeadId"]])
        contacts = {row["id"] for row in alive(self.world, "hubspot", "contacts")}
        for row in rows(self.world / "hubspot" / "history.csv"):
            is_status = row["object_type"] == "contacts" and row["property"] == "hs_lead_status"
            if is_status and row["object_id"] in contacts:
                if row["value"] in ACCEPTED:
                    self.accepted.add(self.person[row["object_id"]])
                if row["value"] in RECYCLED:
                    self._note(self.person[row["object_id"]], "RECYCLED", row["timestamp"])

    def stages(self) -> dict[str, Stages]:
        found: dict[str, Stages] = {}
        for who in set(self.real) | set(self.fallback):
            entered = {stage: min(times) for stage, times in self.real[who].items()}
            signs = [*self.real[who]["INQ"], *self.fallback[who]["INQ"]]
            made = min(self.fallback[who]["INQ"], default=None)
            qualified = [entered[stage] for stage in ("MQL", "SQL") if stage in entered]
            if made and "INQ" not in entered and all(made <= at for at in qualified):
                entered["INQ"] = made
            start = entered.get("MQL") or min(signs, default=None)
            after = [
                at
                for at in self.contacts[who]
                if start and start <= at <= AS_OF and who in self.accepted
            ]
            if after:
                entered["SAL"] = min(after)
            found[who] = entered
        return found


def true_stages(world: Path, codes: set[str], cycle: str = "1") -> dict[str, Stages]:
    found: dict[str, Stages] = defaultdict(dict)
    for row in rows(world / "truth" / "stages.csv"):
        if row["stage_code"] in codes and row["cycle_number"] == cycle:
            found[row["person_id"]][row["stage_code"]] = instant(row["entered_at"])
    return found


@pytest.mark.parametrize(
    ("seed", "systems"), [(7, BOTH), (2, BOTH), (7, ("hubspot",)), (7, ("salesforce",))]
)
def test_lead_stages_follow_from_the_records(
    tmp_path: Path, seed: int, systems: tuple[str, ...]
) -> None:
    world = write_world(tmp_path, seed=seed, people=1500, systems=systems)
    codes = {"INQ", "MQL", "SAL", "SQL", "DISQUALIFIED", "RECYCLED"}
    expected = {who: stages for who, stages in Evidence(world).stages().items() if stages}
    assert true_stages(world, codes) == expected
    assert {code for stages in expected.values() for code in stages} == codes


def test_who_is_qualified_once_more_goes_through_again(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=300)
    person = people_of(world)
    qualified: dict[str, list[datetime]] = defaultdict(list)
    for row in rows(world / "hubspot" / "history.csv"):
        if row["value"] == "marketingqualifiedlead" and row["object_id"] in person:
            qualified[person[row["object_id"]]].append(instant(row["timestamp"]))
    again = {who: {"MQL": max(times)} for who, times in qualified.items() if len(times) > 1}
    assert again
    assert true_stages(world, {"MQL"}, cycle="2") == again


def test_histories_end_where_the_records_stand(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=1500)
    last: dict[tuple[str, str, str], str] = {}
    for row in rows(world / "hubspot" / "history.csv"):
        last[row["object_type"], row["object_id"], row["property"]] = row["value"]
    for name, properties in (
        ("contacts", ("lifecyclestage", "hs_lead_status")),
        ("deals", ("dealstage",)),
    ):
        for row in rows(world / "hubspot" / "objects" / f"{name}.csv"):
            for field in properties:
                told = last.get((name, row["id"], field), "")
                assert told == row[field] or field == "lifecyclestage", (name, row["id"], field)
    status = {row["Id"]: row["Status"] for row in rows(world / "salesforce/objects/Lead.csv")}
    changed: dict[str, str] = {}
    for row in rows(world / "salesforce" / "objects" / "LeadHistory.csv"):
        if row["Field"] == "Status":
            changed[row["LeadId"]] = row["NewValue"]
    assert changed
    assert {lead: status[lead] for lead in changed} == changed


def test_opportunity_stages_and_outcomes_follow_from_the_records(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=1500)
    buyers = {row["person_id"] for row in rows(world / "truth" / "opportunities.csv")}
    entered, alone = [], []
    for row in rows(world / "truth" / "stages.csv"):
        if row["stage_code"] in {"OPP", "WON", "LOST"}:
            told = (row["stage_code"], row["entered_at"])
            (entered if row["person_id"] in buyers else alone).append(told)
    expected = []
    for row in alive(world, "salesforce", "Opportunity"):
        expected.append(("OPP", row["CreatedDate"]))
        if row["IsClosed"] == "true":
            code = "WON" if row["IsWon"] == "true" else "LOST"
            expected.append((code, f"{row['CloseDate']}T00:00:00.000Z"))
    for row in alive(world, "hubspot", "deals"):
        if row["hs_salesforceopportunityid"]:
            continue
        expected.append(("OPP", row["createdate"]))
        if row["hs_is_closed"] == "true":
            code = "WON" if row["hs_is_closed_won"] == "true" else "LOST"
            closing = instant(row["closedate"]).astimezone(ZoneInfo("Europe/Lisbon")).date()
            expected.append((code, f"{closing}T00:00:00.000Z"))
    assert sorted(entered) == sorted(expected)
    # whom marketing alone calls a customer, since a day
    person = people_of(world)
    told = [
        ("WON", row["hs_lifecyclestage_customer_date"])
        for row in alive(world, "hubspot", "contacts")
        if row["lifecyclestage"] == "customer"
        and person[row["id"]] not in buyers
        and row["hs_lifecyclestage_customer_date"]  # since when is not known of a planted one
    ]
    assert alone
    assert alone == told


def test_every_reference_points_at_a_record_and_every_record_has_one_owner(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=1500)
    ids = {row["Id"] for path in world.glob("salesforce/objects/*.csv") for row in rows(path)}
    columns = ("AccountId", "OwnerId", "WhoId", "WhatId", "OpportunityId", "ContactId", "LeadId")
    columns += ("ConvertedAccountId", "ConvertedContactId", "ConvertedOpportunityId", "ParentId")
    columns += ("MasterRecordId", "CampaignId", "CreatedById")
    for path in world.glob("salesforce/objects/*.csv"):
        for row in rows(path):
            assert {row[name] for name in columns if row.get(name)} <= ids, path.name
    known = {
        (path.stem, row["id"]) for path in world.glob("hubspot/objects/*.csv") for row in rows(path)
    }
    for row in rows(world / "hubspot" / "associations.csv"):
        assert (row["from_type"], row["from_id"]) in known
        assert (row["to_type"], row["to_id"]) in known
    owners = {row["id"] for row in rows(world / "hubspot" / "owners.csv")}
    contacts = alive(world, "hubspot", "contacts")
    assert {row["hubspot_owner_id"] for row in contacts} <= owners | {""}


def test_nothing_is_recorded_after_the_world_stops(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=1500, seed=4)
    stamps = {"createdate", "lastmodifieddate", "hs_createdate", "hs_lastmodifieddate"}
    stamps |= {"CreatedDate", "LastModifiedDate", "SystemModstamp", "CompletedDateTime"}
    stamps |= {"first_conversion_date", "recent_conversion_date", "mql_date__c", "_archived_at"}
    for path in world.glob("*/objects/*.csv"):
        for row in rows(path):
            for name, text in row.items():
                if text and (
                    name in stamps or "lifecyclestage_" in name or name.startswith("hs_v2_")
                ):
                    assert instant(text) <= AS_OF, (path.name, name)


def test_links_that_are_lost_leave_the_email_to_match_by(tmp_path: Path) -> None:
    world = write_world(tmp_path)
    person = people_of(world)
    leads = {row["Id"][:15]: row for row in alive(world, "salesforce", "Lead")}
    linked = {row["salesforceleadid"][:15] for row in alive(world, "hubspot", "contacts")}
    emails: dict[str, set[str]] = defaultdict(set)
    for row in alive(world, "hubspot", "contacts"):
        for email in (row["email"], row["hs_additional_emails"]):
            emails[email.strip().lower()].add(person[row["id"]])
    lost = [
        row
        for short, row in leads.items()
        if short not in linked and row["Email"] and emails.get(row["Email"].lower())
    ]
    assert len(lost) >= 20
    assert all(emails[row["Email"].lower()] == {person[row["Id"]]} for row in lost)


def test_same_arguments_give_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    def digest(name: str, seed: int) -> str:
        world = write_world(tmp_path / name, seed=seed, people=400)
        whole = hashlib.sha256()
        for path in sorted(path for path in world.rglob("*") if path.is_file()):
            whole.update(path.relative_to(world).as_posix().encode() + path.read_bytes())
        return whole.hexdigest()

    assert digest("a", 7) == digest("b", 7)
    assert digest("c", 8) != digest("a", 7)


def test_the_emulator_loads_what_was_written_and_only_the_systems_asked_for(
    tmp_path: Path,
) -> None:
    world = load_world(write_world(tmp_path / "both", people=300))
    assert world.as_of == AS_OF
    alone = load_world(write_world(tmp_path / "one", people=300, systems=("hubspot",)))
    assert list(alone.systems) == ["hubspot"]
    settings = json.loads((tmp_path / "one" / "world.json").read_text(encoding="utf-8"))
    assert "salesforce" not in settings


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="systems"):
        write_world(tmp_path, systems=("marketo",))

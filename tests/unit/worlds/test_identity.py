"""Id links, merges and e-mail addresses tie a generated world's records into its true persons.

The same for businesses with links, merges and domains. Union-find over the files, by the rules.
What only looks alike is left out: no such evidence says what it is.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from orchestration.worlds.generator import write_world

Record = dict[str, str]
Key = tuple[str, str]


def rows(path: Path) -> list[Record]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


class Groups:
    """Union-find."""

    def __init__(self) -> None:
        self.parent: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, one: Key, other: Key) -> None:
        self.parent[self.root(one)] = self.root(other)

    def of_records(self, objects: set[str]) -> set[frozenset[Key]]:
        members: dict[Key, set[Key]] = defaultdict(set)
        for key in list(self.parent):
            if key[0] in objects:
                members[self.root(key)].add(key)
        return {frozenset(group) for group in members.values()}


def true_groups(world: Path, name: str, column: str) -> set[frozenset[Key]]:
    members: dict[str, set[Key]] = defaultdict(set)
    for row in rows(world / "truth" / name):
        members[row[column]].add((row["object"], row["record_id"]))
    return {frozenset(group) for group in members.values()}


def doubtful(world: Path) -> set[Key]:
    """Records that look like another one."""
    told = rows(world / "truth" / "lookalikes.csv")
    sides = ("object", "record_id"), ("other_object", "other_record_id")
    return {(row[name], row[record]) for row in told for name, record in sides}


def without(groups: set[frozenset[Key]], records: set[Key]) -> set[frozenset[Key]]:
    return {left for group in groups if (left := group - records)}


def is_kept(row: Record) -> bool:
    gone = row.get("_archived_at") or (row.get("IsDeleted") == "true" and not row["MasterRecordId"])
    return not gone


def tie_people(world: Path) -> Groups:
    groups, unclear = Groups(), doubtful(world)
    leads = [row for row in rows(world / "salesforce/objects/Lead.csv") if is_kept(row)]
    contacts = rows(world / "salesforce/objects/Contact.csv")
    full = {row["Id"][:15]: row["Id"] for row in (*leads, *contacts)}
    for row in leads:
        key = ("lead", row["Id"])
        groups.join(key, ("email", row["Email"].strip().lower()) if row["Email"] else key)
        if row["ConvertedContactId"]:
            groups.join(key, ("contact", row["ConvertedContactId"]))
        if row["MasterRecordId"]:
            groups.join(key, ("lead", row["MasterRecordId"]))
    for row in contacts:
        key = ("contact", row["Id"])
        groups.join(key, key if key in unclear else ("email", row["Email"].strip().lower()))
    for row in rows(world / "hubspot/objects/contacts.csv"):
        if is_kept(row):
            tie_contact(groups, row, full)
    return groups


def tie_contact(groups: Groups, row: Record, full: dict[str, str]) -> None:
    key = ("contacts", row["id"])
    for email in (row["email"], *row.get("hs_additional_emails", "").split(";")):
        if email:
            groups.join(key, ("email", email.strip().lower()))
    for name, kind in (("salesforceleadid", "lead"), ("salesforcecontactid", "contact")):
        # A planted link to no record (I004) ties nobody.
        if row.get(name, "")[:15] in full:
            groups.join(key, (kind, full[row[name][:15]]))


def tie_businesses(world: Path) -> Groups:
    groups = Groups()
    companies = rows(world / "hubspot/objects/companies.csv")
    named = Counter(domain for domain, _ in {(row["domain"], row["name"]) for row in companies})
    for row in rows(world / "salesforce/objects/Account.csv"):
        key = ("account", row["Id"])
        groups.join(key, ("domain", row["Website"].removeprefix("www.")))
        if row["MasterRecordId"]:
            groups.join(key, ("account", row["MasterRecordId"]))
    for row in companies:
        key = ("companies", row["id"])
        # An agency's address stands on its clients, each under a name of its own.
        groups.join(key, ("domain", row["domain"]) if named[row["domain"]] == 1 else key)
        if row.get("salesforceaccountid"):
            groups.join(key, ("account", row["salesforceaccountid"]))
    return groups


@pytest.mark.parametrize("systems", [("hubspot", "salesforce"), ("hubspot",), ("salesforce",)])
def test_links_merges_and_emails_give_the_true_persons(
    tmp_path: Path, systems: tuple[str, ...]
) -> None:
    world = write_world(tmp_path, people=2000, systems=systems)
    found = tie_people(world).of_records({"contacts", "contact", "lead"})
    unclear = doubtful(world)
    wanted = true_groups(world, "persons.csv", "person_id")
    assert without(found, unclear) == without(wanted, unclear)


@pytest.mark.parametrize("systems", [("hubspot", "salesforce"), ("hubspot",), ("salesforce",)])
def test_links_merges_and_domains_give_the_true_businesses(
    tmp_path: Path, systems: tuple[str, ...]
) -> None:
    world = write_world(tmp_path, people=2000, systems=systems)
    found = tie_businesses(world).of_records({"companies", "account"})
    unclear = doubtful(world)
    true = true_groups(world, "accounts.csv", "account_id")
    assert without(found, unclear) == without(true, unclear)


def test_salesforce_ids_carry_a_correct_checksum_and_never_repeat(tmp_path: Path) -> None:
    world = write_world(tmp_path, people=500)
    ids = [row["Id"] for path in world.glob("salesforce/objects/*.csv") for row in rows(path)]
    assert len(set(ids)) == len(ids)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    for record in ids:
        chunks = (record[0:5], record[5:10], record[10:15])
        bits = [
            sum(1 << at for at, letter in enumerate(part) if letter.isupper()) for part in chunks
        ]
        assert record[15:] == "".join(alphabet[value] for value in bits)


def test_a_world_has_the_mess_that_identity_must_cope_with(tmp_path: Path) -> None:
    world = write_world(tmp_path)
    contacts = rows(world / "hubspot/objects/contacts.csv")
    leads = rows(world / "salesforce/objects/Lead.csv")
    accounts = rows(world / "salesforce/objects/Account.csv")
    present = {row["id"] for row in contacts}
    merged = {old for row in contacts for old in row["hs_merged_object_ids"].split(";") if old}
    assert len(merged) >= 10
    assert not merged & present
    assert sum(bool(row["_archived_at"]) for row in contacts) >= 5
    assert sum(len(row["salesforceleadid"]) == 15 for row in contacts) >= 5
    assert sum(row["IsDeleted"] == "true" and not row["MasterRecordId"] for row in leads) >= 3
    assert sum(row["IsDeleted"] == "true" and bool(row["MasterRecordId"]) for row in leads) >= 3
    assert sum(bool(row["MasterRecordId"]) for row in accounts) >= 5
    for table in (leads, accounts):
        gone = {row["Id"] for row in table if row["IsDeleted"] == "true"}
        assert any(row["MasterRecordId"] in gone for row in table), "merged by way of a third"
    emails = [row["Email"] for row in leads if row["IsDeleted"] == "false"]
    assert len({email.lower() for email in emails}) <= len(set(emails)) - 5
    ways = Counter(row["way"] for row in rows(world / "truth/lookalikes.csv"))
    assert len(ways) == 11
    assert min(ways.values()) >= 2
    domains = Counter(row["domain"] for row in rows(world / "hubspot/objects/companies.csv"))
    assert max(domains.values()) == 3

"""Plants records that a system has twice (I001, I002), and leads who are contacts (I003).

Leads that were entered twice are made by identity_noise.py and gap_people.py, contacts that only
look alike by lookalikes.py, and noted there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from orchestration.worlds.generator.gap_cases import Case, lead, somebody
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import iso, salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Place, Written, made

_COUNT: Final = 4


def plant_duplicates(simulation: Simulation) -> None:
    """Add the records, and note the younger of two and each such lead."""
    if simulation.spec.has_hubspot:
        _found_twice(simulation)
    if simulation.spec.has_salesforce:
        _know_already(simulation)


def _found_twice(simulation: Simulation) -> None:
    """A company that an import made again, the same in every field."""
    rng = simulation.spec.rng("twice founded")
    planted = {defect.record_id for defect in simulation.defects}
    table = simulation.table("hubspot", "companies")
    plain = [
        company
        for company in simulation.companies
        if company.hubspot_id and company.hubspot_id not in planted and company.domain
    ]
    for company in rng.sample(plain, min(_COUNT, len(plain) // 8)):
        again = min(company.created_at + timedelta(days=9), simulation.as_of)
        record = str(9_400_000_000 + simulation.number("company") * 41)
        table.add(
            {
                **table.rows[company.hubspot_id],
                "id": record,
                "salesforceaccountid": "",
                "hs_merged_object_ids": "",
                "createdate": iso(again),
                "hs_lastmodifieddate": iso(again),
            }
        )
        simulation.aliases.append((company.key, "hubspot", "companies", record))
        simulation.defects.add(Defect("I001", "hubspot", "companies", "domain", record))
        simulation.defects.add(Defect("Q003", "hubspot", "companies", "hs_object_id", record))


def _know_already(simulation: Simulation) -> None:
    """Somebody whom sales has as a contact, and who was entered as a lead all the same."""
    rng = simulation.spec.rng("known already")
    homes = [
        one
        for one in simulation.companies
        if one.account_id and all(deal.outcome != "won" for deal in one.opportunities)
    ]
    for home in rng.sample(homes, min(_COUNT, len(homes) // 8)):
        at = simulation.as_of - timedelta(days=rng.randrange(60, 400))
        person = somebody(simulation, rng, home, at.replace(microsecond=0))
        case = Case(simulation, rng, person, at.replace(microsecond=0))
        person.contact_id = _sales_contact(case)
        record = lead(case, case.at, None)
        simulation.defects.add(Defect("I003", "salesforce", "lead", "email", record))


def _sales_contact(case: Case) -> str:
    person = case.person
    record = salesforce_id("003", case.simulation.number("003"))
    case.simulation.table("salesforce", "Contact").add(
        {
            "Id": record,
            "AccountId": person.company.account_id if person.company else "",
            "Email": person.email,
            "FirstName": person.first,
            "LastName": person.last,
            "LeadSource": person.source.salesforce,
            "OwnerId": person.owner.user_id,
            **stamps(person.created_at, person.created_at),
        }
    )
    return record


# ---------------------------------------------------------------- which records break them
Named = Callable[[Row], str]
_KINDS: Final[tuple[tuple[Place, str, Named], ...]] = (
    (("hubspot", "contacts"), "email", lambda row: _own_address(row["email"])),
    (("salesforce", "lead"), "email", lambda row: _own_address(row["email"])),
    (("salesforce", "contact"), "email", lambda row: _own_address(row["email"])),
    (("hubspot", "companies"), "domain", lambda row: _firm(row, row["domain"])),
    (("salesforce", "account"), "website", lambda row: _firm(row, row["website"])),
)
#: Whom no address tells apart, and what is no address.
_NOBODY: Final = ("info@", "test@test.com", "abc@abc.com")


def _own_address(email: str) -> str:
    local, _, domain = email.lower().partition("@")
    is_one = "." in domain and "@" not in domain and " " not in local
    return "" if not is_one or email.startswith(_NOBODY) else email.lower()


def _firm(row: Row, web: str) -> str:
    name = row["name"].strip().lower()
    return f"{web.lower().removeprefix('www.')} {name}" if web and name else ""


def _broken(world: Written) -> Iterator[Defect]:
    """All but the oldest with one address, or one domain and name; then leads who are contacts."""
    for place, field, named in _KINDS:
        first: dict[str, Row] = {}
        rows = [row for row in world.rows(*place) if row.get("isconverted") != "true"]
        for row in sorted(rows, key=lambda row: (made(row), len(row["id"]), row["id"])):
            if named(row) and first.setdefault(named(row), row) is not row:
                yield Defect("I001", *place, field, row["id"])
    contacts = {_own_address(row["email"]) for row in world.rows("salesforce", "contact")}
    for row in world.rows("salesforce", "lead"):
        if row.get("isconverted") != "true" and _own_address(row["email"]) in contacts - {""}:
            yield Defect("I003", "salesforce", "lead", "email", row["id"])
    yield from _likely(world)


def _likely(world: Written) -> Iterator[Defect]:
    """The younger of two that differ by a slip, or by the ending of a domain."""
    for place, field, name in (
        (("hubspot", "contacts"), "hs_object_id", ("firstname", "lastname")),
        (("salesforce", "contact"), "id", ("firstname", "lastname")),
        (("salesforce", "lead"), "id", ("firstname", "lastname")),
    ):
        known: dict[str, list[Row]] = {}
        for row in _by_age(world, place):
            number = "".join(filter(str.isdigit, row["phone"])).removeprefix("00")
            older = known.setdefault(number, []) if number else []
            others = [each for each in older if each["email"].lower() != row["email"].lower()]
            told = " ".join(row[part] for part in name).lower()
            if any(_is_slip(told, " ".join(o[part] for part in name).lower()) for o in others):
                yield Defect("I002", *place, field, row["id"])
            older.append(row)
    for place, field, web, town in (
        (("hubspot", "companies"), "hs_object_id", "domain", ("city", "country")),
        (("salesforce", "account"), "id", "website", ("billingcity", "billingcountry")),
    ):
        first: dict[tuple[str, ...], Row] = {}
        for row in _by_age(world, place):
            domain = row[web].lower().removeprefix("www.")
            label, _, _ = domain.partition(".")
            known_as = (row["name"], *(row[part] for part in town), label)
            older_one = first.setdefault(tuple(part.lower() for part in known_as), row)
            if label and older_one[web].lower().removeprefix("www.") != domain:
                yield Defect("I002", *place, field, row["id"])


def _by_age(world: Written, place: Place) -> list[Row]:
    return sorted(world.rows(*place), key=lambda row: (made(row), len(row["id"]), row["id"]))


def _is_slip(one: str, other: str) -> bool:
    apart = [place for place in range(len(one)) if one[place] != other[place : place + 1]]
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1
    return len(one) == len(other) and (not apart or (swapped and sorted(one) == sorted(other)))


PLANTED: Final = Planted(("I001", "I002", "I003"), plant_duplicates, _broken, place=7)

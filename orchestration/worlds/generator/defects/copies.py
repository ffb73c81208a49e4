"""Plants accounts and companies that were imported twice, equal in every field (Q003).

Each is the company that it repeats: identity joins them by their domain, by which it breaks I001
too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from orchestration.worlds.generator.entities import Company
from orchestration.worlds.generator.planted import Planted
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import iso, salesforce_id
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 4


def plant_copies(simulation: Simulation) -> None:
    """Add records and note those that repeat another; one more of each object is only alike."""
    rng = simulation.spec.rng("copies of rows")
    copied = {key for key, _, _, _ in simulation.aliases}
    marked = {defect.record_id for defect in simulation.defects}
    for system in simulation.spec.systems:
        free = [
            company
            for company in simulation.companies
            if _record_of(system, company)
            and company.key not in copied
            and _record_of(system, company) not in marked
        ]
        chosen = rng.sample(free, min(_COUNT + 1, len(free) // 4))
        for number, company in enumerate(chosen):
            _copy(simulation, system, company, is_equal=number < _COUNT)


def _record_of(system: str, company: Company) -> str:
    return company.hubspot_id if system == "hubspot" else company.account_id


def _copy(simulation: Simulation, system: str, company: Company, *, is_equal: bool) -> None:
    if system == "hubspot":
        name, key, told = "companies", "id", "hs_object_id"
        record = str(9_400_000_000 + simulation.number("company") * 41)
        row = simulation.table(system, name).rows[company.hubspot_id]
        later = iso(_next_day(simulation, row["createdate"]))
        changes: Row = {"createdate": later, "hs_lastmodifieddate": later}
        changes |= {"salesforceaccountid": "", "hs_merged_object_ids": ""}
        other = {} if is_equal else {"account_tier": "D"}
    else:
        name, key, told = "Account", "Id", "id"
        record = salesforce_id("001", simulation.number("001"))
        row = simulation.table(system, name).rows[company.account_id]
        later_at = _next_day(simulation, row["CreatedDate"])
        changes = stamps(later_at, later_at)
        other = {} if is_equal else {"tier__c": "D"}
    simulation.table(system, name).add({**row, key: record, **changes, **other})
    simulation.aliases.append((company.key, system, name.lower(), record))
    address = "domain" if system == "hubspot" else "website"
    simulation.defects.add(Defect("I001", system, name.lower(), address, record))
    if is_equal:
        simulation.defects.add(Defect("Q003", system, name.lower(), told, record))


def _next_day(simulation: Simulation, made: str) -> datetime:
    return min(datetime.fromisoformat(made) + timedelta(days=1), simulation.as_of)


# ---------------------------------------------------------------- which records break them
_IDS: Final = {
    "contacts": "hs_object_id",
    "companies": "hs_object_id",
    "deals": "hs_object_id",
    **dict.fromkeys(("lead", "contact", "account", "opportunity"), "id"),
}
#: Ids and times, whose it is, what the vendor keeps, and where a record stands on its way.
_NOT_COMPARED: Final = {
    *("id", "_created_at", "_updated_at", "_archived_at", "isdeleted", "masterrecordid"),
    *("createdate", "createddate", "lastmodifieddate", "systemmodstamp", "hubspotscore"),
    *("ownerid", "hubspot_owner_id", "hs_object_id", "lifecyclestage", "status", "rating"),
    *("salesforceaccountid", "salesforceleadid", "salesforcecontactid", "isconverted"),
    *("converteddate", "convertedaccountid", "convertedcontactid", "convertedopportunityid"),
    *("first_conversion_date", "recent_conversion_date", "first_conversion_event_name"),
    *("isclosed", "iswon", "probability", "forecastcategory", "amount_in_home_currency"),
}
_PLACES: Final = {"country", "state", "city"}


def _broken(world: Written) -> Iterator[Defect]:
    """Records of people, accounts and deals that an older one equals in all that people fill in."""
    for (system, name), rows in world.tables.items():
        if name not in _IDS:
            continue
        alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in rows:
            day = (row["createddate"][:10],) if name == "lead" else ()
            alike[*day, *(f"{field}={value}" for field, value in _told(row))].append(row)
        for same in alike.values():
            telling = [field for field, value in _told(same[0]) if value.strip()]
            if len([field for field in telling if not field.endswith((*_PLACES,))]) >= 3:
                for row in sorted(same, key=_age)[1:]:
                    yield Defect("Q003", system, name, _IDS[name], row["id"])


def _told(row: Row) -> list[tuple[str, str]]:
    return [
        (field, value)
        for field, value in row.items()
        if field not in _NOT_COMPARED
        and (not field.startswith("hs_") or field == "hs_analytics_source")
    ]


def _age(row: Row) -> tuple[str, int, str]:
    return row.get("createdate") or row["createddate"], len(row["id"]), row["id"]


PLANTED: Final = Planted(("Q003",), plant_copies, _broken, place=8)

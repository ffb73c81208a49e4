"""Plants companies that were imported twice, equal in every field (Q003).

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
from orchestration.worlds.generator.spec import iso
from orchestration.worlds.generator.tables import Defect, Row, Simulation
from orchestration.worlds.generator.written import Written

_COUNT: Final = 4


def plant_copies(simulation: Simulation) -> None:
    """Add records and note those that repeat another; one more is only alike."""
    if not simulation.spec.has_hubspot:
        return
    rng = simulation.spec.rng("copies of rows")
    copied = {key for key, _, _, _ in simulation.aliases}
    marked = {defect.record_id for defect in simulation.defects}
    free = [
        company
        for company in simulation.companies
        if company.hubspot_id and company.key not in copied and company.hubspot_id not in marked
    ]
    chosen = rng.sample(free, min(_COUNT + 1, len(free) // 4))
    for number, company in enumerate(chosen):
        _copy(simulation, company, is_equal=number < _COUNT)


def _copy(simulation: Simulation, company: Company, *, is_equal: bool) -> None:
    table = simulation.table("hubspot", "companies")
    row = table.rows[company.hubspot_id]
    record = str(9_400_000_000 + simulation.number("company") * 41)
    later = iso(_next_day(simulation, row["createdate"]))
    changes: Row = {"createdate": later, "hs_lastmodifieddate": later}
    changes |= {"salesforceaccountid": "", "hs_merged_object_ids": ""}
    other = {} if is_equal else {"account_tier": "D"}
    table.add({**row, "id": record, **changes, **other})
    simulation.aliases.append((company.key, "hubspot", "companies", record))
    simulation.defects.add(Defect("I001", "hubspot", "companies", "domain", record))
    if is_equal:
        simulation.defects.add(Defect("Q003", "hubspot", "companies", "hs_object_id", record))


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

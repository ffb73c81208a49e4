"""The most frequent values of fields that hold no person's data: few values, each of many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from orchestration.audit.dbt_names import literal
from orchestration.audit.ledger import Ledger
from orchestration.audit.told import FieldRow, Place

#: A field of more values than these is no list of choices.
_MOST_VALUES: Final = 50
#: A value that fewer records hold may be somebody's.
_LEAST_RECORDS: Final = 5
_SHOWN: Final = 3
_IMPERSONAL: Final = frozenset({"other", "place", "title"})
_PERSONAL: Final = re.compile(
    r"name|street|address|birth|mail|phone|fax|iban|ssn|passport|zip|postal|latitude|longitude"
    r"|descript|comment|note|(^|[ _])ip([ _]|$)|owner(?!ship)|assigned",
    re.IGNORECASE,
)
#: Names of lists of choices, which may hold one of those words: StageName, Contact Type.
_CHOICE: Final = re.compile(r"stage|status|type|source", re.IGNORECASE)


@dataclass(frozen=True)
class TopValue:
    """A value and the share of the filled records that hold it."""

    value: str
    share: float


def top_values(ledger: Ledger, fields: Sequence[FieldRow]) -> Mapping[Place, tuple[TopValue, ...]]:
    """The values of each field that may be shown, by its place."""
    shown = {(row.source_system, row.source_object, row.field) for row in fields if _is_shown(row)}
    models = ledger.models
    faults = models.library.call("quality_field_faults")
    selects = []
    for system in models.library.call("vendors"):
        for row in models.library.call("quality_catalog", system):
            place = (system, row.object, row.field)
            if place in shown:
                fault = {**faults.get(place, {}), "has_misfits": []}  # what fits nothing is no list
                filled = models.library.call("quality_filled_rows", system, row, fault)
                selects.append(
                    f"select {literal(system)} as s, {literal(row.object)} as o,"  # noqa: S608  quoted
                    f" {literal(row.field)} as f, cast(value as varchar) as value, count(*) as n,"
                    f" cast(count(*) as double) / sum(count(*)) over () as share"
                    f" from ({filled}) as filled group by value"
                )
    if not selects:
        return {}
    rows = models.query(
        f"select * from ({models.library.call('union_of', selects)}) as tops"  # noqa: S608  quoted
        f" where n >= {_LEAST_RECORDS}"
        f" qualify row_number() over (partition by s, o, f order by n desc, value) <= {_SHOWN}"
        " order by s, o, f, n desc, value"
    ).rows
    found: dict[Place, tuple[TopValue, ...]] = {}
    for row in rows:
        place = (str(row[0]), str(row[1]), str(row[2]))
        found[place] = (*found.get(place, ()), TopValue(str(row[3]), float(row[5])))
    return found


def is_personal(row: FieldRow) -> bool:
    """Whether a field may hold a person's data, by its kind and its name."""
    is_choice = bool(_CHOICE.search(row.name))
    is_named = bool(_PERSONAL.search(row.name)) and not is_choice
    return row.field_kind not in _IMPERSONAL or is_named


def _is_shown(row: FieldRow) -> bool:
    is_list = row.filled >= _LEAST_RECORDS and row.distinct_values <= _MOST_VALUES
    return is_list and not is_personal(row)

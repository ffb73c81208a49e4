"""Files that are exports of one CRM, joined by id: what names a record that no file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from orchestration.audit.dbt_names import quoted
from orchestration.audit.exports import UNKNOWN, plain
from orchestration.audit.ledger import Ledger
from orchestration.audit.raw_tables import RawTable
from orchestration.audit.screens import same_id

_OF_IDS: Final = re.compile(r"(id|key|__c)$")


@dataclass(frozen=True)
class Join:
    """A column that names records of another file.

    Attributes:
        table: whose column it is.
        name: of the column, as its file has it.
        target: the table whose records it names.
        values: records that name one.
        lost: how many of them name one that is not there.
        first_line: of the first of these; 0 where there is none.
    """

    table: RawTable
    name: str
    target: RawTable
    values: int
    lost: int
    first_line: int


def joins(ledger: Ledger) -> tuple[Join, ...]:
    """Every column that names records of a file which is there too."""
    return tuple(
        join
        for target in ledger.tables
        if target.origin.key
        for table in ledger.tables
        for join in _joins(ledger, table, target)
    )


def _joins(ledger: Ledger, table: RawTable, target: RawTable) -> Iterator[Join]:
    for name, field in zip(table.names, table.fields, strict=True):
        if field == table.origin.key or not _may_name(table, field, target):
            continue
        column = f"r.{quoted(field)}"
        system = target.origin.system
        key = same_id(system, quoted(str(target.origin.key)))
        row = ledger.models.query(
            f"select count(*), count(*) filter (where t.id is null), coalesce(min(r._line) filter"  # noqa: S608  quoted
            f" (where t.id is null), 0) from {table.place} as r left join"
            f" (select distinct {key} as id from {target.place}) as t"
            f" on {same_id(system, column)} = t.id"
            f" where r._deleted_at is null and trim(cast({column} as varchar)) <> ''"
        ).rows[0]
        values, lost, line = int(row[0]), int(row[1]), int(row[2])
        if values and lost * 2 <= values:
            yield Join(table, name, target, values, lost, line)


def _may_name(table: RawTable, field: str, target: RawTable) -> bool:
    """Whether the column may hold ids of the other table, by its name and the system of both."""
    if table.origin.system == target.origin.system != UNKNOWN:
        return bool(_OF_IDS.search(field))
    of = plain(target.origin.object)
    stems = {of, of.removesuffix("s"), of.removesuffix("es")}
    return plain(field) in {f"{stem}id" for stem in stems}

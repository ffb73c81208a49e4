"""All situations of identity as raw rows.

Each is a few records of its own: nothing in one may be joined to anything in another.
"""

from __future__ import annotations

from typing import Any

from tests.support.dbt.account_situations import ACCOUNTS
from tests.support.dbt.build import Rows
from tests.support.dbt.person_situations import PEOPLE

_COLUMNS = {
    "companies": ("raw_hubspot", "name", "domain", "country"),
    "account": ("raw_salesforce", "name", "website", "billingcountry"),
    "contacts": ("raw_hubspot", "firstname", "lastname", "email"),
    "lead": ("raw_salesforce", "firstname", "lastname", "email"),
    "contact": ("raw_salesforce", "firstname", "lastname", "email"),
}


def rows() -> Rows:
    """Raw rows of all situations; an id is the situation's number and the record's short name."""
    made: Rows = {}
    for kind, situations in (("A", ACCOUNTS), ("P", PEOPLE)):
        for number, situation in enumerate(situations):
            for name, (table, *values) in situation.records.items():
                schema, *columns = _COLUMNS[table]
                row: dict[str, Any] = {
                    column: value or None for column, value in zip(columns, values, strict=True)
                }
                row["id"] = f"{kind}{number}-{name}"
                made.setdefault((schema, table), []).append(row)
    return made

"""SOQL as text. Field and object names come from describe; times are the only literals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote_plus

from orchestration.errors import SourceError

MAX_URI_CHARS: Final = 10_000
_NAME: Final = re.compile(r"^[A-Za-z][A-Za-z0-9_]*$")
_ID: Final = re.compile(r"[A-Za-z0-9]{15}([A-Za-z0-9]{3})?")


def select(names: Sequence[str], source_object: str, *, where: str = "", order: str = "") -> str:
    """A query for the fields `names`, spelt as describe spells them."""
    fields = ", ".join(map(safe_name, names))
    query = f"SELECT {fields} FROM {safe_name(source_object)}"  # noqa: S608 - names are checked
    query += f" WHERE {where}" if where else ""
    return query + (f" ORDER BY {safe_name(order)}" if order else "")


def count(source_object: str, *, where: str = "") -> str:
    """A query whose totalSize is the number of rows."""
    query = f"SELECT COUNT() FROM {safe_name(source_object)}"  # noqa: S608 - name is checked
    return f"{query} WHERE {where}" if where else query


def count_by(name: str, source_object: str) -> str:
    """A query for each value of a field and the number of `records` that carry it."""
    field = safe_name(name)
    return f"SELECT {field}, COUNT(Id) records FROM {safe_name(source_object)} GROUP BY {field}"  # noqa: S608


def between(name: str, since: datetime, until: datetime) -> str:
    """A condition on a datetime field, both ends included."""
    field = safe_name(name)
    return f"{field} >= {literal(since)} AND {field} <= {literal(until)}"


def any_of(name: str, ids: Sequence[str]) -> str:
    """A condition on an id field where IN is not understood. Raises SourceError like `among`."""
    among(name, ids)
    return " OR ".join(f"{name} = '{record_id}'" for record_id in ids)


def among(name: str, ids: Sequence[str]) -> str:
    """A condition on an id field.

    Raises:
        SourceError: one of `ids` is no Salesforce id.
    """
    for record_id in ids:
        if not _ID.fullmatch(record_id):
            raise SourceError(
                "A Salesforce id is not made of 15 or 18 letters and digits.",
                next_step="Report this: a raw table holds a key that Salesforce cannot have sent.",
            )
    listed = ", ".join(f"'{record_id}'" for record_id in ids)
    return f"{safe_name(name)} IN ({listed})"


def literal(moment: datetime) -> str:
    """A datetime literal in UTC, to the millisecond below; a moment without zone is UTC."""
    utc = moment.astimezone(UTC) if moment.tzinfo else moment
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def fits_uri(query: str) -> bool:
    """Whether REST takes the query in a URI."""
    return len(quote_plus(query)) < MAX_URI_CHARS


def safe_name(name: str) -> str:
    """The name itself, if it can only be a name.

    Raises:
        SourceError: describe named a field in a way that SOQL would read as something else.
    """
    if not _NAME.match(name):
        raise SourceError(
            "Salesforce describes a field or object whose name is not a plain identifier.",
            next_step="Look at the object's describe for a name with other characters.",
        )
    return name

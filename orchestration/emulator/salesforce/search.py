"""SOSL: records found by words, and the search that takes its parameters one by one.

A record is found when each word begins a word of one of its text fields. The recycle bin is not
searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from orchestration.emulator.salesforce.endpoint import Call, json_reply
from orchestration.emulator.salesforce.errors import SalesforceError
from orchestration.emulator.salesforce.object_flags import flags_of
from orchestration.emulator.salesforce.rendering import RecordRenderer
from orchestration.emulator.salesforce.schema import Field, SObject
from orchestration.emulator.salesforce.soql.columns import cell_getter
from orchestration.emulator.salesforce.soql.parser import parse
from orchestration.emulator.salesforce.soql.query import make_plan, matching_rows
from orchestration.worlds.csv_table import Row

_MOST: Final = 2_000
_TEXTS: Final = frozenset({"string", "email", "phone", "textarea", "url"})
_SCOPES: Final[dict[str, Callable[[Field], bool]]] = {
    "ALL": lambda field: field.type in _TEXTS,
    "SIDEBAR": lambda field: field.type in _TEXTS,
    "NAME": lambda field: field.name in ("Name", "FirstName", "LastName", "Subject", "Title"),
    "EMAIL": lambda field: field.type == "email",
    "PHONE": lambda field: field.type == "phone",
}
_SOSL: Final = re.compile(
    r"\s*FIND\s*\{(?P<words>(?:[^}\\]|\\.)*)\}"
    r"(?:\s+IN\s+(?P<scope>\w+)\s+FIELDS)?"
    r"(?:\s+RETURNING\s+(?P<returning>.*?))?"
    r"(?:\s+LIMIT\s+(?P<limit>\d+))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_RETURNED: Final = re.compile(r"\s*(?P<name>\w+)\s*(?:\((?P<inner>.*)\))?\s*", re.DOTALL)
_CLAUSE: Final = re.compile(r"\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET)\b", re.IGNORECASE)


class _Returned(NamedTuple):
    """One object to look in: its fields as SOQL names them, and the clauses after them."""

    name: str
    fields: str = "Id"
    clauses: str = ""


def search(call: Call) -> Response:
    """Answer GET /search?q=FIND …."""
    match = _SOSL.fullmatch(call.query("q") or "")
    if match is None:
        raise _malformed("No search term found. The search term must be enclosed in braces.")
    returning = [_returned(text) for text in _parts(match["returning"] or "")]
    limit = int(match["limit"] or _MOST)
    return _found(call, re.sub(r"\\(.)", r"\1", match["words"]), match["scope"], returning, limit)


def parameterized(call: Call) -> Response:
    """Answer GET and POST /parameterizedSearch."""
    asked = call.json_body() if call.body else _from_query(call)
    common = ",".join(asked.get("fields") or ["Id"])
    returning = [
        _Returned(
            str(one["name"]),
            ",".join(one.get("fields") or []) or common,
            f"LIMIT {int(one['limit'])}" if one.get("limit") else "",
        )
        for one in asked.get("sobjects") or []
    ]
    limit = int(asked.get("overallLimit") or _MOST)
    return _found(call, str(asked.get("q") or ""), asked.get("in"), returning, limit)


def _from_query(call: Call) -> dict[str, Any]:
    """The parameters of a GET in the shape of a POST."""

    def listed(name: str) -> list[str]:
        return [one.strip() for one in (call.query(name) or "").split(",") if one.strip()]

    objects = [
        {"name": name, "fields": listed(f"{name}.fields"), "limit": call.query(f"{name}.limit")}
        for name in listed("sobject")
    ]
    common = {"q": call.query("q"), "in": call.query("in"), "fields": listed("fields")}
    return {**common, "sobjects": objects, "overallLimit": call.query("overallLimit")}


def _found(
    call: Call, words: str, scope: str | None, returning: list[_Returned], limit: int
) -> Response:
    terms = [term for term in re.findall(r"\w+", words.lower()) if term not in ("and", "or")]
    if not any(len(term) > 1 for term in terms):
        raise _malformed(f"search term must be longer than one character: {words}")
    is_text = _SCOPES.get(str(scope or "ALL").upper().removesuffix(" FIELDS"))
    if is_text is None:
        raise _malformed(f"unexpected token: {scope}")
    searchable = (one for one in call.org.all_sobjects() if flags_of(one)["searchable"])
    places = returning or [_Returned(one.name) for one in searchable]
    records = [record for place in places for record in _in_object(call, place, terms, is_text)]
    return json_reply({"searchRecords": records[: min(limit, _MOST)]})


def _in_object(
    call: Call, place: _Returned, terms: list[str], is_text: Callable[[Field], bool]
) -> Iterator[dict[str, Any]]:
    text = f"SELECT {place.fields} FROM {place.name} {place.clauses}"  # noqa: S608 - SOQL of ours
    query = parse(text.rstrip())
    plan = make_plan(call.org, query, call.now.date(), include_deleted=False)
    holds = _holds(plan.sobject, terms, is_text)
    rows = [row for row in call.org.view(plan.sobject).rows if holds(row)]
    renderer = RecordRenderer(plan, call.base)
    return map(renderer.render, matching_rows(plan, rows))


def _holds(
    sobject: SObject, terms: list[str], is_text: Callable[[Field], bool]
) -> Callable[[Row], bool]:
    cells = [cell_getter(field) for field in sobject.fields.values() if is_text(field)]
    patterns = [re.compile(rf"\b{re.escape(term)}") for term in terms]

    def holds(row: Row) -> bool:
        text = "\n".join(cell(row) or "" for cell in cells).lower()
        return all(pattern.search(text) for pattern in patterns)

    return holds


def _parts(text: str) -> list[str]:
    """What stands between the commas that are in no parentheses."""
    parts, depth, start = [], 0, 0
    for position, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def _returned(text: str) -> _Returned:
    match = _RETURNED.fullmatch(text)
    if match is None:
        raise _malformed(f"unexpected token: {text.strip()}")
    inner = match["inner"] or "Id"
    clause = _CLAUSE.search(inner)
    if clause is None:
        return _Returned(match["name"], inner)
    return _Returned(match["name"], inner[: clause.start()] or "Id", inner[clause.start() :])


def _malformed(reason: str) -> SalesforceError:
    return SalesforceError(400, "MALFORMED_SEARCH", reason)

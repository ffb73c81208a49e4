"""An object of 200 fields and any number of records, as raw rows: what a CRM is after years.

Of each kind of field there are full ones and ones that hardly anybody fills, lists of a few values
and texts that no two records share, placeholders, a constant, and fields that nobody ever filled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tests.support.dbt.build import Build, field_row

SYSTEM: Final = "salesforce"
OBJECT: Final = "opportunity"
TABLE: Final = f"raw_{SYSTEM}.{OBJECT}"
FIELDS: Final = 200
_OWNERS: Final = 150
_MONTHS: Final = 50
#: Of so many texts each: how many values a field of words has; 0 for as many as records.
_VALUES: Final = (2, 5, 12, 40, 200, 3_000, 60_000, 0)
#: Words begin as people's do: some like a placeholder (value, note), most like none.
_WORDS: Final = ("Region", "partner", "note of the call", "Berlin", "project", "value", "Tier")
#: Shares of the records that fill a field; most fields of a CRM are hardly filled.
_FILLED: Final = (1.0, 0.97, 0.6, 0.3, 0.1, 0.02)
_PLAIN: Final = {"number": 30, "date": 10, "boolean": 10}
_STANDARD: Final = {"id": "text", "ownerid": "text", "createddate": "timestamp"}
_TYPES: Final = {
    "text": "varchar",
    "number": "double",
    "date": "date",
    "boolean": "boolean",
    "timestamp": "timestamp",
}


def fields() -> dict[str, str]:
    """The name and kind of each of the fields."""
    plain = {f"{kind}_{n}__c": kind for kind, many in _PLAIN.items() for n in range(many)}
    texts = FIELDS - len(plain) - len(_STANDARD)
    return {**_STANDARD, **{f"text_{n}__c": "text" for n in range(texts)}, **plain}


def fill_wide(build: Build, records: int) -> None:
    """Empty raw tables, and one of so many records."""
    described: list[dict[str, Any]] = [
        field_row(OBJECT, name, column_type=kind, is_custom=name.endswith("__c"))
        for name, kind in fields().items()
    ]
    custom = {name: kind for name, kind in fields().items() if name.endswith("__c")}
    build.fill({(f"raw_{SYSTEM}", "_fields"): described}, {(f"raw_{SYSTEM}", OBJECT): custom})
    build.execute(
        "create macro chance(number, topic) as (hash(number * 7919 + topic) % 1000003) / 1000003.0"
    )
    values = ", ".join(f"{sql} as {name}" for name, sql in _values())
    build.execute(
        f"insert into {TABLE} by name select {values}, false as isdeleted,"
        f" createddate as _synced_at from (select unnest(range({records})) as r)"
    )


def _values() -> Iterator[tuple[str, str]]:
    yield "id", "'006Wd' || lpad(cast(r as varchar), 10, '0') || 'AAA'"
    yield "ownerid", f"'005Wd' || lpad(cast(r * 31 % {_OWNERS} as varchar), 10, '0') || 'AAA'"
    yield (
        "createddate",
        f"timestamp '2022-05-01' + to_hours(cast(r * 7 % {_MONTHS * 730} as bigint))",
    )
    for topic, (name, kind) in enumerate(each for each in fields().items() if "__c" in each[0]):
        share = _FILLED[topic % len(_FILLED)]
        value = _value(kind, topic)
        if topic % 40 == 39:
            yield name, f"cast(null as {_TYPES[kind]})"
        else:
            yield name, f"case when chance(r, {topic}) < {share} then {value} end"


def _value(kind: str, topic: int) -> str:
    some = f"chance(r, {1000 + topic})"
    if kind == "number":
        return f"round({some} * 100000, 2)"
    if kind == "date":
        return f"date '2020-01-01' + cast(floor({some} * 2000) as integer)"
    if kind == "boolean":
        return f"{some} < 0.2"
    if topic % 50 == 17:
        return "'always this'"
    many = _VALUES[topic // len(_FILLED) % len(_VALUES)]
    which = f"cast(floor(pow({some}, 2) * {many}) as bigint)" if many else "r"
    word = f"'{_WORDS[topic % len(_WORDS)]} ' || {which}"
    return f"case when {some} < 0.01 then 'n/a' else {word} end" if topic % 9 == 4 else word

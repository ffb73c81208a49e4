"""The published tables, made of believable made-up rows, for tests of the report.

Columns and types are those of the models' contracts. Every value follows from its position, so two
calls make the same tables.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from sqlalchemy import Engine, create_engine, text

from tests.support.paths import ROOT

#: Published tables that follow from others alone: the models' own SQL, as views.
DERIVED = {
    "marts.mart_stream_state": "marts/operations/mart_stream_state.sql",
    "marts.mart_stream_fault": "marts/operations/mart_stream_fault.sql",
    "intermediate.int_quality__entity_records": (
        "intermediate/quality/int_quality__entity_records.sql"
    ),
    "quality.finding_record": "quality/finding_record.sql",
    "quality.finding_twin": "quality/finding_twin.sql",
    "quality.finding_told": "quality/finding_told.sql",
    "quality.finding_owner": "quality/finding_owner.sql",
}
#: Published tables that are a seed of ours.
WORDS = {
    "quality.field_verdict": "quality/field_verdicts.csv",
    "quality.field_advice": "quality/field_advices.csv",
    "quality.identity_kind": "quality/identity_kinds.csv",
}
_MODELS = ROOT / "dbt_project" / "models"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _contracts() -> Iterator[tuple[str, str]]:
    """Every published table that a model builds, with its columns and types as SQL has them."""
    for schema, pattern in (("marts", "**/*.yml"), ("quality", "*.yml")):
        for path in sorted((_MODELS / schema).glob(pattern)):
            for model in yaml.load(path.read_text("utf-8"), _LOADER).get("models", []):
                columns = model["columns"]
                said = ", ".join(f"{column['name']} {column['data_type']}" for column in columns)
                yield f"{schema}.{model['name']}", said


#: Every published table, with its columns: those of contracts, and the one that dbt does not build.
TABLES = {
    **{table: columns for table, columns in _contracts() if table not in DERIVED},
    "quality.expectation_result": (
        "suite text, rule_id text, expectation text, description text, success boolean,"
        " severity text, element_count bigint, unexpected_count bigint, unexpected_ids text,"
        " blocking boolean"
    ),
}


def _with_open_ones(row: Mapping[str, Any]) -> dict[str, Any]:
    waived = row.get("failed_waived", 0)
    left = {"failed_waived": waived, "failed_open": row["failed"] - waived}
    return {**left, "fail_open_ratio": row.get("fail_ratio"), **row}


def _with_waived(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"is_waived": row.get("status") == "waived", **row}


def _with_a_place(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"told_rank": 1 if row.get("is_conflict") else None, **row}


#: What a row of a table says besides what a test spells out.
FOLLOWING: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "quality.rule_result": _with_open_ones,
    "quality.finding": _with_waived,
    "quality.conflict": _with_a_place,
}
SEVERITIES = (("critical", 1, 1), ("major", 0.5, 2), ("minor", 0.25, 3))

AS_OF = "2026-11-22 06:00:00"
RECORD_COUNTS = {
    ("hubspot", "contacts"): 48210,
    ("hubspot", "companies"): 9120,
    ("hubspot", "deals"): 2310,
    ("salesforce", "account"): 8840,
    ("salesforce", "contact"): 21990,
    ("salesforce", "lead"): 30412,
    ("salesforce", "opportunity"): 3180,
    ("salesforce", "campaign_member"): 61001,
}


def empty_engine(folder: Path) -> Engine:
    """A DuckDB file holding every published table, without a row."""
    engine = create_engine(f"duckdb:///{folder / 'published.duckdb'}")
    create_tables(engine)
    return engine


def create_tables(engine: Engine) -> None:
    """Make the published tables, empty, in either kind of warehouse."""
    with engine.begin() as connection:
        for schema in ("marts", "quality", "intermediate"):
            connection.execute(text(f"create schema {schema}"))
        for table, columns in TABLES.items():
            connection.execute(text(f"create table {table} ({columns})"))
        for view, model in DERIVED.items():
            connection.execute(text(f"create view {view} as {_sql_of(model)}"))
    insert_tuples(engine, "quality.severity", "severity weight severity_rank", SEVERITIES)
    for table, seed in WORDS.items():
        with (ROOT / "dbt_project" / "seeds" / seed).open(encoding="utf-8", newline="") as file:
            insert(engine, table, list(csv.DictReader(file)))


def _sql_of(model: str) -> str:
    """The SQL of a model that uses nothing of dbt but references, and of macros two orders."""
    schemas = dict(reversed(table.split(".")) for table in (*TABLES, *DERIVED))
    template = "".join(
        (ROOT / "dbt_project" / file).read_text(encoding="utf-8")
        for file in ("macros/quality/money.sql", f"models/{model}")
    )
    return (
        Environment(autoescape=False)
        .from_string(template)
        .render(
            ref=lambda table: f"{schemas[table]}.{table}",
            byte_order=lambda expression: f'({expression} collate "C")',
        )
    )


def insert(engine: Engine, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; columns left out are null, but for those that others of the row decide."""
    with engine.begin() as connection:
        for row in map(FOLLOWING.get(table, dict), rows):
            names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"insert into {table} ({names}) values ({values})"), dict(row))


def insert_tuples(
    engine: Engine, table: str, columns: str, rows: Iterable[Sequence[object]]
) -> None:
    """Add rows given as tuples in the order of `columns`, which are parted by spaces."""
    insert(engine, table, [dict(zip(columns.split(), row, strict=True)) for row in rows])


def execute(engine: Engine, statement: str, **values: object) -> None:
    """Run one statement, for a test that spoils a table on purpose."""
    with engine.begin() as connection:
        connection.execute(text(statement), values)


def sync_row(system: str, stream: str, **changes: Any) -> dict[str, Any]:
    """One healthy stream."""
    alive = RECORD_COUNTS.get((system, stream), 1200)
    row = {
        "source_system": system,
        "stream": stream,
        "status": "ok",
        "note": None,
        "rows_alive": alive,
        "rows_deleted": 12,
        "rows_changed": 40,
        "misfits": 0,
        "last_as_of": AS_OF,
        "newest_source_update": "2026-11-22 05:48:10",
        "source_count": alive,
        "difference": 0,
    }
    return row | changes


def field_row(
    system: str, object_name: str, field: str, verdict: str, **changes: Any
) -> dict[str, Any]:
    """One profiled field; the counts follow from the verdict."""
    records = RECORD_COUNTS.get((system, object_name), 1000)
    filled = {"never_populated": 0, "abandoned": records // 9, "too_few": 11}.get(
        verdict, records // 2
    )
    recent = 0 if verdict in ("never_populated", "abandoned") else 1
    row: dict[str, Any] = {
        "source_system": system,
        "source_object": object_name,
        "field": field.lower(),
        "vendor_field": field,
        "label": field.removesuffix("__c").replace("_", " ").title(),
        "data_type": "picklist" if verdict == "constant" else "text",
        "is_custom": field.endswith("__c"),
        "is_calculated": False,
        "records": records,
        "filled": filled,
        "records_90d": records // 12,
        "filled_90d": recent * (records // 30),
        "records_365d": records // 3,
        "filled_365d": recent * (records // 7),
        "distinct_values": 1 if verdict == "constant" else filled // 3,
        "top_value": "Not specified" if verdict == "constant" else None,
        "top_value_count": filled if verdict == "constant" else filled // 8,
        "last_filled_created_at": "2023-03-14 10:00:00" if verdict == "abandoned" else AS_OF,
        "verdict": verdict,
    }
    if verdict in ("never_populated", "could_not_see"):
        row |= {"last_filled_created_at": None, "top_value_count": None, "distinct_values": 0}
    row |= changes
    return row | {
        "fill_ratio": _ratio(row["filled"], row["records"]),
        "fill_ratio_90d": _ratio(row["filled_90d"], row["records_90d"]),
        "fill_ratio_365d": _ratio(row["filled_365d"], row["records_365d"]),
        "top_value_ratio": _ratio(row["top_value_count"], row["filled"]),
    }


def _ratio(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else round(part / whole, 6)

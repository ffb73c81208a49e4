"""The published tables, made of believable made-up rows, for tests of the report.

The column lists are the contract of the marts and quality schemas. Every value follows from its
position, so two calls make the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment
from sqlalchemy import Engine, create_engine, text

from tests.support.paths import ROOT

TABLES: dict[str, str] = {
    "marts.dim_person": "person_key text, email text, first_name text, last_name text",
    "marts.dim_account": "account_key text, name text, domain text",
    "marts.dim_user": (
        "owner_key text, email text, name text, hubspot_owner_id text, salesforce_user_id text,"
        " is_active boolean"
    ),
    "marts.dim_currency": "currency_code text, minor_units integer, is_corporate boolean",
    "marts.dim_definition": (
        "definition_id text, value text, unit text, definition text, owner_team text,"
        " agreed_marketing text, agreed_sales text, agreed_on date, is_signed boolean"
    ),
    "marts.dim_source_system": (
        "source_system text, account_id text, currency text, time_zone text, ui_url text,"
        " checked_at timestamp"
    ),
    "marts.dim_stage": (
        "stage_code text, stage_rank integer, stage_label text, owner_team text, definition text"
    ),
    "marts.dim_channel": "channel text, label text, is_marketing boolean",
    "marts.bridge_person_source": (
        "source_system text, source_object text, source_id text, person_key text"
    ),
    "marts.bridge_account_source": (
        "source_system text, source_object text, source_id text, account_key text"
    ),
    "marts.bridge_opportunity_source": (
        "source_system text, source_object text, source_id text, opportunity_key text"
    ),
    "marts.fct_opportunity": (
        "opportunity_key text, source_system text, source_object text, source_id text,"
        " salesforce_opportunity_id text, hubspot_deal_id text, name text, amount decimal(18,2),"
        " currency_code text, amount_corporate decimal(18,2), is_open boolean, is_won boolean"
    ),
    "marts.mart_pipeline": (
        "cycle_key text, cycle_type text, inq_at timestamp, mql_at timestamp, sal_at timestamp,"
        " sql_at timestamp, opp_at timestamp, won_at timestamp, is_inq_imputed boolean,"
        " is_mql_imputed boolean, is_sal_imputed boolean, is_sql_imputed boolean,"
        " is_opp_imputed boolean, days_mql_to_won integer, person_key text,"
        " is_won boolean"
    ),
    "marts.mart_cycle_origin": (
        "cycle_type text, count_cycles bigint, count_opp bigint, count_won bigint,"
        " count_opp_without_person bigint, median_days_mql_to_won decimal(18,1), count_days bigint"
    ),
    "marts.mart_funnel_cohort": (
        "cohort_stage text, cohort_month date, channel text, count_entered bigint,"
        " count_imputed bigint, count_inq bigint, count_mql bigint, count_sal bigint,"
        " count_sql bigint, count_opp bigint, count_won bigint,"
        " won_amount_corporate decimal(18,2), close_rate decimal(18,6), is_mature boolean"
    ),
    "marts.mart_funnel_conversion": (
        "cycle_type text, breakdown text, breakdown_value text, stage_from text, stage_to text,"
        " is_next_step boolean, count_from bigint, count_to bigint, rate decimal(18,6),"
        " rate_low decimal(18,6), rate_high decimal(18,6), is_rate_judged boolean,"
        " count_from_imputed bigint,"
        " count_to_imputed bigint, count_to_excluded bigint, could_not_see text"
    ),
    "marts.mart_channel_performance": (
        "breakdown text, breakdown_value text, count_inq bigint, count_mql bigint,"
        " count_sal bigint, count_sql bigint, count_opp bigint, count_won bigint,"
        " close_rate_numerator bigint, close_rate_denominator bigint, close_rate decimal(18,6),"
        " close_rate_low decimal(18,6), close_rate_high decimal(18,6),"
        " is_close_rate_judged boolean,"
        " median_days_mql_to_won decimal(18,6), count_days bigint, count_days_excluded bigint,"
        " open_amount_corporate decimal(18,2), won_amount_corporate decimal(18,2),"
        " count_open_without_amount bigint, count_won_without_amount bigint, could_not_see text"
    ),
    "marts.mart_sync_status": (
        "source_system text, stream text, status text, note text, rows_alive bigint,"
        " rows_deleted bigint, rows_changed bigint, misfits bigint, last_as_of timestamp,"
        " newest_source_update timestamp, source_count bigint, difference bigint"
    ),
    "quality.field_profile": (
        "source_system text, source_object text, field text, vendor_field text, label text,"
        " data_type text, is_custom boolean, is_calculated boolean, records bigint, filled bigint,"
        " fill_ratio decimal(18,6), filled_raw bigint, fill_ratio_raw decimal(18,6),"
        " placeholder_records bigint, placeholder_ratio decimal(18,6), placeholders text,"
        " placeholder_candidates text, misfits bigint, misfit_examples text,"
        " records_90d bigint, filled_90d bigint, fill_ratio_90d decimal(18,6),"
        " records_365d bigint, filled_365d bigint, fill_ratio_365d decimal(18,6),"
        " distinct_values bigint, min_value text, max_value text, top_value text,"
        " top_value_count bigint, top_value_ratio decimal(18,6),"
        " last_filled_created_at timestamp, could_not_see text, verdict text"
    ),
    "quality.finding": (
        "finding_key text, rule_id text, rule_version integer, severity text, source_system text,"
        " source_object text, field text, source_id text, owner_key text, detail text,"
        " other_value text, amount_corporate decimal(18,2), first_seen_at timestamp,"
        " last_seen_at timestamp, fixed_at timestamp, status text, is_recent boolean"
    ),
    "quality.finding_history": (
        "finding_key text, rule_id text, source_system text, source_object text, field text,"
        " source_id text, state text, changed_at timestamp"
    ),
    "quality.rule_result": (
        "rule_id text, rule_version integer, name text, severity text, level text,"
        " population bigint, failed bigint, fail_ratio decimal(18,6),"
        " open_amount_touched decimal(18,2), records_touched bigint, why_it_matters text,"
        " how_to_fix text, is_judged boolean, outcome text, could_not_see text,"
        " open_amount_ratio decimal(18,6), open_amount_estimated decimal(18,2),"
        " problem_rank bigint"
    ),
    "quality.severity": "severity text, weight decimal(4,2), severity_rank integer",
    "quality.record_health": (
        "source_system text, source_object text, records bigint, health_ratio decimal(18,6),"
        " outcome text, rules_failed bigint, health_rank integer"
    ),
    "quality.trust_slice": (
        "worst_finding text, opportunities bigint, opportunities_estimated bigint,"
        " recorded_amount decimal(18,2), estimated_amount decimal(18,2), amount decimal(18,2),"
        " amount_ratio decimal(18,6), untrusted_amount decimal(18,2),"
        " untrusted_ratio decimal(18,6)"
    ),
    "quality.placeholder": (
        "source_system text, source_object text, field text, field_kind text,"
        " placeholder text, spelling text, sense text, records bigint, record_ratio decimal(18,6),"
        " is_counted_empty boolean, why_not_empty text"
    ),
    "quality.misfit": (
        "source_system text, source_object text, field text, source_id text, declared_type text,"
        " value text, reading text, reads_as_number decimal(38,10)"
    ),
    "quality.identity_conflict": (
        "conflict_key text, kind text, severity text, evidence text, evidence_value text,"
        " reason text, explanation text, how_to_fix text, source_system text, source_object text,"
        " source_id text, value text, other_source_system text, other_source_object text,"
        " other_source_id text, other_value text"
    ),
    "quality.score": (
        "metric text, scope text, value decimal(18,6), numerator decimal(18,2),"
        " denominator decimal(18,2), outcome text"
    ),
    "quality.conflict": (
        "field text, opportunity_key text, hubspot_deal_id text, salesforce_opportunity_id text,"
        " hubspot_value text, salesforce_value text, is_comparable boolean, is_conflict boolean,"
        " amount_difference decimal(18,2)"
    ),
    "quality.conflict_share": (
        "field text, pairs bigint, pairs_comparable bigint, pairs_equal bigint,"
        " pairs_in_conflict bigint, pairs_not_comparable bigint, conflict_ratio decimal(18,6),"
        " amount_difference decimal(18,2)"
    ),
    "quality.expectation_result": (
        "suite text, rule_id text, expectation text, success boolean, severity text,"
        " element_count bigint, unexpected_count bigint, unexpected_ids text"
    ),
}

#: Published tables that follow from others alone: the models' own SQL, as views.
DERIVED = {
    "marts.mart_stream_state": "marts/operations/mart_stream_state.sql",
    "quality.finding_record": "quality/finding_record.sql",
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
        for schema in ("marts", "quality"):
            connection.execute(text(f"create schema {schema}"))
        for table, columns in TABLES.items():
            connection.execute(text(f"create table {table} ({columns})"))
        for view, model in DERIVED.items():
            connection.execute(text(f"create view {view} as {_sql_of(model)}"))
    insert_tuples(engine, "quality.severity", "severity weight severity_rank", SEVERITIES)


def _sql_of(model: str) -> str:
    """The SQL of a model that uses nothing of dbt but references and the order of bytes."""
    schemas = dict(reversed(table.split(".")) for table in (*TABLES, *DERIVED))
    template = (ROOT / "dbt_project" / "models" / model).read_text(encoding="utf-8")
    return (
        Environment(autoescape=False)
        .from_string(template)
        .render(
            ref=lambda table: f"{schemas[table]}.{table}",
            byte_order=lambda expression: f'({expression} collate "C")',
        )
    )


def insert(engine: Engine, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; columns left out are null."""
    with engine.begin() as connection:
        for row in rows:
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

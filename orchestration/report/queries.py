"""The report's only reading of the warehouse: schemas `marts` and `quality`, fixed statements.

Every statement runs unchanged on DuckDB and Postgres. Nothing here decides anything about a
record; it counts, ranks and fetches what the models decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import WarehouseError
from orchestration.report import finding_rows, pair_rows, rows
from orchestration.report.finding_sql import (
    EXAMPLES,
    OBJECT_RULES,
    OWNER_TOTALS,
    OWNERS,
    STATUSES,
)
from orchestration.report.statements import (
    ACCOUNTS,
    CHANNELS,
    CHECKS,
    COHORTS,
    CONFLICT_COUNTS,
    CONFLICTS,
    CORPORATE_CURRENCY,
    CURRENCIES,
    DEFINITIONS,
    FIELDS,
    IDENTITIES,
    IDENTITY_COUNTS,
    LANES,
    MEDIAN_DAYS,
    RULES,
    SCORES,
    STAGES,
    STEPS,
    SYNC,
    TRUST,
)

_REQUIRED: Final = frozenset(
    {
        "marts.bridge_account_source",
        "marts.bridge_opportunity_source",
        "marts.bridge_person_source",
        "marts.dim_account",
        "marts.dim_channel",
        "marts.dim_currency",
        "marts.dim_definition",
        "marts.dim_person",
        "marts.dim_source_system",
        "marts.dim_stage",
        "marts.dim_user",
        "marts.fct_opportunity",
        "marts.mart_channel_performance",
        "marts.mart_funnel_cohort",
        "marts.mart_funnel_conversion",
        "marts.mart_pipeline",
        "marts.mart_sync_status",
        "quality.conflict",
        "quality.conflict_share",
        "quality.field_profile",
        "quality.finding",
        "quality.finding_history",
        "quality.identity_conflict",
        "quality.misfit",
        "quality.placeholder",
        "quality.rule_result",
        "quality.score",
        "quality.trust_slice",
    }
)
_CHECKS_TABLE: Final = "quality.expectation_result"

_Row = TypeVar("_Row")


@contextmanager
def published(engine: Engine) -> Iterator[Connection]:
    """One connection to the published tables, for the page and its lists alike.

    Raises:
        WarehouseError: a published table is missing, or the warehouse refused a query.
    """
    try:
        with engine.connect() as connection:
            _require(_present_tables(connection))
            yield connection
    except SQLAlchemyError as error:
        raise WarehouseError(
            f"The published tables could not be read ({type(error).__name__}).",
            next_step="Run the pipeline again so that the published tables match this version.",
        ) from error


def read_published(connection: Connection) -> rows.Published:
    """Read all that the page shows."""
    has_checks = _CHECKS_TABLE in _present_tables(connection)
    return rows.Published(
        sync=_all(connection, rows.SyncRow, SYNC),
        stages=_all(connection, rows.StageRow, STAGES),
        steps=_all(connection, rows.StepRow, STEPS),
        lanes=_all(connection, rows.LaneRow, LANES),
        median_days=connection.execute(text(MEDIAN_DAYS)).scalar(),
        channels=_all(connection, rows.ChannelRow, CHANNELS),
        cohorts=_all(connection, rows.CohortRow, COHORTS),
        trust=_all(connection, rows.TrustSlice, TRUST),
        scores=_all(connection, rows.ScoreRow, SCORES),
        rules=_all(connection, finding_rows.RuleRow, RULES),
        statuses=_all(connection, finding_rows.RuleStatusCount, STATUSES),
        owners=_all(connection, finding_rows.RuleOwnerCount, OWNERS),
        owner_totals=_all(connection, finding_rows.OwnerTotal, OWNER_TOTALS),
        object_rules=_all(connection, finding_rows.ObjectRuleCount, OBJECT_RULES),
        examples=_all(connection, finding_rows.FindingRow, EXAMPLES),
        conflict_counts=_all(connection, pair_rows.ConflictCount, CONFLICT_COUNTS),
        conflicts=_all(connection, pair_rows.ConflictRow, CONFLICTS),
        identity_counts=_all(connection, pair_rows.IdentityCount, IDENTITY_COUNTS),
        identities=_all(connection, pair_rows.IdentityRow, IDENTITIES),
        fields=_all(connection, rows.FieldRow, FIELDS),
        definitions=_all(connection, rows.DefinitionRow, DEFINITIONS),
        accounts=_all(connection, rows.AccountRow, ACCOUNTS),
        corporate=_all(connection, rows.CorporateCurrency, CORPORATE_CURRENCY),
        currencies=_all(connection, rows.CurrencyCount, CURRENCIES),
        checks=_all(connection, rows.CheckCount, CHECKS) if has_checks else (),
    )


def _present_tables(connection: Connection) -> frozenset[str]:
    found = connection.execute(
        text(
            "select table_schema, table_name from information_schema.tables"
            " where table_schema in ('marts', 'quality')"
        )
    )
    return frozenset(f"{schema}.{table}" for schema, table in found)


def _require(present: frozenset[str]) -> None:
    missing = sorted(_REQUIRED - present)
    if missing:
        raise WarehouseError(
            f"The warehouse has no published table {', '.join(missing)}.",
            next_step="Run the pipeline to its end once; the report reads published tables only.",
        )


def _all(connection: Connection, kind: type[_Row], statement: str) -> tuple[_Row, ...]:
    result = connection.execute(text(statement)).mappings()
    return tuple(kind(**{str(k): v for k, v in row.items()}) for row in result)

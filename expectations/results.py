"""What a judged expectation is, and the table `expectation_result` it is kept in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, MetaData, Table, Text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from orchestration.errors import WarehouseError
from orchestration.rules import Severity
from orchestration.warehouse import Described


@dataclass(frozen=True)
class CheckResult:
    """One expectation and what became of it.

    Attributes:
        suite: field_usage, record_rules, raw or pipeline.
        rule_id: the quality rule it confirms; None for a contract of the marts.
        expectation: what was expected of which column, in Great Expectations' words.
        success: whether no row was unexpected; None where nothing was judged, which is no success.
        severity: of the rule; contracts are critical.
        element_count: rows, fields or pairs that could have failed.
        unexpected_count: how many did.
        unexpected_ids: keys of all that did, sorted. Finding keys where there is a rule.
        blocking: whether a failure forbids the publication. Quality rules never do.
        description: what was expected in plain words: of a rule, its name.
    """

    suite: str
    rule_id: str | None
    expectation: str
    success: bool | None
    severity: Severity
    element_count: int
    unexpected_count: int
    unexpected_ids: tuple[str, ...]
    blocking: bool
    description: str = ""


def write_results(engine: Engine, schema: str, results: Sequence[CheckResult]) -> None:
    """Replace the table `expectation_result` in `schema` by these results, in their order.

    One row per result; the ids are a JSON list. The same results leave the same table.

    Raises:
        WarehouseError: the table could not be written; the old one stands.
    """
    table = _table(schema)
    rows = [
        {
            "suite": result.suite,
            "rule_id": result.rule_id,
            "expectation": result.expectation,
            "description": result.description,
            "success": result.success,
            "severity": result.severity,
            "element_count": result.element_count,
            "unexpected_count": result.unexpected_count,
            "unexpected_ids": json.dumps(result.unexpected_ids),
            "blocking": result.blocking,
        }
        for result in results
    ]
    try:
        with engine.begin() as connection:
            table.drop(connection, checkfirst=True)
            table.create(connection)
            if rows:
                connection.execute(table.insert(), rows)
    except SQLAlchemyError as error:
        raise WarehouseError(
            f"The results of the expectations could not be written to {schema}:"
            f" {type(error).__name__}.",
            next_step="Check that the warehouse is writable, then run `hymnsheet build`.",
        ) from error


def described_results() -> Described:
    """What `expectation_result` says and promises as a published table."""
    table = _table("quality")
    return Described(
        words=table.comment or "",
        columns={column.name: column.comment or "" for column in table.columns},
        not_null=frozenset(column.name for column in table.columns if not column.nullable),
        keys=(("suite", "expectation"),),
    )


def _table(schema: str) -> Table:
    return Table(
        "expectation_result",
        MetaData(),
        _column("suite", Text, "field_usage, record_rules, raw or pipeline."),
        Column("rule_id", Text, comment="The quality rule; null for a contract of the marts."),
        _column("expectation", Text, "What was expected of which column."),
        _column("description", Text, "The same in plain words; of a rule, its name."),
        Column(
            "success",
            Boolean,
            comment="Whether no row was unexpected; null where nothing was judged or seen.",
        ),
        _column("severity", Text, "minor, major or critical; contracts are critical."),
        _column("element_count", BigInteger, "Rows, fields or pairs that could have failed."),
        _column("unexpected_count", BigInteger, "How many did."),
        _column("unexpected_ids", Text, "JSON list of their keys; finding keys if of a rule."),
        _column("blocking", Boolean, "Whether a failure forbids the publication."),
        schema=schema,
        comment="What Great Expectations judged: one row per expectation, all failing ids.",
    )


def _column(name: str, kind: type[TypeEngine[Any]], comment: str) -> Column[Any]:
    return Column(name, kind, nullable=False, comment=comment)

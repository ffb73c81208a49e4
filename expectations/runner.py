"""All suites in one call."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Engine

from expectations import remembered
from expectations.results import CheckResult
from expectations.suites import pipeline, raw
from expectations.suites import rules as rule_suites
from expectations.tables import Tables
from expectations.validator import Validator
from orchestration.rules import Rules


def run_expectations(
    engine: Engine, schema_of: Callable[[str], str], rules: Rules
) -> tuple[CheckResult, ...]:
    """Validate what dbt built, contracts first. Rows that were seen before keep their result.

    Args:
        engine: the build side of the warehouse; results are remembered there.
        schema_of: where a layer (`marts`, `quality`, `intermediate`) stands there.
        rules: the quality rules that were built.

    Returns:
        One result per expectation; the same tables give the same results.

    Raises:
        WarehouseError: a table is missing or cannot be read.
        CheckFailedError: an expectation could not be evaluated, or a rule was not built.
    """
    known = remembered.recall(engine)
    validator: Validator | None = None
    results: dict[str, list[CheckResult]] = {}
    with engine.connect() as connection:
        tables = Tables(connection, schema_of)
        suites = (*pipeline.batches(tables), *raw.batches(tables))
        for batch in (*suites, *rule_suites.batches(tables, rules)):
            mark = remembered.fingerprint(batch)
            if mark not in known:
                validator = validator or Validator()
                known[mark] = validator.validate(batch)
            results[mark] = known[mark]
    remembered.keep(engine, results)
    return tuple(result for of_batch in results.values() for result in of_batch)

"""All suites in one call."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Engine

from expectations import memory
from expectations.judge import Judge
from expectations.results import CheckResult
from expectations.suites import field_usage, pipeline, record_rules
from expectations.tables import Tables

_SUITES = (pipeline, field_usage, record_rules)


def run_expectations(engine: Engine, schema_of: Callable[[str], str]) -> tuple[CheckResult, ...]:
    """Judge what dbt built, contracts first. Rows that were judged before keep their verdict.

    Args:
        engine: the build side of the warehouse; verdicts are remembered there.
        schema_of: where a layer (`marts`, `quality`, `intermediate`) stands there.

    Returns:
        One result per expectation; the same tables give the same results.

    Raises:
        WarehouseError: a table is missing or cannot be read.
        CheckFailedError: an expectation could not be evaluated.
    """
    known = memory.recall(engine)
    judge: Judge | None = None
    verdicts: dict[str, list[CheckResult]] = {}
    with engine.connect() as connection:
        tables = Tables(connection, schema_of)
        for suite in _SUITES:
            for frame in suite.frames(tables):
                mark = memory.fingerprint(suite.SUITE, frame)
                if mark not in known:
                    judge = judge or Judge()
                    known[mark] = judge.judge(suite.SUITE, frame)
                verdicts[mark] = known[mark]
    memory.keep(engine, verdicts)
    return tuple(result for results in verdicts.values() for result in results)

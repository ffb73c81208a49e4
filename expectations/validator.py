"""How an expectation is put to Great Expectations: one batch, its expectations, all failing keys.

DataFrames, because Great Expectations cuts its list of failing keys on SQL tables and does not run
on DuckDB unpatched. The context lives in memory and sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from expectations.expect import Expected
from expectations.results import CheckResult
from orchestration.errors import CheckFailedError
from orchestration.rules import Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Expectation:
    """One expectation with what we want to remember about it.

    Attributes:
        expected: what is expected of a column of the batch.
        severity: minor, major or critical.
        rule_id: the quality rule it confirms, if any.
        blocking: whether a failure forbids the publication.
        population: rows that could have failed, where the batch holds only suspects.
        is_judged: whether there was anything to judge, and whether it could be seen.
    """

    expected: Expected
    severity: Severity
    rule_id: str | None = None
    blocking: bool = False
    population: int | None = None
    is_judged: bool = True


@dataclass(frozen=True)
class Batch:
    """Rows to validate.

    Attributes:
        suite: field_usage, record_rules, raw or pipeline.
        name: what the rows are, as `layer.table`.
        rows: a data frame; small, one row per key.
        key: the column whose values name a failing row.
        expectations: what is expected of it.
    """

    suite: str
    name: str
    rows: pd.DataFrame
    key: str
    expectations: Sequence[Expectation]


class Validator:
    """Great Expectations in memory, for as many batches as there are."""

    def __init__(self) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self._context: Any = gx.get_context(mode="ephemeral")
        self._context.variables.analytics_enabled = False
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)

    def validate(self, batch: Batch) -> list[CheckResult]:
        """The results of one batch, in the order of its expectations.

        Raises:
            CheckFailedError: an expectation could not be evaluated, so nothing is known.
        """
        name = f"{batch.suite}: {batch.name}"
        theirs = (
            self._context.data_sources.add_or_update_pandas(name)
            .add_dataframe_asset(batch.name)
            .add_batch_definition_whole_dataframe("all")
            .get_batch({"dataframe": batch.rows})
        )
        results = []
        for expectation in batch.expectations:
            outcome = theirs.validate(
                expectation.expected.load(),
                result_format={
                    "result_format": "COMPLETE",
                    "unexpected_index_column_names": [batch.key],
                },
            )
            results.append(_result(batch, expectation, outcome))
        return results


def _result(batch: Batch, expectation: Expectation, outcome: Any) -> CheckResult:
    expected = expectation.expected
    described = f"{batch.name}.{expected.column}: {expected.kind}"
    if (fault := _fault(outcome.exception_info)) is not None:
        raise CheckFailedError(
            f"{described} could not be evaluated: {fault}",
            next_step="Check that the column has the type its contract says.",
        )
    result = outcome.result
    failing = result.get("unexpected_index_list") or []
    return CheckResult(
        suite=batch.suite,
        rule_id=expectation.rule_id,
        expectation=described,
        description=expected.description,
        success=bool(outcome.success) if expectation.is_judged else None,
        severity=expectation.severity,
        element_count=(
            int(result["element_count"])
            if expectation.population is None
            else expectation.population
        ),
        unexpected_count=int(result["unexpected_count"]),
        unexpected_ids=tuple(sorted(_as_id(row[batch.key]) for row in failing)),
        blocking=expectation.blocking,
    )


def _as_id(value: Any) -> str:
    from pandas import isna  # slow to import

    return "" if isna(value) else str(value)


def _fault(exception_info: Any) -> str | None:
    """Why an expectation was not evaluated. Told flat, or once per metric that it is made of."""
    entries = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    messages = [str(entry["exception_message"]) for entry in entries if entry["raised_exception"]]
    return "; ".join(sorted(set(messages))) if messages else None

"""How an expectation is put to Great Expectations: one frame, its expectations, all failing keys.

DataFrames, because Great Expectations cuts its list of failing keys on SQL tables and does not run
on DuckDB unpatched. The context lives in memory and sends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from expectations.expect import Expected
from expectations.results import CheckResult, Severity
from orchestration.errors import CheckFailedError


@dataclass(frozen=True)
class Judged:
    """One expectation with what we want to remember about it.

    Attributes:
        expectation: what is expected of a column of the frame.
        severity: minor, major or critical.
        rule_id: the quality rule it confirms, if any.
        blocking: whether a failure forbids the publication.
        population: rows that could have failed, where the frame holds only suspects.
        is_judged: whether there was anything to judge, and whether it could be seen.
    """

    expectation: Expected
    severity: Severity
    rule_id: str | None = None
    blocking: bool = False
    population: int | None = None
    is_judged: bool = True


@dataclass(frozen=True)
class Frame:
    """Rows to judge.

    Attributes:
        name: what the rows are, as `layer.table`.
        rows: the frame; small, one row per key.
        key: the column whose values name a failing row.
        expectations: what is expected of it.
    """

    name: str
    rows: pd.DataFrame
    key: str
    expectations: Sequence[Judged]


class Judge:
    """Great Expectations in memory, for as many frames as there are."""

    def __init__(self) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self._context: Any = gx.get_context(mode="ephemeral")
        self._context.variables.analytics_enabled = False
        self._context.variables.progress_bars = ProgressBarsConfig(globally=False)

    def judge(self, suite: str, frame: Frame) -> list[CheckResult]:
        """The verdicts on one frame, in the order of its expectations.

        Raises:
            CheckFailedError: an expectation could not be evaluated, so nothing is known.
        """
        name = f"{suite}: {frame.name}"
        batch = (
            self._context.data_sources.add_or_update_pandas(name)
            .add_dataframe_asset(frame.name)
            .add_batch_definition_whole_dataframe("all")
            .get_batch({"dataframe": frame.rows})
        )
        verdicts = []
        for judged in frame.expectations:
            outcome = batch.validate(
                judged.expectation.load(),
                result_format={
                    "result_format": "COMPLETE",
                    "unexpected_index_column_names": [frame.key],
                },
            )
            verdicts.append(_verdict(suite, frame, judged, outcome))
        return verdicts


def _verdict(suite: str, frame: Frame, judged: Judged, outcome: Any) -> CheckResult:
    expectation = judged.expectation
    described = f"{frame.name}.{expectation.column}: {expectation.kind}"
    if (fault := _fault(outcome.exception_info)) is not None:
        raise CheckFailedError(
            f"{described} could not be evaluated: {fault}",
            next_step="Check that the column has the type its contract says.",
        )
    result = outcome.result
    failing = result.get("unexpected_index_list") or []
    return CheckResult(
        suite=suite,
        rule_id=judged.rule_id,
        expectation=described,
        success=bool(outcome.success) if judged.is_judged else None,
        severity=judged.severity,
        element_count=(
            int(result["element_count"]) if judged.population is None else judged.population
        ),
        unexpected_count=int(result["unexpected_count"]),
        unexpected_ids=tuple(sorted(_as_id(row[frame.key]) for row in failing)),
        blocking=judged.blocking,
    )


def _as_id(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _fault(exception_info: Any) -> str | None:
    """Why an expectation was not evaluated. Told flat, or once per metric that it is made of."""
    entries = [exception_info] if "raised_exception" in exception_info else exception_info.values()
    messages = [str(entry["exception_message"]) for entry in entries if entry["raised_exception"]]
    return "; ".join(sorted(set(messages))) if messages else None

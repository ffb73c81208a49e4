"""The few expectations we use, by short names: the only module that knows their long ones.

Imported inside functions: Great Expectations takes seconds to load. Severity here is its own word:
critical where a failure blocks the publication, warning where it is news for the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

Severity = Literal["warning", "critical"]


def unique(column: str, severity: Severity) -> Any:
    """No value of the column stands in two rows."""
    return _expectations().ExpectColumnValuesToBeUnique(column=column, severity=severity)


def not_null(column: str, severity: Severity) -> Any:
    """The column is filled in every row."""
    return _expectations().ExpectColumnValuesToNotBeNull(column=column, severity=severity)


def in_set(column: str, values: Sequence[object], severity: Severity) -> Any:
    """The column holds only these values, or nothing."""
    return _expectations().ExpectColumnValuesToBeInSet(
        column=column, value_set=list(values), severity=severity
    )


def not_in_set(column: str, values: Sequence[object], severity: Severity) -> Any:
    """The column holds none of these values."""
    return _expectations().ExpectColumnValuesToNotBeInSet(
        column=column, value_set=list(values), severity=severity
    )


def at_least(column: str, least: float, severity: Severity) -> Any:
    """No number of the column is smaller."""
    return _expectations().ExpectColumnValuesToBeBetween(
        column=column, min_value=least, severity=severity
    )


def _expectations() -> Any:
    import great_expectations.expectations as expectations

    return expectations

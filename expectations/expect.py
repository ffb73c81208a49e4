"""The few expectations we use, by short names, as plain data: nothing here loads the library.

Great Expectations takes seconds to load and is needed only for rows that it has not seen yet.
Severity here is the library's own word: of a rule it says how severe the rule is, of a contract
that a failure of it blocks the publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from orchestration import rules

Severity = Literal["info", "warning", "critical"]
#: How severe a rule is, as Great Expectations has it.
OF_RULES: Final[dict[rules.Severity, Severity]] = {
    "minor": "info",
    "major": "warning",
    "critical": "critical",
}


@dataclass(frozen=True)
class Expected:
    """One expectation on one column.

    Attributes:
        name: of the class in Great Expectations.
        column: what it is about.
        severity: as Great Expectations has it.
        arguments: what else the class takes, name and value.
        description: the same in plain words.
        meta: what Great Expectations keeps with it, name and value.
    """

    name: str
    column: str
    severity: Severity
    arguments: tuple[tuple[str, Any], ...] = ()
    description: str = ""
    meta: tuple[tuple[str, Any], ...] = ()

    @property
    def kind(self) -> str:
        """Its name as Great Expectations writes it in results."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()

    def load(self) -> Any:
        """The expectation itself."""
        import great_expectations.expectations as library

        expectation = getattr(library, self.name)
        return expectation(
            column=self.column,
            severity=self.severity,
            description=self.description or None,
            meta=dict(self.meta) or None,
            **dict(self.arguments),
        )

    def described(self, description: str, **meta: object) -> Expected:
        """The same expectation with words for people."""
        return replace(self, description=description, meta=tuple(meta.items()))


def unique(column: str, severity: Severity) -> Expected:
    """No value of the column stands in two rows."""
    return Expected("ExpectColumnValuesToBeUnique", column, severity)


def not_null(column: str, severity: Severity) -> Expected:
    """The column is filled in every row."""
    return Expected("ExpectColumnValuesToNotBeNull", column, severity)


def in_set(column: str, values: Sequence[object], severity: Severity) -> Expected:
    """The column holds only these values, or nothing."""
    listed = (("value_set", list(values)),)
    return Expected("ExpectColumnValuesToBeInSet", column, severity, listed)


def not_in_set(column: str, values: Sequence[object], severity: Severity) -> Expected:
    """The column holds none of these values."""
    listed = (("value_set", list(values)),)
    return Expected("ExpectColumnValuesToNotBeInSet", column, severity, listed)


def at_least(column: str, least: float, severity: Severity) -> Expected:
    """No number of the column is smaller."""
    return Expected("ExpectColumnValuesToBeBetween", column, severity, (("min_value", least),))

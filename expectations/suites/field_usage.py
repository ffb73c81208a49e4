"""Fields nobody uses: each field of the profile is one row, and an unused one is unexpected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from expectations import expect
from expectations.judge import Frame, Judged
from expectations.tables import Tables

SUITE: Final = "field_usage"

# The rule's own rows say which fields it may judge; the profile says what they hold.
_PROFILE: Final = """
select md5('{rule_id}' || '|' || profile.source_system || '|' || profile.source_object || '|'
           || profile.field || '|') as finding_key,
       profile.filled, profile.distinct_values, profile.verdict, profile.misfits
from {{quality.field_profile}} as profile
inner join {{intermediate.{model}}} as rule_rows
    on profile.source_system = rule_rows.source_system
    and profile.source_object = rule_rows.source_object
    and profile.field = rule_rows.field
order by 1
"""
_MODELS: Final[Mapping[str, str]] = {
    "F001": "rule_f001_never_populated",
    "F002": "rule_f002_abandoned",
    "F003": "rule_f003_constant",
    "F010": "rule_f010_misfit_values",
}


def frames(tables: Tables) -> Iterator[Frame]:
    """One frame per field rule, keyed by the finding each field would be."""
    rules = tables.read(
        "select rule_id, severity, outcome in ('found', 'passed') as is_judged"
        " from {quality.rule_result} where level = 'field' order by 1"
    )
    for rule_id, severity, is_judged in rules.itertuples(index=False):
        rows = tables.read(_PROFILE.format(rule_id=rule_id, model=_MODELS[rule_id]))
        if rule_id == "F003":
            rows = rows[rows["verdict"] != "abandoned"]  # that says more, and is said by F002
        judged = Judged(
            _expected(rule_id), severity=severity, rule_id=rule_id, is_judged=bool(is_judged)
        )
        yield Frame("quality.field_profile", rows, "finding_key", [judged])


def _expected(rule_id: str) -> expect.Expected:
    match rule_id:
        case "F001":
            return expect.at_least("filled", 1, "warning")
        case "F002":
            return expect.not_in_set("verdict", ["abandoned"], "warning")
        case "F010":
            return expect.in_set("misfits", [0], "warning")
        case _:
            return expect.at_least("distinct_values", 2, "warning")

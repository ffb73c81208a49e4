"""The quality rules: what each expects stands in its YAML file, and nowhere else.

A field that is not used is unexpected on its row of the profile; a record or a pair that SQL flags
is unexpected itself. Of those only the flagged ones are read, so that a batch stays small at any
number of records; how many could have failed is counted by SQL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from expectations import expect
from expectations.tables import Tables
from expectations.validator import Batch, Expectation
from orchestration.errors import CheckFailedError
from orchestration.rules import Expect, Rule, Rules

_RESULTS: Final = """
select rule_id, population, outcome in ('found', 'passed') as is_judged
from {quality.rule_result}
order by rule_id
"""
# The rule's own rows say which fields it may judge; the profile and the ledger what they hold.
_PROFILE: Final = """
select judged.finding_key, profile.{rule.expect.column}
from (
    select *
    from {{quality.field_profile}}
    inner join {{quality.field_ledger}} using (source_system, source_object, field)
    where {where}
) as profile
inner join {{intermediate.int_quality__judged_fields}} as judged
    on profile.source_system = judged.source_system
    and profile.source_object = judged.source_object
    and profile.field = judged.field
where judged.rule_id = '{rule.id}'
order by 1
"""
_SUSPECTS: Final = """
select rule_id, finding_key, true as is_failed
from {intermediate.int_quality__failures}
order by rule_id, finding_key
"""


def batches(tables: Tables, rules: Rules) -> Iterator[Batch]:
    """One batch per rule, keyed by the finding each row would be; rules about fields first.

    Raises:
        CheckFailedError: a rule was not built.
    """
    results = {row["rule_id"]: row for row in tables.rows(_RESULTS)}
    suspects = tables.read(_SUSPECTS)
    for rule in sorted(rules.rules, key=lambda rule: (rule.level != "field", rule.id)):
        if rule.id not in results:
            raise CheckFailedError(
                f"The rule {rule.id} was not built.", next_step="Run `hymnsheet build`."
            )
        if rule.level == "field":
            where = rule.expect.where or "true"
            rows = tables.read(_PROFILE.format(rule=rule, where=where))
            # Two rules of ours never expect the same of one column; a company's own may.
            name = f"quality.{rule.id}" if rule.is_own else "quality.field_profile"
            yield Batch("field_usage", name, rows, "finding_key", [_asked(rule, results)])
        else:
            rows = suspects[suspects["rule_id"] == rule.id]
            asked = [_asked(rule, results)]
            yield Batch("record_rules", f"quality.{rule.id}", rows, "finding_key", asked)


def _asked(rule: Rule, results: dict[str, dict[str, Any]]) -> Expectation:
    result = results[rule.id]
    return Expectation(
        _expected(rule.expect, expect.OF_RULES[rule.severity]).described(
            rule.name, rule_id=rule.id, version=rule.version, population=rule.population
        ),
        severity=rule.severity,
        rule_id=rule.id,
        population=None if rule.level == "field" else int(result["population"]),
        is_judged=bool(result["is_judged"]),
    )


def _expected(asked: Expect, severity: expect.Severity) -> expect.Expected:
    if asked.one_of is not None:
        return expect.in_set(asked.column, asked.one_of, severity)
    if asked.none_of is not None:
        return expect.not_in_set(asked.column, asked.none_of, severity)
    assert asked.at_least is not None  # noqa: S101  exactly one is said
    return expect.at_least(asked.column, asked.at_least, severity)

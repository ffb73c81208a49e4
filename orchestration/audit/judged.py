"""The rules that files can be judged by: those of the pipeline whose models need no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
from jinja2 import UndefinedError

from orchestration.audit.ledger import Ledger
from orchestration.audit.models import NotHereError

_EXAMPLES = 5


@dataclass(frozen=True)
class Found:
    """One finding: where it is, and what the rule says of it."""

    source_object: str
    field: str
    line: int | None
    detail: str


@dataclass(frozen=True)
class RuleResult:
    """What a rule found in the files.

    Attributes:
        rule_id: of the rule.
        name: what it looks for.
        severity: of a finding.
        why: it matters.
        fix: how.
        population: records or fields that it looked at.
        failed: how many of them are findings.
        examples: the first findings.
        is_of_fields: it judges fields, not records.
        needs: why it could not judge these files; blank where it could.
    """

    rule_id: str
    name: str
    severity: str
    why: str
    fix: str
    population: int = 0
    failed: int = 0
    examples: tuple[Found, ...] = ()
    is_of_fields: bool = False
    needs: str = ""


def rule_results(ledger: Ledger) -> tuple[RuleResult, ...]:
    """Every rule of the project: what it found, or what it would need.

    In the order of problems: severity, then how much of it; no money is known of a file.
    """
    models = ledger.models
    rules = {
        row.rule_id: row for row in models.query(f"from {models.ref('int_quality__rules')}").rows
    }
    found: list[tuple[RuleResult, Any]] = []
    for model in models.library.call("quality_rule_models"):
        rule = rules[model.split("_")[1].upper()]
        found.append((_result(ledger, model, rule), rule.severity_weight))
    found.sort(key=lambda each: (not each[0].failed, -each[1], -each[0].failed, each[0].rule_id))
    return tuple(result for result, _ in found)


def _result(ledger: Ledger, model: str, rule: Any) -> RuleResult:
    words = (rule.rule_id, rule.name, rule.severity, rule.why_it_matters, rule.how_to_fix)
    try:
        place = ledger.models.ref(model)
    except (NotHereError, UndefinedError) as error:
        return RuleResult(*words, needs=str(error))
    except duckdb.Error as error:  # it reads columns that these files do not have
        return RuleResult(*words, needs=str(error).splitlines()[0])
    row = ledger.models.query(
        "select count(*), count(*) filter (where is_failed), count(source_id) = 0"  # noqa: S608  names of ours
        f" from {place}"
    ).rows[0]
    examples = tuple(_examples(ledger, str(place)))
    return RuleResult(*words, int(row[0]), int(row[1]), examples, bool(row[2]))


def _examples(ledger: Ledger, place: str) -> Iterator[Found]:
    lines = " union all ".join(
        f"select '{raw.origin.system}' as source_system, {_text(raw.origin.object)} as"  # noqa: S608  quoted
        f" source_object, cast(id as varchar) as source_id, _line as line from {raw.place}"
        for raw in ledger.tables
    )
    rows = ledger.models.query(
        f"select f.source_object, f.field, l.line, f.detail from {place} as f left join"  # noqa: S608  quoted
        f" ({lines}) as l using (source_system, source_object, source_id) where f.is_failed"
        f" order by f.source_object, l.line, f.field limit {_EXAMPLES}"
    ).rows
    for row in rows:
        yield Found(str(row[0]), str(row[1] or ""), row[2], str(row[3] or ""))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"

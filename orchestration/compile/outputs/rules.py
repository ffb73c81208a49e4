"""The quality rules as seeds and macros: what they say, what they read, which models hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from orchestration.compile.inputs import Inputs
from orchestration.compile.seeds import Seed, seed_files
from orchestration.compile.text import list_macro, lookup_macro, sql_literal
from orchestration.rules import FIXES, RULES, Rule

_RULE: Final = {
    "id": "text",
    "version": "bigint",
    "name": "text",
    "severity": "text",
    "severity_weight": "decimal(18,2)",
    "level": "text",
    "population": "text",
    "why_it_matters": "text",
    "how_to_fix": "text",
    "parameters": "text",
    "model": "text",
}
_FIX: Final = {"rule_id": "text", "takes": "text"}
_READ: Final = {"rule_id": "text", "system": "text", "object": "text", "field": "text"}


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """Three seeds and four macros."""
    rules = inputs.rules
    reads = (
        [rule.id, *(place.split(".") if "." in place else ("*", "*", place))]
        for rule in rules.rules
        for place in rule.reads
    )
    return {
        **seed_files(
            "quality_rules",
            str(RULES),
            [
                Seed("quality_rules", "One row per rule.", _RULE, map(_row, rules.rules)),
                Seed(
                    "quality_rule_reads",
                    "One row per rule and field that it judges; * stands for every one.",
                    _READ,
                    reads,
                ),
                Seed(
                    "quality_fixes",
                    "One row per rule with a fix: how the right value is known.",
                    _FIX,
                    ([fix.rule, fix.takes] for fix in inputs.fixes),
                ),
            ],
        ),
        Path("macros/generated/quality_parameter.sql"): lookup_macro(
            "quality_parameter",
            "name",
            "quality_parameter('name') is a number of the quality rules.",
            f"quality_parameters.yml and {RULES}",
            {name: sql_literal(value) for name, value in rules.parameters.items()},
        ),
        Path("macros/generated/quality_rule_models.sql"): list_macro(
            "quality_rule_models",
            "quality_rule_models() is every model that holds a rule, one each.",
            str(RULES),
            [rule.model for rule in rules.rules],
        ),
        Path("macros/generated/quality_fix_models.sql"): list_macro(
            "quality_fix_models",
            "quality_fix_models() is every model that holds a fix, one each.",
            str(FIXES),
            [fix.model for fix in inputs.fixes],
        ),
        Path("macros/generated/quality_field_rule_models.sql"): list_macro(
            "quality_field_rule_models",
            "quality_field_rule_models() is every model of a rule about fields as a whole.",
            str(RULES),
            [rule.model for rule in rules.rules if rule.level == "field"],
        ),
    }


def _row(rule: Rule) -> list[object]:
    parameters = json.dumps(rule.parameters, sort_keys=True)
    return [parameters if name == "parameters" else getattr(rule, name) for name in _RULE]

"""The quality rules as seeds and macros: what they say, what they read, which models hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import SEEDS, csv_text, list_macro, lookup_macro, sql_literal
from orchestration.rules import RULES, Rule

_COLUMNS = (
    "id",
    "version",
    "name",
    "severity",
    "severity_weight",
    "level",
    "population",
    "why_it_matters",
    "how_to_fix",
    "parameters",
)


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """Two seeds and three macros."""
    rules = inputs.rules
    return {
        SEEDS / "quality_rules.csv": csv_text(_COLUMNS, (_row(rule) for rule in rules.rules)),
        SEEDS / "quality_rule_reads.csv": csv_text(
            ("rule_id", "system", "object", "field"),
            (
                [rule.id, *(place.split(".") if "." in place else ("*", "*", place))]
                for rule in rules.rules
                for place in rule.reads
            ),
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
        Path("macros/generated/quality_field_rule_models.sql"): list_macro(
            "quality_field_rule_models",
            "quality_field_rule_models() is every model of a rule about fields as a whole.",
            str(RULES),
            [rule.model for rule in rules.rules if rule.level == "field"],
        ),
    }


def _row(rule: Rule) -> list[object]:
    parameters = json.dumps(rule.parameters, sort_keys=True)
    return [parameters if name == "parameters" else getattr(rule, name) for name in _COLUMNS]

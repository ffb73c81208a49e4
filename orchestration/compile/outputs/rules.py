"""The quality rules as seeds and macros: what they say, what they read, which models hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import SEEDS, csv_text, list_macro, lookup_macro, sql_literal
from orchestration.glossary import QualityRule

_SOURCE = "quality_rules.yml"


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """Two seeds and two macros."""
    rules = inputs.rules
    return {
        SEEDS / "quality_rules.csv": csv_text(
            tuple(name for name in QualityRule.model_fields if name != "reads"),
            (_row(rule) for rule in rules.rules),
        ),
        SEEDS / "quality_rule_reads.csv": csv_text(
            ("rule_id", "system", "object", "field"),
            (
                [rule.id, *(place.split(".") if place != "*" else ("*", "*", "*"))]
                for rule in rules.rules
                for place in rule.reads
            ),
        ),
        Path("macros/generated/quality_parameter.sql"): lookup_macro(
            "quality_parameter",
            "name",
            "quality_parameter('name') is a number that several quality rules read.",
            _SOURCE,
            {name: sql_literal(value) for name, value in rules.parameters.items()},
        ),
        Path("macros/generated/quality_rule_models.sql"): list_macro(
            "quality_rule_models",
            "quality_rule_models() is every model that holds a rule, one each.",
            "models/quality/rules",
            inputs.rule_models,
        ),
    }


def _row(rule: QualityRule) -> list[object]:
    values = rule.model_dump(exclude={"reads"})
    values["parameters"] = json.dumps(rule.parameters, sort_keys=True)
    return list(values.values())

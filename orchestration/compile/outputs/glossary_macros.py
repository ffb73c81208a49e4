"""The glossary as macros: `glossary('id')`, stages, and the fields that prove one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from orchestration.compile.inputs import Inputs
from orchestration.compile.text import list_macro, lookup_macro, sql_literal
from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary
from orchestration.glossary.evidence import field_evidence

_SOURCE = "glossary.yml"
#: What models loop over and choose by.
_STAGE = ("code", "is_exit", "opens_cycle", "has_cohort", "is_handover", "is_of_opportunity")


def outputs(inputs: Inputs) -> Mapping[Path, str]:
    """Settings, stages, and the fields that prove one."""
    glossary = inputs.glossary
    return {
        Path("macros/generated/glossary.sql"): lookup_macro(
            "glossary",
            "id",
            "glossary('id') is the signed value of one setting, as a SQL literal.",
            _SOURCE,
            {setting.id: sql_literal(setting.value) for setting in glossary.settings},
        ),
        Path("macros/generated/settings_of_macros.sql"): list_macro(
            "settings_of_macros",
            "settings_of_macros() is the settings that a macro reads, or a macro that it calls.",
            "macros",
            (
                {"macro": name, "settings": settings}
                for name, settings in inputs.macro_settings.items()
            ),
        ),
        Path("macros/generated/stages.sql"): list_macro(
            "stages",
            "stages() is every stage in order, ways out last: its code, what models take it for,"
            " and its name in columns.",
            _SOURCE,
            (
                {name: getattr(stage, name) for name in _STAGE} | {"name": stage.code.lower()}
                for stage in sorted(glossary.stages.rows, key=lambda stage: stage.rank)
            ),
        ),
        Path("macros/generated/stage_fields.sql"): list_macro(
            "stage_fields",
            "stage_fields() is every field that proves a stage: by its date, or by a value it"
            " takes.",
            _SOURCE,
            _fields_that_prove(glossary),
        ),
        Path("macros/generated/named_fields.sql"): list_macro(
            "named_fields",
            "named_fields() is every field whose value says why a lead was let go, or of which kind"
            " it is.",
            _SOURCE,
            (
                {"system": system, "object": name, "field": field}
                for system, name, field in sorted(_fields_named(glossary))
            ),
        ),
        Path("macros/generated/cost_fields.sql"): list_macro(
            "cost_fields",
            "cost_fields() is every field that holds what a unit of a product costs.",
            _SOURCE,
            (
                {"system": row.system, "object": row.object, "field": row.field}
                for row in glossary.cost_fields.rows
            ),
        ),
    }


def _fields_that_prove(glossary: Glossary) -> Iterable[dict[str, str]]:
    settings = {setting.id: setting.value for setting in glossary.settings}
    for row in glossary.stage_evidence.rows:
        field = field_evidence(row.system, row.source)
        if field is None:
            continue
        value = field.value
        if field.comparison == ">=":
            value = _number(row.source, settings.get(value, value))
        yield {"source": row.source, **asdict(field), "value": value}


def _fields_named(glossary: Glossary) -> set[tuple[str, str, str]]:
    named = {(row.system, row.object, row.field) for row in glossary.reason_fields.rows}
    for rule in glossary.lead_type_rules.rows:
        if rule.system and rule.object and rule.field:
            named.add((rule.system, rule.object, rule.field))
    return named


def _number(source: str, value: object) -> str:
    try:
        return repr(float(str(value)))
    except ValueError as error:
        raise GlossaryError(
            f"stage_evidence: {source!r} compares with {value!r}, which is no number.",
            next_step="Write a number after >=, or the id of a setting that is one.",
        ) from error

"""What the glossary becomes inside the dbt project: one macro, seeds, docs blocks. All committed.

Everything written here is made from the two files people edit and from nothing else, so that a
compiled file can be checked by compiling again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from orchestration.errors import GlossaryError
from orchestration.glossary.evidence import field_evidence
from orchestration.glossary.model import Glossary, Row, SettingValue
from orchestration.glossary.read import read_glossary, read_quality_rules
from orchestration.glossary.rules import QualityRule, QualityRules

_NOTICE = (
    "Compiled from glossary.yml and quality_rules.yml by `hymnsheet glossary compile`: do not edit."
)
_SEEDS = Path("seeds/generated")
_ENTRY_COLUMNS = (
    "id",
    "value",
    "unit",
    "definition",
    "owner_team",
    "is_signed",
    "agreed_marketing",
    "agreed_sales",
    "agreed_on",
    "why",
    "version",
)


def compile_glossary(project_dir: Path, *, check: bool = False) -> tuple[Path, ...]:
    """Write (or with `check` only compare) everything that is made from the glossary.

    Args:
        project_dir: the folder of dbt_project.yml, glossary.yml and quality_rules.yml.
        check: write nothing; raise if a committed file is not what would be written.

    Returns:
        The files that were out of date, relative to `project_dir`.

    Raises:
        GlossaryError: a source file is invalid, or with `check`, compiled files are stale.
    """
    files = _compiled_files(read_glossary(project_dir), read_quality_rules(project_dir))
    stale = tuple(path for path, text in files.items() if _text_of(project_dir / path) != text)
    if check and stale:
        raise GlossaryError(
            "The compiled glossary is stale: " + ", ".join(path.as_posix() for path in stale) + ".",
            next_step="Run `hymnsheet glossary compile` and commit what it writes.",
        )
    for path in stale:
        target = project_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(files[path], encoding="utf-8", newline="\n")
    return stale


def _text_of(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _compiled_files(glossary: Glossary, rules: QualityRules) -> Mapping[Path, str]:
    ranks = {row.code: row.rank for row in glossary.shared_stages.rows}
    files = {
        Path("macros/generated/glossary.sql"): _macro(
            "glossary",
            "id",
            "glossary('id') is the signed value of one setting, as a SQL literal.",
            {setting.id: _sql(setting.value) for setting in glossary.settings},
        ),
        Path("macros/generated/quality_parameter.sql"): _macro(
            "quality_parameter",
            "name",
            "quality_parameter('name') is a number that several quality rules read.",
            {name: _sql(value) for name, value in rules.parameters.items()},
        ),
        Path("macros/generated/stage_fields.sql"): _stage_fields(glossary),
        Path("models/generated_glossary.md"): _docs(glossary),
        _SEEDS / "glossary_entries.csv": _csv(_ENTRY_COLUMNS, _entry_rows(glossary)),
        _SEEDS / "quality_rules.csv": _csv(
            tuple(name for name in QualityRule.model_fields if name != "reads"),
            (_rule_row(rule) for rule in rules.rules),
        ),
        _SEEDS / "quality_rule_reads.csv": _csv(
            ("rule_id", "system", "object", "field"),
            (
                [rule.id, *(place.split(".") if place != "*" else ("*", "*", "*"))]
                for rule in rules.rules
                for place in rule.reads
            ),
        ),
    }
    for name, table in glossary.tables.items():
        columns = _columns(glossary, name)
        rows = ([getattr(row, column) for column in columns] for row in table.rows)
        files[_SEEDS / f"glossary_{name}.csv"] = _csv(columns, rows)
    files[_SEEDS / "glossary_opportunity_stages.csv"] = _csv(
        ("system", "value", "shared_stage", "shared_rank"),
        (
            [row.system, row.value, row.shared_stage, ranks[row.shared_stage]]
            for row in glossary.opportunity_stages.rows
        ),
    )
    files[_SEEDS / "glossary_source_channels.csv"] = _csv(
        ("system", "value", "normalised_value", "channel"),
        (
            [row.system, row.value, row.normalised_value, row.channel]
            for row in glossary.source_channels.rows
        ),
    )
    return files


def _columns(glossary: Glossary, table: str) -> tuple[str, ...]:
    """The columns of a table, known from its row type so that an empty table has them too."""
    row_type: type[Row] = type(glossary.tables[table]).__pydantic_generic_metadata__["args"][0]
    return tuple(row_type.model_fields)


def _rule_row(rule: QualityRule) -> list[object]:
    values = rule.model_dump(exclude={"reads"})
    values["parameters"] = json.dumps(rule.parameters, sort_keys=True)
    return list(values.values())


def _entry_rows(glossary: Glossary) -> Iterable[list[object]]:
    entries = [(setting.id, _plain(setting.value), setting) for setting in glossary.settings]
    tables = [(name, f"{len(table.rows)} rows", table) for name, table in glossary.tables.items()]
    for entry_id, value, entry in (*entries, *tables):
        signed = None if isinstance(entry.agreed_by, str) else entry.agreed_by
        yield [
            entry_id,
            value,
            entry.unit,
            entry.definition,
            entry.owner_team,
            signed is not None,
            signed and signed.marketing,
            signed and signed.sales,
            signed and signed.on,
            entry.why,
            entry.version,
        ]


def _plain(value: SettingValue) -> str | None:
    if isinstance(value, list):
        return ", ".join(value)
    return None if value is None else _cell(value)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _macro(name: str, argument: str, purpose: str, literals: Mapping[str, str]) -> str:
    """A dbt macro that looks one SQL literal up by its id and refuses an id it does not know."""
    entries = "\n".join(
        f"        {json.dumps(key)}: {json.dumps(literal)}," for key, literal in literals.items()
    )
    return f"""{{#- {_NOTICE}
    {purpose} -#}}
{{% macro {name}({argument}) -%}}
    {{%- set values = {{
{entries}
    }} -%}}
    {{%- if {argument} not in values -%}}
        {{{{ exceptions.raise_compiler_error("{name}: unknown " ~ {argument}) }}}}
    {{%- endif -%}}
    {{{{ values[{argument}] }}}}
{{%- endmacro %}}
"""


def _stage_fields(glossary: Glossary) -> str:
    """A dbt macro that lists the fields which prove a stage, as the glossary names them."""
    entries = "\n".join(_jinja_dict(field) for field in _fields_that_prove(glossary))
    return f"""{{#- {_NOTICE}
    stage_fields() is every field that proves a stage: by its date, or by a value it takes. -#}}
{{% macro stage_fields() -%}}
    {{%- set fields = [
{entries}
    ] -%}}
    {{{{ return(fields) }}}}
{{%- endmacro %}}
"""


def _jinja_dict(values: Mapping[str, str]) -> str:
    lines = (
        f"            {json.dumps(key)}: {json.dumps(value)},\n" for key, value in values.items()
    )
    return "        {\n" + "".join(lines) + "        },"


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


def _number(source: str, value: SettingValue) -> str:
    try:
        return repr(float(str(value)))
    except ValueError as error:
        raise GlossaryError(
            f"stage_evidence: {source!r} compares with {value!r}, which is no number.",
            next_step="Write a number after >=, or the id of a setting that is one.",
        ) from error


def _sql(value: SettingValue) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return _cell(value)
    if isinstance(value, list):
        return "(" + ", ".join(_sql(item) for item in value) + ")" if value else "(null)"
    return "'" + value.replace("'", "''") + "'"


def _docs(glossary: Glossary) -> str:
    blocks = [f"<!-- {_NOTICE} -->\n"]
    for setting in glossary.settings:
        value = _plain(setting.value)
        text = f"{setting.definition} Value: {value or 'none'} ({setting.unit}). {setting.why}"
        blocks.append(_block(f"glossary_{setting.id}", text))
    for name, table in glossary.tables.items():
        blocks.append(_block(f"glossary_{name}", f"{table.definition} {table.why}"))
    blocks.extend(
        _block(f"stage_{stage.code.lower()}", f"{stage.label}: {stage.definition}")
        for stage in glossary.stages.rows
    )
    return "\n".join(blocks)


def _block(name: str, text: str) -> str:
    return f"{{% docs {name} %}}\n{text}\n{{% enddocs %}}\n"

"""`fix`: files that set findings right, and whether what they wrote held."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import ConfigError
from orchestration.fixes import (
    ACCOUNTS,
    FIXES,
    RETIRE,
    TWINS,
    Fix,
    Folder,
    PublishedRun,
    RetireCandidate,
    folders_of,
    read_places,
    read_run,
    write_folders,
    write_retire_list,
)
from orchestration.loading import remember_issued
from orchestration.report.names import object_title, system_name
from orchestration.settings import load_settings
from orchestration.warehouse import open_warehouse

_OUTCOMES = sa.text(
    """
    select finding_key, rule_id, source_system, source_object, field, source_id, outcome,
           overwritten_by, last_writer, last_written_at, right_since, issued_as_of, run_id
    from quality.fix_outcome
    order by outcome, rule_id collate "C", source_system, source_object, source_id collate "C"
    """
)
#: What somebody has to look at again.
_TROUBLES = frozenset({"overwritten", "bounced_back"})
_COUNTS = sa.text(
    """
    select outcome, overwritten_by, count(*) as fixes
    from quality.fix_outcome
    group by outcome, overwritten_by
    order by outcome, overwritten_by nulls first
    """
)


@click.group()
def fix() -> None:
    """Files that set findings right: made, and later proved."""


@fix.command()
@click.option("--rule", help="Only of this rule, by its id.")
@click.option("--owner", help="Only of this owner: name or key; `nobody` for records of nobody.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("fixes"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--redact", is_flag=True, help="Lists for people without names and values.")
@json_option
def files(rule: str | None, owner: str | None, out: Path, redact: bool, as_json: bool) -> None:
    """Write a folder per problem and owner, from what was published last.

    In each: files for the vendors' own tools, the files that undo them, lists for what only a
    person can decide or write, and a README; beside them a list of the fields that might be
    retired. Nothing is written to a CRM.
    """
    settings = load_settings()
    with published_for(settings, FIXES, RETIRE, TWINS, ACCOUNTS) as connection:
        run, places = read_run(connection), read_places(connection)
        retired = [RetireCandidate(**row._mapping) for row in connection.execute(RETIRE)]
        everything = [Fix(**row._mapping) for row in connection.execute(FIXES)]
    asked = [each for each in everything if rule in (None, each.rule_id) and _is_of(each, owner)]
    if not asked and everything and (rule or owner):
        raise ConfigError(
            "No finding that stands is of that rule and owner.",
            next_step="Leave out --rule and --owner to write them all.",
        )
    folders = list(folders_of(asked, is_redacted=redact))
    written = write_folders(folders, out, run, places, is_redacted=redact)
    retire = None if rule or owner else write_retire_list(retired, out, run)
    remember_issued(
        open_warehouse(settings.effective_warehouse_url),
        [_issued(each, run) for folder in folders for each in folder.issued],
    )
    result(
        as_json,
        {
            "run_id": run.run_id,
            "as_of": run.as_of,
            "folders": [
                _document(folder, path) for folder, path in zip(folders, written, strict=True)
            ],
            "retire": str(retire) if retire else None,
        },
        [
            *(_line(folder, path) for folder, path in zip(folders, written, strict=True)),
            *([f"{retire}: {len(retired)} fields that might be retired"] if retire else []),
            _end(folders, out),
        ],
    )


@fix.command()
@json_option
def verify(as_json: bool) -> None:
    """Say of each value that was handed out whether it held, as the last run saw it."""
    with published_for(load_settings(), _OUTCOMES, _COUNTS) as connection:
        rows = connection.execute(_OUTCOMES).all()
        counts = connection.execute(_COUNTS).all()
    result(
        as_json,
        {"outcomes": [dict(row._mapping) for row in rows]},
        [
            *(_count_line(row) for row in counts),
            *(_outcome_line(row) for row in rows if row.outcome in _TROUBLES),
        ]
        or ["Nothing was handed out yet, or no run was published since: `hymnsheet fix files`."],
    )


def _count_line(row: Any) -> str:
    by = f" from {system_name(row.overwritten_by)}" if row.overwritten_by else ""
    return f"{row.outcome.replace('_', ' ')}{by}: {row.fixes}"


def _outcome_line(row: Any) -> str:
    place = f"{object_title(row.source_system, row.source_object)} {row.source_id}, {row.field}"
    writer = f" (last written by {row.last_writer})" if row.last_writer else ""
    return f"  {row.rule_id} {place}: {row.outcome.replace('_', ' ')}{writer}"


def _issued(each: Fix, run: PublishedRun) -> dict[str, object]:
    return {
        "finding_key": each.finding_key,
        "rule_id": each.rule_id,
        "source_system": each.source_system,
        "source_object": each.source_object,
        "field": each.field,
        "source_id": each.source_id,
        "value_before": each.value_before,
        "value_after": each.value_after,
        "run_id": run.run_id,
        "issued_as_of": run.as_of,
    }


def _is_of(each: Fix, owner: str | None) -> bool:
    if owner is None:
        return True
    if owner == "nobody":
        return each.owner_key is None
    return owner in (each.owner_key, each.owner_name)


def _document(folder: Folder, path: Path) -> dict[str, Any]:
    return {
        "folder": str(path),
        "rule_id": folder.first.rule_id,
        "owner_key": folder.first.owner_key,
        "files": {f"{file.name}.csv": len(file.fixes) for file in folder.files},
        "by_hand": len(folder.by_hand),
        "to_decide": len(folder.to_decide),
        "refused": len(folder.refused),
    }


def _line(folder: Folder, path: Path) -> str:
    told = [f"{file.name} ({len(file.fixes)})" for file in folder.files]
    told += [
        f"{len(fixes)} {words}"
        for fixes, words in (
            (folder.by_hand, "by hand"),
            (folder.to_decide, "to decide"),
            (folder.refused, "refused"),
        )
        if fixes
    ]
    return f"{path}: {', '.join(told)}"


def _end(folders: list[Folder], out: Path) -> str:
    if not folders:
        return "No finding of a record stands: there is nothing to fix."
    return f"Each folder of {out} says how to load and how to undo. Nothing was written to a CRM."

"""`init`: a company's own folder, beside no clone: settings, secrets, definitions, decisions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from orchestration.cli.output import json_option, result
from orchestration.errors import ConfigError
from orchestration.project_file import FILE_NAME
from orchestration.settings import DBT_PROJECT_DIR, IS_CLONE, ROOT
from orchestration.sources.registry import VENDORS

_SETTINGS = """\
# What this company sets, for `hymnsheet` in this folder or below it. Every key is optional; a
# variable HYMNSHEET_… of the environment or of .env counts before it. No secret stands here: those
# are in .env. Relative paths are relative to this file.

sources:                # addresses of the vendors; a vendor is read once its keys stand in .env
{sources}

# Where the tables are. A DuckDB file needs no server; an address with a password belongs into .env.
#warehouse_url: duckdb:///.hymnsheet/hymnsheet.duckdb

# What hands rows to it: the engine's own driver, or dlt (slower; needs the extra [dlt]).
#loader: direct

# Reports, warehouse and working files.
#home: .hymnsheet

# A private certificate authority, if a proxy stands between (PEM).
#ca_bundle: proxy.pem

# Judge everything as of this instant instead of now (ISO 8601, UTC).
#as_of: 2026-01-31T00:00:00Z

# Share of a stream's records that one run may mark as deleted because the vendor no longer lists
# them; beyond it the run stops, and `hymnsheet run --accept-deletes` says that it is right.
#max_deleted_share: 0.2

# Minutes that are read again before the last change seen, by raw table, where 60 are too few.
#overlap_minutes: {{opportunity: 120}}

# Streams that are not to be read, by raw table: false. Their rows stay as they are.
#streams: {{{first}: {{deals: true}}}}

# MiB of memory that DuckDB may hold while the models are built; else 60 % of what there is.
#build_memory_mib: 2400

# When Dagster starts the nightly run (minute, hour, day, month, weekday), and the time zone of all
# schedules.
#schedule: {{cron: "30 2 * * *", time_zone: UTC}}

# Put ids instead of names into the report, so that it can be hosted anywhere.
#report_redact: false
"""
_SECRETS = """\
# Secrets of this folder: never shared, readable by you alone. Each needs to read only; `hymnsheet
# doctor` names every stream that it may not read.
{variables}

# Where a failed run is reported (a JSON POST with the run's id and the error's message).
#HYMNSHEET_ALERT_WEBHOOK_URL=

# The warehouse, if its address holds a password.
#HYMNSHEET_WAREHOUSE_URL=postgresql://hymnsheet:secret@localhost:5432/hymnsheet
"""
_RULES = """\
# Rules of your own

One `rule_<id>_<words>.sql` with its `.yml` beside it, as the rules that Hymnsheet brings have them
(`dbt_project/models/quality/rules`, where it is installed). An id is a letter and three digits that
no other rule has (ours leave Z to you). They are built, audited and reported as every other rule,
in this folder's runs only.
"""
_WAIVERS = """\
# Findings that you accept for a time. A waived one is no open problem: the report lists it apart,
# with its reason, and no score is better for it. After its last day it is open again.
#
# `rule`, `reason`, `owner` and `until` (the last day) must be there, `since` (the first day) may.
# What is left out is every one of its kind: without `system` the whole rule is waived. An `object`
# is named as in the lists of findings (column source_object), a `record` by the vendor's id.
#
#- rule: D002
#  system: {system}
#  object: deals
#  record: 17000000001
#  field: amount
#  reason: The framework contract has no amount before its first call-off.
#  owner: Ann, sales operations
#  since: 2026-01-01
#  until: 2026-12-31
"""
_MATCHES = "system,object,id,other_system,other_object,other_id,decision,by,on,reason\n"
_IGNORED = ".env\n.hymnsheet/\n"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@json_option
def init(folder: Path, as_json: bool) -> None:
    """Make a folder for your company: settings, glossary, rules, waivers."""
    if (folder / FILE_NAME).exists():
        raise ConfigError(
            f"{folder} is a project folder already; nothing was changed.",
            next_step="Edit the files there, or name another folder.",
        )
    if IS_CLONE and folder.resolve().is_relative_to(ROOT):
        raise ConfigError(
            f"{folder} lies inside the clone of Hymnsheet, which is replaced by an upgrade.",
            next_step=f"Name a folder outside it, as {ROOT.parent / folder.name}.",
        )
    try:
        kept, written = _write(folder)
    except OSError as error:
        raise ConfigError(
            f"{folder} cannot be written: {error.strerror}.",
            next_step="Name a folder that is yours to write.",
        ) from error
    result(
        as_json,
        {"folder": folder.absolute(), "written": written, "kept": kept},
        [
            f"Wrote {', '.join(written)} to {folder}.",
            *([f"Kept what was there: {', '.join(kept)}."] if kept else []),
            f"Next: put credentials into {folder / '.env'}, then"
            f" `hymnsheet --project {folder} doctor` and `run`.",
        ],
    )


def _write(folder: Path) -> tuple[list[str], list[str]]:
    """Write what is not there yet; a file that somebody made before stays as it is.

    Returns:
        The names of the files that were there, and of those that were written.
    """
    kept: list[str] = []
    written: list[str] = []
    first = next(iter(VENDORS))
    texts = {
        FILE_NAME: _SETTINGS.format(sources="\n".join(_source_lines()), first=first),
        ".env": _SECRETS.format(variables="\n".join(_secret_lines())),
        "glossary.yml": (DBT_PROJECT_DIR / "glossary.yml").read_text(encoding="utf-8"),
        "rules/README.md": _RULES,
        "waivers.yml": _WAIVERS.format(system=first),
        "matches.csv": _MATCHES,
        ".gitignore": _IGNORED,
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            kept.append(name)
            continue
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        written.append(name)
    return kept, written


def _source_lines() -> Iterator[str]:
    for vendor in VENDORS.values():
        yield f"  {vendor.name}:"
        for setting in vendor.settings:
            if setting.kind != "secret":
                yield f"    #{setting.name}: {setting.default or setting.example}".rstrip()


def _secret_lines() -> Iterator[str]:
    for vendor in VENDORS.values():
        yield ""
        yield from vendor.env_lines(each for each in vendor.settings if each.kind == "secret")

"""`glossary log`: which definitions published runs were built by, and what changed between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import GlossaryError
from orchestration.glossary import NOBODY
from orchestration.known_names import near
from orchestration.settings import load_settings

_VERSIONS: Final = sa.text(
    """
    select definition_id, version_number, stated_version, fingerprint, definition, unit, content,
           is_signed, signed_by, valid_from_at, last_used_at, valid_to_at
    from marts.dim_definition_version
    order by definition_id, version_number
    """
)


@click.command(name="log")
@click.argument("definition", required=False)
@json_option
def log(definition: str | None, as_json: bool) -> None:
    """List the versions of every definition that published runs used, or of one with its changes.

    A run is told by its clock, in UTC.
    """
    versions = _versions()
    if definition is not None:
        known = {row["definition_id"] for row in versions}
        if definition not in known:
            raise GlossaryError(
                f"No published run used a definition {definition!r}. {near(definition, known)}",
                next_step="`hymnsheet glossary log` lists them all.",
            )
        versions = [row for row in versions if row["definition_id"] == definition]
    result(
        as_json,
        {"versions": [{**row, "content": _said(row["content"])} for row in versions]},
        list(_lines(versions, is_told=definition is not None)),
    )


def _versions() -> list[dict[str, Any]]:
    with published_for(load_settings(), _VERSIONS) as connection:
        return [dict(row) for row in connection.execute(_VERSIONS).mappings()]


def _lines(versions: list[dict[str, Any]], *, is_told: bool) -> Iterator[str]:
    before: dict[str, Any] | None = None
    for row in versions:
        if before is not None and before["definition_id"] != row["definition_id"]:
            before = None
        until = row["valid_to_at"]
        ended = "in use" if until is None else f"until {until:%Y-%m-%d %H:%M}"
        signed = f"signed by {row['signed_by']}" if row["is_signed"] else f"agreed by {NOBODY}"
        yield (
            f"{row['definition_id']} version {row['version_number']}"
            f" ({row['fingerprint']}): from {row['valid_from_at']:%Y-%m-%d %H:%M} {ended}; {signed}"
        )
        if is_told:
            yield from (f"  {line}" for line in _changes(before, row))
        before = row


def _changes(before: dict[str, Any] | None, row: dict[str, Any]) -> Iterator[str]:
    """What a version says that the one before it did not, and the other way round."""
    if before is None:
        yield row["definition"]
    for name in ("definition", "unit") if before is not None else ():
        if before is not None and before[name] != row[name]:
            yield f"- {before[name]}"
            yield f"+ {row[name]}"
    was = [] if before is None else _parts(before["content"])
    now = _parts(row["content"])
    yield from (f"- {part}" for part in was if part not in now)
    yield from (f"+ {part}" for part in now if part not in was)


def _said(content: str | None) -> Any:
    """What a definition holds; None where nothing is set."""
    return None if content is None else json.loads(content)


def _parts(content: str | None) -> list[str]:
    """The rows of a table, or the one value of a setting, each as a line."""
    said = _said(content)
    if isinstance(said, list) and said and isinstance(said[0], dict):
        return [", ".join(f"{key}: {cell}" for key, cell in row.items()) for row in said]
    return [json.dumps(said, ensure_ascii=False)]

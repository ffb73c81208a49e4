"""Another glossary made of this one by a few changes that fit on a command line.

`ID.value=V` changes a setting, `TABLE[CELLS].COLUMN=V` a cell, `TABLE+={...}` adds a row and
`TABLE-=CELLS` takes one away. CELLS are words of one row, parted by commas, that no other row has
all of: `stage_evidence[MQL, salesforce].source=lead.score__c>=60`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any, Final

import yaml

from orchestration.errors import GlossaryError
from orchestration.glossary.model import Glossary
from orchestration.known_names import near

_SETTING: Final = re.compile(r"^(\w+)\.value=(.*)$", re.DOTALL)
_CELL: Final = re.compile(r"^(\w+)\[([^\]]+)\]\.(\w+)=(.*)$", re.DOTALL)
_ROW: Final = re.compile(r"^(\w+)([+-])=(.+)$", re.DOTALL)
_FORMS: Final = "Write ID.value=V, TABLE[CELLS].COLUMN=V, TABLE+={...} or TABLE-=CELLS."


def with_overrides(content: Any, overrides: Iterable[str]) -> Any:
    """A glossary's content with some of it changed.

    Args:
        content: as read from glossary.yml; left as it is.
        overrides: the changes, made one after the other.

    Raises:
        GlossaryError: a change cannot be read, or names what is not there.
    """
    changed = copy.deepcopy(content)
    for override in overrides:
        _change(changed, override)
    return changed


def _change(content: Any, override: str) -> None:
    if matched := _SETTING.match(override):
        _set(_setting(content, matched[1]), "value", matched[2], override)
    elif matched := _CELL.match(override):
        table, cells, column, value = matched.groups()
        row = _row(content, table, cells)
        columns = Glossary.row_types()[table].model_fields
        if column not in columns:
            raise _fault(f"{table} has no column {column!r}. {near(column, columns)}")
        _set(row, column, value, override)
    elif matched := _ROW.match(override):
        table, sign, said = matched.groups()
        if sign == "-":
            _rows(content, table).remove(_row(content, table, said))
        else:
            added = _value(said, override)
            if not isinstance(added, dict):
                raise _fault(f"{said!r} is no row: {table}+={{column: value, ...}}.")
            _rows(content, table).append(added)
    else:
        raise _fault(f"{override!r} is no change of a definition.")


def _setting(content: Any, name: str) -> dict[str, Any]:
    settings = {one["id"]: one for one in content["settings"]}
    if name not in settings:
        raise _fault(f"No setting is called {name!r}. {near(name, settings)}")
    found: dict[str, Any] = settings[name]
    return found


def _rows(content: Any, table: str) -> list[dict[str, Any]]:
    tables = Glossary.row_types()
    if table not in tables:
        raise _fault(f"No table is called {table!r}. {near(table, tables)}")
    rows: list[dict[str, Any]] = content[table]["rows"]
    return rows


def _row(content: Any, table: str, cells: str) -> dict[str, Any]:
    """The one row that has all of these words."""
    rows = _rows(content, table)
    wanted = {cell.strip() for cell in cells.split(",")}
    found = [row for row in rows if wanted <= {str(value) for value in row.values()}]
    if len(found) == 1:
        return found[0]
    if found:
        told = "; ".join(_told(row) for row in found[:8])
        raise _fault(f"{len(found)} rows of {table} have {cells!r}: {told}. Name more of one.")
    words = {str(value) for row in rows for value in row.values()}
    strange = sorted(wanted - words) or sorted(wanted)
    raise _fault(f"No row of {table} has {cells!r}. {near(strange[0], words)}")


def _told(row: dict[str, Any]) -> str:
    return ", ".join(str(value) for value in row.values() if value is not None)


def _set(entry: dict[str, Any], key: str, said: str, override: str) -> None:
    was = entry.get(key)
    # a word stays the word it is: `NO` is a status
    entry[key] = said if isinstance(was, str) and said else _value(said, override)


def _value(said: str, override: str) -> Any:
    try:
        return yaml.safe_load(said)
    except yaml.YAMLError as error:
        raise _fault(f"{override!r}: what stands behind = cannot be read.") from error


def _fault(told: str) -> GlossaryError:
    return GlossaryError(told, next_step=_FORMS)

"""Exports from a CRM's own screens, whose columns have labels: which object they are, by these.

A vendor's folder says in `screens.yml` what its screens call the fields of its objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from orchestration.audit.dbt_names import literal
from orchestration.audit.models import Models

_SOURCES: Final = Path(__file__).parents[1] / "sources"
#: So many labels of an object make an export of it, its id among them.
_LEAST_LABELS: Final = 3


@dataclass(frozen=True)
class Screen:
    """What an export from a screen is.

    Attributes:
        system: the vendor.
        object: as its raw table is called.
        told: the vendor as people call it.
        fields: of the columns, as the vendor's own: those without a label that is known, none.
        key: the field that names a record.
    """

    system: str
    object: str
    told: str
    fields: tuple[str | None, ...]
    key: str


def screen_of(models: Models, staged: str, names: Sequence[str]) -> Screen | None:
    """What the columns of a staged table are an export of, if their labels and ids say so."""
    found = [
        (len(set(fields.values())), screen)
        for system, said in _screens().items()
        for name, labels in said["objects"].items()
        for fields in [_fields(labels, names)]
        for screen in [_screen(models, staged, system, said, name, fields, len(names))]
        if screen
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def same_id(system: str, column: str) -> str:
    """SQL of an id as it is compared: where a system writes one in two lengths, as the shorter."""
    said = _screens().get(system, {})
    text = f"cast({column} as varchar)"
    if "same_id_characters" not in said:
        return text
    fits = f"regexp_full_match({text}, {literal(said['id_pattern'])})"
    return f"case when {fits} then left({text}, {said['same_id_characters']}) else {text} end"


def _screen(
    models: Models,
    staged: str,
    system: str,
    said: Mapping[str, Any],
    name: str,
    fields: Mapping[int, str],
    width: int,
) -> Screen | None:
    """The object of these labels: one that no other has is among them, and ids look as they do."""
    labels = said["objects"][name]
    others = [each for other, each in said["objects"].items() if other != name]
    own = {_plain(label) for label in labels} - {_plain(each) for one in others for each in one}
    key = next(iter(labels.values()))
    places = [place for place, field in fields.items() if field == key]
    if not places or len(set(fields.values())) < _LEAST_LABELS or not own & _said(labels, fields):
        return None
    column = f"trim(c{places[0] + 1})"
    row = models.query(
        f"select count({column}), count(*) filter (where {column} <> '' and not"  # noqa: S608  quoted
        f" regexp_full_match({column}, {literal(said['id_pattern'])})) from {staged}"
    ).rows[0]
    if not row[0] or row[1]:
        return None
    return Screen(system, name, said["told"], tuple(map(fields.get, range(width))), key)


def _said(labels: Mapping[str, str], fields: Mapping[int, str]) -> set[str]:
    held = set(fields.values())
    return {_plain(label) for label, field in labels.items() if field in held}


def _fields(labels: Mapping[str, str], names: Sequence[str]) -> dict[int, str]:
    """The fields by the places of their columns; each once."""
    by_label = {_plain(label): field for label, field in labels.items()}
    found: dict[int, str] = {}
    for place, name in enumerate(names):
        field = by_label.get(_plain(name))
        if field and field not in found.values():
            found[place] = field
    return found


def _plain(label: str) -> str:
    return " ".join(label.lower().split())


@cache
def _screens() -> dict[str, dict[str, Any]]:
    return {
        path.parent.name: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(_SOURCES.glob("*/screens.yml"))
    }

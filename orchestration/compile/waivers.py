"""A company's waivers: findings that somebody answers for until a day, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from orchestration.checked_yaml import checked, load_entries
from orchestration.errors import DefinitionError
from orchestration.known_names import near
from orchestration.rules import Rules
from orchestration.sources.spec import StreamSpec

WAIVERS: Final = "waivers.yml"
_EXAMPLE: Final = "2026-12-31"
#: What must stand in every entry, and what is expected there.
_REQUIRED: Final = {
    "rule": "the id of a rule, as V001",
    "reason": "why it may stay as it is",
    "owner": "who answers for it",
    "until": f"the last day on which it counts, as {_EXAMPLE}",
}
#: A name says nothing without the one it stands in: an id alone is no record.
_INSIDE: Final = {"object": "system", "record": "object", "field": "object"}
_NEXT: Final = (
    "Correct that entry: it takes rule, reason, owner and until, and may take system, object,"
    " record, field and since."
)


def _day(value: object) -> object:
    """A day as people write it: a number is none, and neither is an instant."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(f"{value!r} is no day; write it as {_EXAMPLE}")
    return value


Text = Annotated[str, Field(min_length=1, max_length=1000)]
Day = Annotated[date, BeforeValidator(_day)]


class Waiver(BaseModel):
    """One entry of the file. What is left out is every one of its kind.

    Attributes:
        rule: id of the rule whose findings are waived.
        system: of these findings only those of one system.
        object: ... of one object of it, as the raw table is called.
        record: ... of one record of it, by the vendor's id.
        field: ... of one field of it, as the vendor or the warehouse calls it.
        since: the first day on which it counts.
        until: the last one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    rule: Text
    system: Text | None = None
    object: Text | None = None
    record: Text | None = None
    field: Text | None = None
    reason: Text
    owner: Text
    since: Day | None = None
    until: Day

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        for inner, outer in _INSIDE.items():
            if getattr(self, inner) is not None and getattr(self, outer) is None:
                raise ValueError(f"{inner} says nothing without {outer}: add {outer}")
        if self.since is not None and self.since > self.until:
            raise ValueError(f"until: {self.until} is before since, {self.since}")
        return self


@dataclass(frozen=True)
class _Known:
    """What an entry may name."""

    rules: tuple[str, ...]
    objects: Mapping[str, tuple[str, ...]]


def read_waivers(
    project_dir: Path, rules: Rules, streams: Mapping[str, Iterable[StreamSpec]]
) -> tuple[Waiver, ...]:
    """The waivers of a project, in the order of the file; there may be no such file.

    Args:
        project_dir: the folder of dbt_project.yml.
        rules: every rule that may be waived.
        streams: what each vendor offers.

    Raises:
        DefinitionError: an entry says something that it may not; the message names file, entry,
            line and key, and what was expected.
    """
    path = project_dir / WAIVERS
    if not path.is_file():
        return ()
    entries = load_entries(path, DefinitionError)
    if entries is None:
        raise DefinitionError(
            f"{WAIVERS} is invalid:\n  it must be a list of entries that begin with `- rule:`.",
            next_step=_NEXT,
        )
    known = _Known(
        rules=tuple(rule.id for rule in rules.rules),
        objects={vendor: tuple(spec.name for spec in specs) for vendor, specs in streams.items()},
    )
    return tuple(
        _read(entry, f"{WAIVERS}, entry {number} (line {line})", known)
        for number, (line, entry) in enumerate(entries, start=1)
    )


def _read(entry: Any, place: str, known: _Known) -> Waiver:
    faults = list(_missing(entry))
    if not faults:
        waiver = checked(entry, Waiver, place, DefinitionError)
        faults = list(_unknown(waiver, known))
        if not faults:
            return waiver
    raise DefinitionError(f"{place} is invalid:\n  " + "\n  ".join(faults), next_step=_NEXT)


def _missing(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield f"it must be keys with values: {', '.join(Waiver.model_fields)}"
        return
    for key in entry:
        if key not in Waiver.model_fields:
            yield f"{key}: there is no such key here. {near(str(key), Waiver.model_fields)}"
    for key, expected in _REQUIRED.items():
        if not entry.get(key):
            yield f"{key}: is missing; it takes {expected}"


def _unknown(waiver: Waiver, known: _Known) -> Iterator[str]:
    """Rules, systems and objects that there are not. Fields and records are known to data only."""
    if waiver.rule not in known.rules:
        listed = ", ".join(known.rules)
        yield f"rule: there is no rule {waiver.rule!r}. There are {listed}."
    if waiver.system is None:
        return
    if waiver.system not in known.objects:
        yield f"system: there is no system {waiver.system!r}. {near(waiver.system, known.objects)}"
    elif waiver.object is not None and waiver.object not in known.objects[waiver.system]:
        there = near(waiver.object, known.objects[waiver.system])
        yield f"object: {waiver.system} has no object {waiver.object!r}. {there}"

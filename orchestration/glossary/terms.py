"""Which terms the glossary must know, where in the raw data they stand, and which nobody signed.

A term is fatal where a number would be silently wrong without it. A source without a channel is
named, no more, as is a stage without a shared stage that its vendor describes: the models show both
as what they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.glossary.model import Glossary
from orchestration.sources.registry import SYSTEMS, VENDORS
from orchestration.sources.vendor import TermColumn

_LOADED: Final = (
    'select 1 from "raw_{system}"._fields where object = :object and lower(field) = :field'
    " and coalesce(is_loaded, true) and _deleted_at is null"
)
_LAST_READ: Final = """
    select stream, status, note
    from (
        select runs.*, row_number() over (partition by stream order by started_at desc) as place
        from "raw_{system}"._runs as runs
    ) as ranked
    where place = 1
    order by stream
"""


def _statements(system: str, place: TermColumn) -> Iterator[str]:
    """What counts the rows of every term: one statement per column that holds terms."""
    alive = "_deleted_at is null"
    where = f"{alive} and {place.condition}" if place.condition else alive
    for column in place.columns or (place.field,):
        yield (
            f'select trim("{column}") as value, count(*) as records'  # noqa: S608  names are ours
            f' from "raw_{system}"."{place.stream}"'
            f""" where {where} and trim("{column}") <> '' group by 1 order by 1"""
        )


@dataclass(frozen=True)
class UnknownTerm:
    """A value in use that the glossary does not define, and how many rows carry it."""

    table: str
    system: str
    object: str
    field: str
    value: str
    records: int
    is_fatal: bool = True


def known_terms(glossary: Glossary) -> Mapping[tuple[str, str], frozenset[str]]:
    """What each table knows of each system, as the data spells it; sources as they are compared."""
    known: dict[tuple[str, str], set[str]] = {
        (place.table, vendor.name): set() for vendor in VENDORS.values() for place in vendor.terms
    }
    for status in glossary.lead_statuses.rows:
        known.setdefault(("lead_statuses", status.system), set()).add(status.value)
    for stage in glossary.opportunity_stages.rows:
        known.setdefault(("opportunity_stages", stage.system), set()).add(stage.value)
    for source in glossary.source_channels.rows:
        known.setdefault(("source_channels", source.system), set()).add(source.normalised_value)
    lifecycle = {row.value for row in glossary.lifecycle_stages.rows}
    for word in glossary.reason_words.rows:
        known.setdefault(("reason_words", word.system), set()).add(word.normalised_value)
    known |= {key: set(lifecycle) for key in known if key[0] == "lifecycle_stages"}
    return {place: frozenset(values) for place, values in known.items()}


def unknown_terms(
    connection: Connection, glossary: Glossary, described: Collection[tuple[str, str]]
) -> list[UnknownTerm]:
    """Every term in the raw layer that nobody signed, fatal ones first, most used first.

    `described` are system and value of the stages that a vendor itself describes: their records
    can be read without the glossary, but stand at no shared stage.
    """
    known = known_terms(glossary)
    found: dict[tuple[str, str, str], UnknownTerm] = {}
    for system, place in (*_in_order(), *_reason_places(connection, glossary)):
        for statement in _statements(system, place):
            for value, records in connection.execute(text(statement)):
                term = _as_compared(place.table, value)
                if term in known.get((place.table, system), ()):
                    continue
                is_own = place.is_described and (system, value) in described
                # The first place that holds a term speaks for it: a history repeats the records.
                found.setdefault(
                    (place.table, system, value),
                    UnknownTerm(
                        place.table,
                        system,
                        place.stream,
                        place.field,
                        value,
                        records,
                        place.is_fatal and not is_own,
                    ),
                )
    return sorted(
        found.values(),
        key=lambda term: (not term.is_fatal, -term.records, term.system, term.object, term.value),
    )


def _in_order() -> list[tuple[str, TermColumn]]:
    """Records before tables of changes."""
    places = [(vendor.name, place) for vendor in VENDORS.values() for place in vendor.terms]
    return sorted(places, key=lambda each: bool(each[1].columns))


def _reason_places(connection: Connection, glossary: Glossary) -> list[tuple[str, TermColumn]]:
    """The fields of reasons that this company has."""
    places = []
    for row in glossary.reason_fields.rows:
        asked = {"object": row.object, "field": row.field}
        statement = text(_LOADED.format(system=row.system))
        if connection.execute(statement, asked).first() is not None:
            place = TermColumn("reason_words", row.object, row.field, is_fatal=False)
            places.append((row.system, place))
    return places


def streams_not_seen(connection: Connection) -> Iterator[str]:
    """The streams that hold terms and that the last sync did not read, each with its reason."""
    for system, vendor in SYSTEMS.items():
        streams = {place.stream for place in vendor.terms}
        for stream, status, note in connection.execute(text(_LAST_READ.format(system=system))):
            if stream in streams and status in ("unavailable", "turned_off"):
                yield f"{system} {stream}: {note or status.replace('_', ' ')}"


def _as_compared(table: str, value: str) -> str:
    is_free = table in ("source_channels", "reason_words")
    return value.lower().replace("_", " ") if is_free else value

"""Which terms the glossary must know, where in the raw data they stand, and which nobody signed.

A term is fatal where a number would be silently wrong without it. A source without a channel and a
HubSpot stage without a shared stage are named, no more: the models show both as what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection

from orchestration.glossary.model import Glossary

_ALIVE: Final = "_deleted_at is null"


@dataclass(frozen=True)
class Place:
    """A column of the raw layer that holds terms of one table of the glossary.

    `condition` picks the rows, `expression` is the term in them. `is_fatal` is False where an
    unknown term is only named.
    """

    table: str
    system: str
    object: str
    field: str
    is_fatal: bool = True
    column: str = ""
    condition: str = _ALIVE

    @property
    def is_history(self) -> bool:
        """Whether it holds what records carried once."""
        return self.object.endswith("_history")

    def counts(self) -> str:
        """The statement that counts the rows of every term."""
        column = self.column or f'"{self.field}"'
        return (
            f"select trim({column}) as value, count(*) as records"  # noqa: S608  names are ours
            f' from "raw_{self.system}"."{self.object}"'
            f" where {self.condition} and trim({column}) <> '' group by 1 order by 1"
        )


def _history(table: str, system: str, name: str, field: str, *columns: str) -> Iterable[Place]:
    """The old and new values of one field in a table of changes."""
    key, subject = ("property", "object_type") if system == "hubspot" else ("field", "")
    condition = f"{_ALIVE} and lower({key}) = '{field}'"
    if subject:
        condition += f" and {subject} = 'contacts'"
    for column in columns:
        yield Place(table, system, name, field, column=column, condition=condition)


PLACES: Final = (
    Place("lead_statuses", "salesforce", "lead", "status"),
    Place("lead_statuses", "hubspot", "contacts", "hs_lead_status"),
    Place("lifecycle_stages", "hubspot", "contacts", "lifecyclestage"),
    Place("opportunity_stages", "salesforce", "opportunity", "stagename"),
    Place("opportunity_stages", "hubspot", "deals", "dealstage"),
    *_history("lead_statuses", "salesforce", "lead_history", "status", "newvalue", "oldvalue"),
    Place("opportunity_stages", "salesforce", "opportunity_history", "stagename"),
    *_history(
        "opportunity_stages",
        "salesforce",
        "opportunity_field_history",
        "stagename",
        "newvalue",
        "oldvalue",
    ),
    *_history("lead_statuses", "hubspot", "_history", "hs_lead_status", "value"),
    *_history("lifecycle_stages", "hubspot", "_history", "lifecyclestage", "value"),
    Place("source_channels", "salesforce", "lead", "leadsource", is_fatal=False),
    Place("source_channels", "salesforce", "contact", "leadsource", is_fatal=False),
    Place("source_channels", "salesforce", "opportunity", "leadsource", is_fatal=False),
    Place("source_channels", "hubspot", "contacts", "hs_analytics_source", is_fatal=False),
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
        (place.table, place.system): set() for place in PLACES
    }
    for status in glossary.lead_statuses.rows:
        known["lead_statuses", status.system].add(status.value)
    for stage in glossary.opportunity_stages.rows:
        known["opportunity_stages", stage.system].add(stage.value)
    for source in glossary.source_channels.rows:
        known["source_channels", source.system].add(source.normalised_value)
    known["lifecycle_stages", "hubspot"] = {row.value for row in glossary.lifecycle_stages.rows}
    return {place: frozenset(values) for place, values in known.items()}


def unknown_terms(
    connection: Connection, glossary: Glossary, own_stages: frozenset[str]
) -> list[UnknownTerm]:
    """Every term in the raw layer that nobody signed, fatal ones first, most used first.

    `own_stages` are the stages of the portal's own pipelines: their deals can be read without the
    glossary, but stand at no shared stage.
    """
    known = known_terms(glossary)
    found: dict[tuple[str, str, str], UnknownTerm] = {}
    for place in PLACES:
        for value, records in connection.execute(text(place.counts())):
            term = value.lower().replace("_", " ") if place.table == "source_channels" else value
            if term in known[place.table, place.system]:
                continue
            is_fatal = place.is_fatal and not (place.object == "deals" and value in own_stages)
            # The first place that holds a term speaks for it: a history repeats what records say.
            found.setdefault(
                (place.table, place.system, value),
                UnknownTerm(
                    place.table,
                    place.system,
                    place.object,
                    place.field,
                    value,
                    records,
                    is_fatal,
                ),
            )
    return sorted(
        found.values(),
        key=lambda term: (not term.is_fatal, -term.records, term.system, term.object, term.value),
    )

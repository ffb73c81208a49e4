"""The glossary against the data: every status and stage a record carries must have been signed.

Reads the raw layer, changes nothing. Only records that are alive count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import GlossaryError, WarehouseError
from orchestration.glossary.model import Glossary

_LISTED = 50
_LONGEST_TERM = 80
_COUNT_VALUES = (
    'select "{column}", count(*) from "raw_{system}"."{table}" '
    "where _deleted_at is null and trim(\"{column}\") <> '' group by 1 order by 1"
)
_PIPELINE_STAGES = (
    "select distinct stage_id from raw_hubspot.pipelines "
    "where lower(object_type) in ('deal', 'deals', '0-3')"
)


@dataclass(frozen=True)
class UnknownTerm:
    """A value in use that the glossary does not define, and how many live records carry it."""

    system: str
    object: str
    field: str
    value: str
    records: int


def check_against_data(engine: Engine, glossary: Glossary) -> list[UnknownTerm]:
    """Every status and stage in the raw layer that nobody signed, most used first.

    Raises:
        WarehouseError: the raw tables cannot be read.
    """
    deal_stages = {r.value for r in glossary.opportunity_stages.rows if r.system == "hubspot"}
    stage_names = {r.value for r in glossary.opportunity_stages.rows if r.system == "salesforce"}
    lifecycle = {r.value for r in glossary.lifecycle_stages.rows}
    lead = {
        system: {r.value for r in glossary.lead_statuses.rows if r.system == system}
        for system in ("hubspot", "salesforce")
    }
    try:
        with engine.connect() as connection:
            piped = {row[0] for row in connection.execute(text(_PIPELINE_STAGES))}
            checks = (
                ("salesforce", "lead", "status", lead["salesforce"]),
                ("salesforce", "opportunity", "stagename", stage_names),
                ("hubspot", "contacts", "lifecyclestage", lifecycle),
                ("hubspot", "contacts", "hs_lead_status", lead["hubspot"]),
                ("hubspot", "deals", "dealstage", deal_stages | piped),
            )
            unknown = [term for check in checks for term in _unknown(connection, *check)]
    except SQLAlchemyError as error:
        raise WarehouseError(
            f"The raw tables cannot be compared with the glossary ({type(error).__name__}).",
            next_step="Run a sync first: it creates every raw table, empty ones included.",
        ) from error
    return sorted(unknown, key=lambda term: (-term.records, term.system, term.object, term.value))


def require_known_terms(engine: Engine, glossary: Glossary) -> None:
    """Raise GlossaryError with the whole list if the data uses a term that nobody signed."""
    unknown = check_against_data(engine, glossary)
    if unknown:
        lines = "\n".join(
            f"  {term.system} {term.object}.{term.field} = {_told(term.value)}"
            f" ({term.records} records)"
            for term in unknown[:_LISTED]
        )
        if len(unknown) > _LISTED:
            lines += f"\n  and {len(unknown) - _LISTED} more: `hymnsheet glossary check` lists all"
        raise GlossaryError(
            f"The data uses terms that nobody signed:\n{lines}",
            next_step="Add them to dbt_project/glossary.yml and run `hymnsheet glossary compile`.",
        )


def _told(value: str) -> str:
    """The value as a message may carry it: messages reach logs and webhooks, addresses may not."""
    if "@" in value or len(value) > _LONGEST_TERM:
        return f"a text of {len(value)} characters that is no term"
    return repr(value)


def _unknown(
    connection: Connection, system: str, table: str, column: str, known: set[str]
) -> Iterable[UnknownTerm]:
    statement = _COUNT_VALUES.format(system=system, table=table, column=column)
    for value, records in connection.execute(text(statement)):
        if value.strip() not in known:
            yield UnknownTerm(system, table, column, value.strip(), records)

"""The glossary against the data: what nobody signed, what is signed and contradicts the vendors.

Reads the raw layer, changes nothing. Only records that are alive count. What is fatal stops the
run before any model is built; the rest is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import GlossaryError, WarehouseError
from orchestration.glossary.evidence import named_field
from orchestration.glossary.model import Glossary
from orchestration.glossary.paste import Pasting
from orchestration.glossary.stage_facts import (
    Contradiction,
    StageFacts,
    contradictions,
    read_stage_facts,
)
from orchestration.glossary.terms import UnknownTerm, unknown_terms
from orchestration.sources.registry import SYSTEMS

_PASTE: Final = (
    "Paste these lines under the tables named in the glossary and correct the guesses, or let"
    " `hymnsheet glossary check --write` do it, marked as agreed by nobody yet; then run again."
)
_FIELDS: Final = (
    'select distinct object, lower(field) from "raw_{system}"._fields where _deleted_at is null'
)


@dataclass(frozen=True)
class GlossaryReport:
    """What a comparison found, and the same in words.

    `unknown` and `contradictions` stop a run; `unmapped` (sources without a channel, stages without
    a shared stage) and `absent_fields` (evidence that no record can give) are only named.
    `rows` are lines for what is unknown, by table of the glossary.
    """

    unknown: tuple[UnknownTerm, ...]
    unmapped: tuple[UnknownTerm, ...]
    contradictions: tuple[Contradiction, ...]
    absent_fields: tuple[str, ...]
    rows: Mapping[str, Sequence[str]]
    fatal_text: str
    notice_text: str

    @property
    def is_fatal(self) -> bool:
        """Whether no model may be built on this."""
        return bool(self.unknown or self.contradictions)


@dataclass(frozen=True)
class Seen:
    """What the raw layer or a vendor shows: terms nobody signed, stages, fields that are not there.

    Two of them add up.
    """

    terms: tuple[UnknownTerm, ...] = ()
    facts: tuple[StageFacts, ...] = ()
    absent_fields: tuple[str, ...] = ()

    def __add__(self, other: Seen) -> Seen:
        return Seen(
            self.terms + other.terms,
            self.facts + other.facts,
            self.absent_fields + other.absent_fields,
        )


def see(engine: Engine, glossary: Glossary) -> Seen:
    """What the raw layer shows.

    Raises:
        WarehouseError: the raw tables cannot be read.
    """
    try:
        with engine.connect() as connection:
            facts = read_stage_facts(connection)
            described = {(stage.system, stage.value) for stage in facts}
            terms = unknown_terms(connection, glossary, described)
            return Seen(tuple(terms), tuple(facts), _absent_fields(connection, glossary))
    except SQLAlchemyError as error:
        raise WarehouseError(
            f"The raw tables cannot be compared with the glossary ({type(error).__name__}).",
            next_step="Run a sync first: it creates every raw table, empty ones included.",
        ) from error


def check_against_data(engine: Engine, glossary: Glossary) -> GlossaryReport:
    """Compare the glossary with the raw layer. Raises WarehouseError if it cannot be read."""
    return report(see(engine, glossary), glossary)


def report(seen: Seen, glossary: Glossary) -> GlossaryReport:
    """What was seen, held against the glossary and put into words."""
    pasting = Pasting(glossary, seen.facts)
    against = contradictions(list(seen.facts), glossary)
    unknown = tuple(term for term in seen.terms if term.is_fatal)
    unmapped = tuple(term for term in seen.terms if not term.is_fatal)
    fatal = []
    if unknown:
        fatal += ["The data uses terms that nobody signed.", pasting.unknown(unknown)]
    if against:
        fatal += [
            "Stages that the glossary takes for what they are not (the lines say what they are):",
            pasting.contradicting(against),
        ]
    notices = []
    if unmapped:
        notices += ["Without a channel or a shared stage:", pasting.unknown(unmapped)]
    notices += seen.absent_fields
    return GlossaryReport(
        unknown=unknown,
        unmapped=unmapped,
        contradictions=tuple(against),
        absent_fields=seen.absent_fields,
        rows=pasting.rows(unknown),
        fatal_text="\n".join(fatal),
        notice_text="\n".join(notices),
    )


def require_known_terms(engine: Engine, glossary: Glossary) -> GlossaryReport:
    """The report, if nothing in it is fatal.

    Raises:
        GlossaryError: the data uses a term that nobody signed, or a stage is signed as something
            its vendor says it is not; the message holds the lines to paste.
        WarehouseError: the raw tables cannot be read.
    """
    found = check_against_data(engine, glossary)
    refuse(found)
    return found


def refuse(found: GlossaryReport) -> None:
    """Raise GlossaryError with the whole list if anything in the report is fatal."""
    if found.is_fatal:
        raise GlossaryError(found.fatal_text, next_step=_PASTE)


def _absent_fields(connection: Connection, glossary: Glossary) -> tuple[str, ...]:
    """Fields that are to prove a stage and that no described object has."""
    described: dict[tuple[str, str], set[str]] = {}
    for system in SYSTEMS:
        for name, field in connection.execute(text(_FIELDS.format(system=system))):
            described.setdefault((system, name), set()).add(field)
    lines = []
    for row in glossary.stage_evidence.rows:
        name, field = row.source.partition(".")[0], named_field(row.system, row.source)
        fields = described.get((row.system, name))
        if fields is None or field is None or field in fields:
            continue
        alike = sorted(other for other in fields if _shares_word(field, other))[:8]
        there = f"; it has {', '.join(alike)}" if alike else ""
        lines.append(
            f"stage_evidence: {row.stage} is to be proved by {row.system} {row.source}, and"
            f" {name} has no such field{there}."
        )
    return tuple(lines)


def _shares_word(field: str, other: str) -> bool:
    words = {word for word in field.removesuffix("__c").split("_") if len(word) > 2}
    return bool(words & set(other.removesuffix("__c").split("_")))

"""The glossary against the data: what nobody signed, what is signed and contradicts the vendors.

Reads the raw layer, changes nothing. Only records that are alive count. What is fatal stops the
run before any model is built; the rest is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from orchestration.errors import GlossaryError, WarehouseError
from orchestration.glossary.evidence_fields import unmatched_evidence
from orchestration.glossary.model import Glossary
from orchestration.glossary.paste import Pasting
from orchestration.glossary.stage_facts import (
    Contradiction,
    StageFacts,
    contradictions,
    read_stage_facts,
)
from orchestration.glossary.terms import UnknownTerm, streams_not_seen, unknown_terms

_PASTE: Final = (
    "Paste these lines under the tables named in the glossary and correct the guesses, or let"
    " `hymnsheet glossary check --write` do it, marked as agreed by nobody yet; then run again."
)
_MATCH: Final = (
    "Correct the entries named in the glossary; one of a field that companies have or have not says"
    " `is_optional: true`."
)


@dataclass(frozen=True)
class GlossaryReport:
    """What a comparison found, and the same in words.

    `unknown`, `contradictions` and `unmatched` (evidence that no record can give) stop a run;
    `unmapped` (sources without a channel, stages without a shared stage, reasons) and
    `absent_fields` (optional evidence that no record can give) are only named. `not_seen` could not
    be compared. `rows` are lines for what is unknown or unmapped, by table of the glossary.
    """

    unknown: tuple[UnknownTerm, ...]
    unmapped: tuple[UnknownTerm, ...]
    contradictions: tuple[Contradiction, ...]
    unmatched: tuple[str, ...]
    absent_fields: tuple[str, ...]
    not_seen: tuple[str, ...]
    rows: Mapping[str, Sequence[str]]
    fatal_text: str
    notice_text: str

    @property
    def is_fatal(self) -> bool:
        """Whether no model may be built on this."""
        return bool(self.unknown or self.contradictions or self.unmatched)


@dataclass(frozen=True)
class Seen:
    """What the raw layer or a vendor shows: terms nobody signed, stages, fields that are not there.

    Two of them add up.

    Attributes:
        unmatched: evidence that can match nothing; absent_fields: such that is optional.
        not_seen: streams with terms that could not be read, and why.
    """

    terms: tuple[UnknownTerm, ...] = ()
    facts: tuple[StageFacts, ...] = ()
    unmatched: tuple[str, ...] = ()
    absent_fields: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()

    def __add__(self, other: Seen) -> Seen:
        return Seen(
            self.terms + other.terms,
            self.facts + other.facts,
            self.unmatched + other.unmatched,
            self.absent_fields + other.absent_fields,
            self.not_seen + other.not_seen,
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
            evidence = list(unmatched_evidence(connection, glossary))
            return Seen(
                tuple(terms),
                tuple(facts),
                unmatched=tuple(one.told for one in evidence if one.is_fatal),
                absent_fields=tuple(one.told for one in evidence if not one.is_fatal),
                not_seen=tuple(streams_not_seen(connection)),
            )
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
    if seen.unmatched:
        fatal += ["Definitions that can match nothing:", *(f"  {one}" for one in seen.unmatched)]
    notices = []
    if unmapped:
        notices += ["Without a channel, a shared stage or a reason:", pasting.unknown(unmapped)]
    notices += seen.absent_fields
    if seen.not_seen:
        notices += ["Could not be seen, and so was not compared:", *seen.not_seen]
    return GlossaryReport(
        unknown=unknown,
        unmapped=unmapped,
        contradictions=tuple(against),
        unmatched=seen.unmatched,
        absent_fields=seen.absent_fields,
        not_seen=seen.not_seen,
        rows=pasting.rows((*unknown, *unmapped)),
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
        only_unmatched = not found.unknown and not found.contradictions
        raise GlossaryError(found.fatal_text, next_step=_MATCH if only_unmatched else _PASTE)

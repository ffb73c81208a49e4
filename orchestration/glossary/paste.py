"""Lines for glossary.yml that a person can paste and correct: what an unknown term may mean.

A guess is taken from what the vendor says of the term (closed, won, probability), else from the
most similar term that the glossary knows; it is never applied by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, get_args

from orchestration.glossary.entry import NOBODY
from orchestration.glossary.model import Glossary
from orchestration.glossary.parts.statuses import LeadMeaning
from orchestration.glossary.stage_facts import Contradiction, Outcome, StageFacts
from orchestration.glossary.terms import UnknownTerm

_LONGEST_TERM: Final = 80
_LISTED: Final = 50
_LIKE: Final = 0.6


def told(value: str) -> str:
    """The value as a message may carry it: messages reach logs and webhooks, addresses may not."""
    if not is_term(value):
        return f"a text of {len(value)} characters that is no term"
    return repr(value)


def is_term(value: str) -> bool:
    """Whether it can be a term at all: short, and no address."""
    return "@" not in value and len(value) <= _LONGEST_TERM


class Pasting:
    """Makes lines for one glossary and what the vendors say about their stages."""

    def __init__(self, glossary: Glossary, facts: Iterable[StageFacts]) -> None:
        self._glossary = glossary
        self._facts: dict[tuple[str, str], StageFacts] = {
            (stage.system, stage.value): stage for stage in facts
        }

    def unknown(self, terms: Sequence[UnknownTerm]) -> str:
        """One block per table of the glossary: what may be said there, and the lines to paste."""
        blocks = []
        for table in dict.fromkeys(term.table for term in terms):
            mine = [term for term in terms if term.table == table]
            key, allowed = self._choices(table)
            lines = [f"{table}: ({key}: {', '.join(allowed)})"]
            lines += [self._line(term) for term in mine[:_LISTED]]
            if len(mine) > _LISTED:
                lines.append(
                    f"    # and {len(mine) - _LISTED} more: `hymnsheet glossary check` lists all"
                )
            blocks.append("\n".join(lines))
        return "\n".join(blocks)

    def rows(self, terms: Sequence[UnknownTerm]) -> dict[str, list[str]]:
        """A row for every term that can be one, by table, with where it stands and who agreed."""
        rows: dict[str, list[str]] = {}
        for term in terms:
            if is_term(term.value):
                remark = " ".join(f"{_where(term)}; {self._why(term)}".split())
                line = f"{self._row(term)}  # agreed_by: {NOBODY}; {remark}"
                rows.setdefault(term.table, []).append(line)
        return rows

    def contradicting(self, found: Sequence[Contradiction]) -> str:
        """What contradicts, with the lines that would not."""
        lines = []
        for one in found:
            facts = one.facts
            row = _row(
                system=facts.system,
                value=facts.value,
                shared_stage=self._shared_stage(facts.outcome, facts.probability),
            )
            lines += [f"  {one.told}", f"    - {row}"]
        return "\n".join(lines)

    def _line(self, term: UnknownTerm) -> str:
        where = _where(term)
        if not is_term(term.value):
            return f"    # {told(term.value)}: {where}"
        return f"    - {self._row(term)}  # {where}; {self._why(term)}"

    def _why(self, term: UnknownTerm) -> str:
        facts = self._facts.get((term.system, term.value))
        if term.table != "opportunity_stages" or facts is None or facts.outcome is None:
            nearest = _most_alike(term.value, self._known(term.table))
            return f"a guess, like {nearest[0]!r}" if nearest else "a guess"
        chance = "" if facts.probability is None else f", probability {facts.probability:g}"
        name = "" if facts.label == facts.value else f"{facts.label}: "
        return f"a guess from {name}{facts.outcome}{chance}"

    def _row(self, term: UnknownTerm) -> str:
        key, _ = self._choices(term.table)
        guess = self._guess(term)
        if term.table == "lifecycle_stages":
            return _row(value=term.value, **{key: guess})
        return _row(system=term.system, value=term.value, **{key: guess})

    def _choices(self, table: str) -> tuple[str, list[str]]:
        """The key that says what a term means, and what it may say."""
        glossary = self._glossary
        match table:
            case "lead_statuses":
                return "meaning", list(get_args(LeadMeaning))
            case "lifecycle_stages":
                return "stage", [*(row.code for row in glossary.stages.rows), "null"]
            case "opportunity_stages":
                stages = sorted(glossary.shared_stages.rows, key=lambda row: row.rank)
                return "shared_stage", [row.code for row in stages]
            case "reason_words":
                return "reason", [row.code for row in glossary.exit_reasons.rows]
            case _:
                return "channel", [row.code for row in glossary.channels.rows]

    def _guess(self, term: UnknownTerm) -> str | None:
        if term.table == "opportunity_stages":
            facts = self._facts.get((term.system, term.value))
            if facts is not None and facts.outcome is not None:
                return self._shared_stage(facts.outcome, facts.probability)
        nearest = _most_alike(term.value, self._known(term.table))
        if nearest is not None:
            return nearest[1] or None
        match term.table:
            case "opportunity_stages":
                return self._shared_stage("open", None)
            case "lead_statuses":
                return "new"
            case "lifecycle_stages":
                return None
            case _:
                return "unmapped"

    def _known(self, table: str) -> list[tuple[str, str]]:
        """What a table knows: words, and what each means."""
        glossary = self._glossary
        match table:
            case "opportunity_stages":
                return [(row.value, row.shared_stage) for row in glossary.opportunity_stages.rows]
            case "lead_statuses":
                return [(row.value, row.meaning) for row in glossary.lead_statuses.rows]
            case "lifecycle_stages":
                return [(row.value, row.stage or "") for row in glossary.lifecycle_stages.rows]
            case "reason_words":
                reasons = [(row.value, row.reason) for row in glossary.reason_words.rows]
                return reasons + [(row.label, row.code) for row in glossary.exit_reasons.rows]
            case _:
                channels = [(row.value, row.channel) for row in glossary.source_channels.rows]
                return channels + [(row.label, row.code) for row in glossary.channels.rows]

    def _shared_stage(self, outcome: Outcome | None, probability: float | None) -> str:
        """The stage of that outcome; an open one by how far its probability is along those."""
        stages = sorted(self._glossary.shared_stages.rows, key=lambda row: row.rank)
        for stage in stages:
            if outcome is not None and stage.outcome == outcome:
                return stage.code
        still_open = [stage.code for stage in stages if stage.outcome is None]
        place = int((probability or 0) * len(still_open))
        return still_open[min(place, len(still_open) - 1)]


def _where(term: UnknownTerm) -> str:
    rows = "row" if term.records == 1 else "rows"
    return f"{term.records} {rows} of {term.system} {term.object}.{term.field}"


def _row(**cells: str | None) -> str:
    """A line of YAML in flow style; a value is quoted, so that NO stays a word."""
    return "{" + ", ".join(f"{key}: {_cell(key, cell)}" for key, cell in cells.items()) + "}"


def _cell(key: str, cell: str | None) -> str:
    if cell is None:
        return "null"
    return json.dumps(cell, ensure_ascii=False) if key == "value" else cell


def _most_alike(value: str, known: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The most similar known word and what it means; None if none is similar."""
    wanted = _words(value)
    best, nearest = 0.0, None
    for other, means in known:
        words = _words(other)
        shared = len(wanted & words) / max(1, min(len(wanted), len(words)))
        likeness = max(shared, SequenceMatcher(None, value.lower(), other.lower()).ratio())
        if likeness > best:
            best, nearest = likeness, (other, means)
    return nearest if best >= _LIKE else None


def _words(value: str) -> set[str]:
    return {
        word for word in value.lower().replace("_", " ").replace("-", " ").split() if len(word) > 2
    }

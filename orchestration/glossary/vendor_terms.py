"""What a vendor's own words mean as long as the glossary does not say: rows of its terms.yml.

A vendor's folder may bring `terms.yml`: table -> rows as glossary.yml has them, without `system`.
A row counts until the glossary has one for the same word of that system; evidence of stages counts
until the glossary has any of that system, since what proves a stage is one definition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from orchestration.errors import GlossaryError
from orchestration.known_names import near
from orchestration.sources.registry import VENDORS

#: Column by which two rows of a table speak of the same word; none where all rows are one matter.
_WORDS: Final[Mapping[str, str | None]] = {
    "stage_evidence": None,
    "lead_statuses": "value",
    "opportunity_stages": "value",
    "source_channels": "value",
    "quote_statuses": "value",
    "contract_statuses": "value",
}


def with_vendor_terms(content: object, read: Callable[[Path], Any]) -> object:
    """A glossary's content with the rows of the vendors that it leaves to speak for themselves.

    Args:
        content: as read from glossary.yml; whatever is no glossary comes back as it is.
        read: how a YAML file is read.

    Raises:
        GlossaryError: a vendor's file says something of a table that it may not.
    """
    if not isinstance(content, dict):
        return content
    for vendor in VENDORS.values():
        if not vendor.terms_path.is_file():
            continue
        for table, rows in _tables(vendor.name, read(vendor.terms_path)).items():
            said = content.get(table)
            if isinstance(said, dict) and isinstance(said.get("rows"), list):
                own = [{"system": vendor.name, **row} for row in rows]
                said["rows"] = [*said["rows"], *_unsaid(said["rows"], own, _WORDS[table])]
    return content


def _tables(vendor: str, terms: Any) -> dict[str, list[dict[str, Any]]]:
    tables = terms if isinstance(terms, dict) else {"": terms}
    for table, rows in tables.items():
        if table not in _WORDS:
            fault = f"{table!r} is no table of it. {near(str(table), _WORDS)}"
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            fault = f"{table} is no list of rows."
        elif missing := [row for row in rows if _WORDS[table] and _WORDS[table] not in row]:
            fault = f"{table}: {missing[0]} has no {_WORDS[table]}."
        else:
            continue
        raise GlossaryError(
            f"{vendor}/terms.yml: {fault}", next_step="Correct it; glossary.yml shows the form."
        )
    return tables


def _unsaid(said: list[Any], own: list[dict[str, Any]], word: str | None) -> list[dict[str, Any]]:
    if not own:
        return []
    taken = {
        _spelt(row.get(word)) if word else ""
        for row in said
        if isinstance(row, dict) and row.get("system") == own[0]["system"]
    }
    return [row for row in own if (_spelt(row[word]) if word else "") not in taken]


def _spelt(value: object) -> str:
    return str(value).strip().casefold().replace("_", " ")

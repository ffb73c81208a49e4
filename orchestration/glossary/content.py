"""What a definition says, as one text, so that two versions of it can be compared."""

from __future__ import annotations

import hashlib
import json

from orchestration.glossary.entry import Entry, Setting, Table


def content_of(entry: Entry) -> str:
    """The value of a setting, or the rows of a table, as JSON.

    Cells that are left out, and signatures under rows, are no part of it. Blank where nothing is
    set: engines read the word null from a seed each in its own way.
    """
    if isinstance(entry, Setting):
        return "" if entry.value is None else json.dumps(entry.value, ensure_ascii=False)
    if not isinstance(entry, Table):
        return ""
    rows = [
        row.model_dump(mode="json", exclude_none=True, exclude=set(row.NO_COLUMNS))
        for row in entry.rows
    ]
    return json.dumps(rows, ensure_ascii=False)


def fingerprint_of(entry: Entry, content: str) -> str:
    """Another one of any other definition: of its sentence, its unit and its content."""
    told = "\n".join((" ".join(entry.definition.split()), entry.unit, content))
    return hashlib.sha256(told.encode()).hexdigest()[:12]

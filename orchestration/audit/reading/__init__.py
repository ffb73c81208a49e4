"""Files of any make as tables of text, with every fault named by file, line and column."""

from __future__ import annotations

from orchestration.audit.reading.notes import Note, Notes
from orchestration.audit.reading.table import Table, UnreadableFileError, read_tables

__all__ = ["Note", "Notes", "Table", "UnreadableFileError", "read_tables"]

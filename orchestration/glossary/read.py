"""From the file people edit to a checked object. Nothing is written here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from orchestration.checked_yaml import checked, load_yaml
from orchestration.errors import GlossaryError
from orchestration.glossary.model import Glossary, SharedStage, Stage
from orchestration.glossary.vendor_terms import with_vendor_terms

GLOSSARY_FILE: Final = "glossary.yml"
#: Ours, beside a company's own: it says what a row of theirs leaves out.
SHIPPED_FILE: Final = "glossary.shipped.yml"
#: What may be left out of a row, by table; older glossaries do.
_OPTIONAL: Final = {
    table: frozenset(name for name, field in row.model_fields.items() if not field.is_required())
    for table, row in (("stages", Stage), ("shared_stages", SharedStage))
}


def read_glossary(project_dir: Path) -> Glossary:
    """The glossary of a dbt project.

    Raises:
        GlossaryError: the file is missing, is not YAML, or says something it may not; the message
            names the entry.
    """
    path = project_dir / GLOSSARY_FILE
    load = partial(load_yaml, error=GlossaryError)
    content = load(path)
    if (project_dir / SHIPPED_FILE).is_file():
        _complete(content, load(project_dir / SHIPPED_FILE))
    return checked(with_vendor_terms(content, load), Glossary, path.name, GlossaryError)


def _complete(content: Any, shipped: Any) -> None:
    """Give the rows of a company's glossary what they leave out and our row of that code says."""
    for table, optional in _OPTIONAL.items():
        ours = {row["code"]: row for row in shipped[table]["rows"]}
        theirs = content.get(table) if isinstance(content, dict) else None
        rows = theirs.get("rows") if isinstance(theirs, dict) else None
        for row in rows if isinstance(rows, list) else ():
            said = ours.get(str(row.get("code")), {}) if isinstance(row, dict) else {}
            for key in optional & said.keys() - row.keys():
                row[key] = said[key]

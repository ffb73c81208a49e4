"""From the file people edit to a checked object. Nothing is written here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

from orchestration.checked_yaml import checked, load_yaml
from orchestration.errors import GlossaryError
from orchestration.glossary.model import Glossary
from orchestration.glossary.vendor_terms import with_vendor_terms

GLOSSARY_FILE: Final = "glossary.yml"
#: Ours, beside a company's own: it says what theirs leaves out.
SHIPPED_FILE: Final = "glossary.shipped.yml"
#: Columns that name a row: one of ours and one of theirs speak of the same.
_NAMES: Final = (("code",), ("stage", "system", "source"))


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
    """Give a company's glossary what it leaves out and ours says.

    Definitions that came with a later release, and of a row what our row of the same name says;
    older glossaries have neither.
    """
    if not isinstance(content, dict):
        return
    settings = content.setdefault("settings", [])
    if isinstance(settings, list):
        said = {setting.get("id") for setting in settings if isinstance(setting, dict)}
        settings += [ours for ours in shipped["settings"] if ours["id"] not in said]
    for table, row_type in Glossary.row_types().items():
        theirs = content.setdefault(table, shipped[table])
        rows = theirs.get("rows") if isinstance(theirs, dict) else None
        fields = row_type.model_fields
        name = next((key for key in _NAMES if fields.keys() >= set(key)), None)
        if isinstance(rows, list) and name is not None:
            optional = {name for name, field in fields.items() if not field.is_required()}
            _complete_rows(rows, shipped[table]["rows"], name, optional)


def _complete_rows(
    rows: list[Any], shipped: list[Any], name: tuple[str, ...], optional: set[str]
) -> None:
    ours = {tuple(str(row[key]) for key in name): row for row in shipped}
    for row in rows:
        if isinstance(row, dict):
            said = ours.get(tuple(str(row.get(key)) for key in name), {})
            for key in optional & said.keys() - row.keys():
                row[key] = said[key]

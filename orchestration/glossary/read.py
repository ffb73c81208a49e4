"""From the file people edit to a checked object. Nothing is written here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from orchestration.checked_yaml import checked, load_yaml
from orchestration.errors import GlossaryError
from orchestration.glossary.model import Glossary
from orchestration.glossary.vendor_terms import with_vendor_terms

GLOSSARY_FILE = "glossary.yml"


def read_glossary(project_dir: Path) -> Glossary:
    """The glossary of a dbt project.

    Raises:
        GlossaryError: the file is missing, is not YAML, or says something it may not; the message
            names the entry.
    """
    path = project_dir / GLOSSARY_FILE
    load = partial(load_yaml, error=GlossaryError)
    return checked(with_vendor_terms(load(path), load), Glossary, path.name, GlossaryError)

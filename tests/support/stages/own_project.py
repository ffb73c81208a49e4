"""The dbt project with a glossary of a company's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import yaml

from orchestration.checked_yaml import load_yaml
from orchestration.compile.build_copy import build_copy
from orchestration.errors import GlossaryError
from orchestration.glossary.overrides import with_overrides
from tests.support.paths import PROJECT


def own_project(folder: Path, definitions: Iterable[str]) -> Path:
    """Ours with these changes of the glossary, in a copy."""
    content = with_overrides(load_yaml(PROJECT / "glossary.yml", GlossaryError), definitions)
    glossary = folder / "glossary.yml"
    glossary.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
    none = folder / "none"
    return build_copy(PROJECT, folder / "copies", glossary, none, none, none)


def proves(stage: str, system: str, source: str) -> str:
    """The change by which a source proves a stage."""
    row = {"stage": stage, "system": system, "source": source, "is_fallback": False}
    return f"stage_evidence+={yaml.safe_dump(row, default_flow_style=True, width=1000).strip()}"

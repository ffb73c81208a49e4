"""What people wrote, read and checked: all that an output is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from orchestration.glossary import Glossary, QualityRules, read_glossary, read_quality_rules
from orchestration.sources.registry import VENDORS
from orchestration.sources.spec import StreamSpec

RULES = Path("models/quality/rules")
CONFORMED = Path("models/conformed")


@dataclass(frozen=True)
class Inputs:
    """Definitions, rules and streams.

    Attributes:
        glossary: the definitions both teams signed.
        rules: what each quality rule says about itself.
        rule_models: the dbt models that hold the rules, by name.
        streams: what each vendor offers, vendors and streams in load order.
        shapes: the conformed shapes that each vendor has a model for, sorted.
    """

    glossary: Glossary
    rules: QualityRules
    rule_models: tuple[str, ...]
    streams: Mapping[str, tuple[StreamSpec, ...]]
    shapes: Mapping[str, tuple[str, ...]]


def read_inputs(project_dir: Path) -> Inputs:
    """Everything that `hymnsheet compile` reads. Raises GlossaryError for a file that is wrong."""
    return Inputs(
        glossary=read_glossary(project_dir),
        rules=read_quality_rules(project_dir),
        rule_models=tuple(sorted(path.stem for path in (project_dir / RULES).glob("*.sql"))),
        streams={name: vendor.specs for name, vendor in VENDORS.items()},
        shapes={vendor: _shapes(project_dir / CONFORMED / vendor, vendor) for vendor in VENDORS},
    )


def _shapes(folder: Path, vendor: str) -> tuple[str, ...]:
    prefix = f"cnf_{vendor}__"
    return tuple(sorted(path.stem.removeprefix(prefix) for path in folder.glob(f"{prefix}*.sql")))

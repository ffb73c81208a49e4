"""Find and read fixes, one SQL and one YAML file each: what sets a rule's findings right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from orchestration.model_files import META, ModelFile, Shape, Text, pairs, read_meta, wrong
from orchestration.rules.model import Rules

#: Where fixes stand in the dbt project.
FIXES: Final = Path("models/quality/fixes")


class FixMeta(Shape):
    """`config.meta`.

    Attributes:
        rule: the id of the rule whose findings it sets right.
        takes: how the right value is known, in words that end "the field takes …".
    """

    rule: Annotated[str, Field(pattern=r"^[A-Z]\d{3}$")]
    takes: Text


class Fix(FixMeta):
    """One fix, with the dbt model that holds it."""

    model: str


def read_fixes(project_dir: Path, rules: Rules) -> tuple[Fix, ...]:
    """Every fix, in order of their rules.

    Args:
        project_dir: the folder of dbt_project.yml.
        rules: the rules that there are.

    Raises:
        DefinitionError: a file is wrong or alone, or its rule is none or has another fix already.
    """
    known = {rule.id for rule in rules.rules if rule.level != "field"}
    fixes: dict[str, Fix] = {}
    for path in pairs(project_dir / FIXES, "a fix"):
        meta = read_meta(path, ModelFile[FixMeta])
        prefix = f"fix_{meta.rule.lower()}_"
        if not path.stem.startswith(prefix):
            raise wrong(path, f"{META}.rule: the files of {meta.rule} are called {prefix}<words>")
        if meta.rule not in known:
            raise wrong(path, f"{META}.rule: no rule about records is called {meta.rule}")
        if meta.rule in fixes:
            raise wrong(path, f"{META}.rule: {fixes[meta.rule].model}.yml sets {meta.rule} right")
        fixes[meta.rule] = Fix(**dict(meta), model=path.stem)
    return tuple(fixes[key] for key in sorted(fixes))

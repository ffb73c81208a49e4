"""Find, read and check rules: those we bring, and a company's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from orchestration.model_files import META, pairs, read_checked, read_meta, wrong
from orchestration.rules.model import Rule, RuleFile, Rules, Shared

#: Where rules stand in the dbt project, a company's own (in a copy of it), what all have in common.
RULES: Final = Path("models/quality/rules")
OWN: Final = RULES / "own"
SHARED: Final = "quality_parameters.yml"


def read_rules(project_dir: Path) -> Rules:
    """Every quality rule.

    Args:
        project_dir: the folder of dbt_project.yml.

    Raises:
        DefinitionError: a file is wrong, is alone, or says what another file says already; the
            message names the file, the key and what was expected.
    """
    shared = read_checked(project_dir / SHARED, Shared)
    rules: dict[str, Rule] = {}
    parameters = dict(shared.parameters)
    for path, is_own in _files(project_dir):
        rule = _read(path, shared, is_own=is_own)
        if rule.id in rules:
            raise wrong(path, f"{META}.id: {rule.id} is that of {rules[rule.id].model}.yml too")
        for name in rule.parameters:
            if name in parameters:
                raise wrong(path, f"{META}.parameters: {name!r} is another number already")
        rules[rule.id] = rule
        parameters.update(rule.parameters)
    return Rules(rules=tuple(rules[key] for key in sorted(rules)), parameters=parameters)


def _files(project_dir: Path) -> Iterator[tuple[Path, bool]]:
    """The YAML file of every rule, and whether it is a company's own."""
    for folder, is_own in ((RULES, False), (OWN, True)):
        yield from ((path, is_own) for path in pairs(project_dir / folder, "a rule"))


def _read(path: Path, shared: Shared, *, is_own: bool) -> Rule:
    meta = read_meta(path, RuleFile)
    prefix = f"rule_{meta.id.lower()}_"
    if not path.stem.startswith(prefix):
        raise wrong(path, f"{META}.id: the files of {meta.id} are called {prefix}<words>")
    if f"'{meta.id}'" not in path.with_suffix(".sql").read_text(encoding="utf-8"):
        raise wrong(path.with_suffix(".sql"), f"no row of it says rule_id '{meta.id}'")
    return Rule(
        **dict(meta),
        model=path.stem,
        severity_weight=shared.severity_weights[meta.severity],
        is_own=is_own,
    )

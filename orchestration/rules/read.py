"""Find, read and check rules: those we bring, and a company's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from orchestration.checked_yaml import ModelT, checked, load_yaml
from orchestration.errors import DefinitionError
from orchestration.rules.model import Rule, RuleFile, Rules, Shared

#: Where rules stand in the dbt project, a company's own (in a copy of it), what all have in common.
RULES: Final = Path("models/quality/rules")
OWN: Final = RULES / "own"
SHARED: Final = "quality_parameters.yml"
_META: Final = "models[0].config.meta"


def read_rules(project_dir: Path) -> Rules:
    """Every quality rule.

    Args:
        project_dir: the folder of dbt_project.yml.

    Raises:
        DefinitionError: a file is wrong, is alone, or says what another file says already; the
            message names the file, the key and what was expected.
    """
    shared = _checked(project_dir / SHARED, Shared)
    rules: dict[str, Rule] = {}
    parameters = dict(shared.parameters)
    for path, is_own in _files(project_dir):
        rule = _read(path, shared, is_own=is_own)
        if rule.id in rules:
            raise _wrong(path, f"{_META}.id: {rule.id} is that of {rules[rule.id].model}.yml too")
        for name in rule.parameters:
            if name in parameters:
                raise _wrong(path, f"{_META}.parameters: {name!r} is another number already")
        rules[rule.id] = rule
        parameters.update(rule.parameters)
    return Rules(rules=tuple(rules[key] for key in sorted(rules)), parameters=parameters)


def _files(project_dir: Path) -> Iterator[tuple[Path, bool]]:
    """The YAML file of every rule, each with its SQL file beside it; and whether it is own."""
    for folder, is_own in ((project_dir / RULES, False), (project_dir / OWN, True)):
        stems = {
            suffix: {path.stem for path in folder.glob(f"*{suffix}")} for suffix in (".yml", ".sql")
        }
        for stem in sorted(stems[".yml"] ^ stems[".sql"]):
            there, lost = (".yml", ".sql") if stem in stems[".yml"] else (".sql", ".yml")
            raise _wrong(folder / f"{stem}{there}", f"a rule is two files; {stem}{lost} is missing")
        yield from ((folder / f"{stem}.yml", is_own) for stem in sorted(stems[".yml"]))


def _read(path: Path, shared: Shared, *, is_own: bool) -> Rule:
    model = _checked(path, RuleFile).models[0]
    meta = model.config.meta
    if model.name != path.stem:
        raise _wrong(path, f"models.name: {model.name!r} is not the name of the file")
    prefix = f"rule_{meta.id.lower()}_"
    if not path.stem.startswith(prefix):
        raise _wrong(path, f"{_META}.id: the files of {meta.id} are called {prefix}<words>")
    if f"'{meta.id}'" not in path.with_suffix(".sql").read_text(encoding="utf-8"):
        raise _wrong(path.with_suffix(".sql"), f"no row of it says rule_id '{meta.id}'")
    return Rule(
        **dict(meta),
        model=model.name,
        severity_weight=shared.severity_weights[meta.severity],
        is_own=is_own,
    )


def _checked(path: Path, model: type[ModelT]) -> ModelT:
    return checked(load_yaml(path, DefinitionError), model, path.name, DefinitionError)


def _wrong(path: Path, what: str) -> DefinitionError:
    return DefinitionError(
        f"{path.name} is invalid:\n  {what}.",
        next_step="Correct it, then run `hymnsheet compile`.",
    )

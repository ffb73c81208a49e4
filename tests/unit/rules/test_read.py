"""A rule is two files that say the same; whatever else is refused, with file, key and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.errors import DefinitionError
from orchestration.rules import OWN, RULES, Rules, read_rules
from tests.support.paths import PROJECT

D001 = "rule_d001_past_close_date"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copy(PROJECT / "quality_parameters.yml", tmp_path)
    (tmp_path / RULES).mkdir(parents=True)
    for suffix in (".yml", ".sql"):
        shutil.copy(PROJECT / RULES / (D001 + suffix), tmp_path / RULES)
    return tmp_path


@pytest.fixture
def own(project: Path) -> Path:
    """A company's one rule of its own: D001 under another name."""
    folder = project / OWN
    folder.mkdir()
    for suffix in (".yml", ".sql"):
        text = (PROJECT / RULES / (D001 + suffix)).read_text(encoding="utf-8")
        text = text.replace("d001", "z001").replace("D001", "Z001")
        (folder / f"rule_z001_past_close_date{suffix}").write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, old: str, new: str, name: str = f"{D001}.yml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(project: Path) -> str:
    with pytest.raises(DefinitionError) as caught:
        read_rules(project)
    assert caught.value.next_step.startswith("Correct ")
    return caught.value.message


def test_the_shipped_rules_are_valid_and_in_order_of_their_ids() -> None:
    rules: Rules = read_rules(PROJECT)
    ids = [rule.id for rule in rules.rules]
    assert ids == sorted(ids)
    assert {"F001", "V001", "X001", "D001", "L001"} <= set(ids)
    assert rules.parameters["grace_days"] == 7
    assert {rule.id: rule.severity_weight for rule in rules.rules}["D001"] == 1


def test_a_company_adds_its_own(project: Path, own: Path) -> None:
    rules = {rule.id: rule for rule in read_rules(project).rules}
    assert {key: rule.is_own for key, rule in rules.items()} == {"D001": False, "Z001": True}
    assert rules["Z001"].model == "rule_z001_past_close_date"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("severity: critical", "severity: awful", "config.meta.severity: Input should be 'minor'"),
        ("        severity: critical\n", "", "config.meta.severity: Field required"),
        (
            "level: record",
            "level: record\n        colour: red",
            "colour: there is no such key",
        ),
        ("id: D001", "id: D002", "config.meta.id: the files of D002 are called rule_d002_<words>"),
        ("name: rule_d001", "name: rule_d002", "is not the name of the file"),
        ("one_of: [false]", "one_of: [false], at_least: 1", "say one of at_least, one_of, none_of"),
        ("column: is_failed", "column: other", "write {column: is_failed, one_of: [false]}"),
        ("[close_date]", "[deals.close_date]", "config.meta.reads[0]: String should match"),
        ("version: 2\n\nmodels", "version: 2\nmodels: []\nmodels", "'models' stands twice"),
    ],
)
def test_a_wrong_key_is_named(project: Path, old: str, new: str, told: str) -> None:
    edit(project / RULES, old, new)
    message = refused(project)
    assert message.startswith(f"{D001}.yml is ")
    assert told in message


@pytest.mark.parametrize(("lost", "left"), [(".yml", ".sql"), (".sql", ".yml")])
def test_half_a_rule_is_refused(project: Path, lost: str, left: str) -> None:
    (project / RULES / (D001 + lost)).unlink()
    assert refused(project) == (
        f"{D001}{left} is invalid:\n  a rule is two files; {D001}{lost} is missing."
    )


def test_an_id_that_is_taken_is_refused(project: Path, own: Path) -> None:
    for suffix in (".yml", ".sql"):
        shutil.copy(project / RULES / (D001 + suffix), own / f"rule_d001_again{suffix}")
    edit(own, f"name: {D001}", "name: rule_d001_again", "rule_d001_again.yml")
    assert (
        f"rule_d001_again.yml is invalid:\n  models[0].config.meta.id: D001 is that of {D001}"
        in (refused(project))
    )


def test_a_number_that_is_taken_is_refused(project: Path) -> None:
    edit(project / RULES, "expect:", "parameters: {min_records: 3}\n        expect:")
    assert "config.meta.parameters: 'min_records' is another number already" in refused(project)


def test_sql_that_gives_another_rule_its_findings_is_refused(project: Path) -> None:
    edit(project / RULES, "'D001'", "'D002'", f"{D001}.sql")
    assert f"{D001}.sql is invalid:\n  no row of it says rule_id 'D001'" in refused(project)


def test_every_severity_weighs_something(project: Path) -> None:
    edit(project, "  minor: 0.25\n", "", "quality_parameters.yml")
    assert "severity_weights: no weight for minor" in refused(project)

"""A company's own rule: two files in its folder, compiled with ours in a copy of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.compile.build_copy import build_copy
from orchestration.errors import DefinitionError
from orchestration.rules import OWN, RULES, read_rules
from tests.support.paths import PROJECT

D001 = "rule_d001_past_close_date"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of rules with one in it: D001 under another name, which reads a field of its own."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for suffix in (".yml", ".sql"):
        text = (PROJECT / RULES / (D001 + suffix)).read_text(encoding="utf-8")
        text = text.replace("d001", "z001").replace("D001", "Z001")
        text = text.replace("[close_date]", "[salesforce.opportunity.due__c]")
        (folder / f"rule_z001_past_close_date{suffix}").write_text(text, encoding="utf-8")
    return folder


def _copy(tmp_path: Path, rules: Path) -> Path:
    nothing = tmp_path / "nothing.yml"
    return build_copy(
        PROJECT, tmp_path / "copies", nothing, rules, waivers=nothing, matches=nothing
    )


def test_an_own_rule_is_compiled_with_ours(tmp_path: Path, rules: Path) -> None:
    copy = _copy(tmp_path, rules)
    own = [rule.id for rule in read_rules(copy).rules if rule.is_own]
    assert own == ["Z001"]
    assert (copy / OWN / "rule_z001_past_close_date.sql").is_file()
    listed = (copy / "macros" / "generated" / "quality_rule_models.sql").read_text("utf-8")
    assert '"rule_z001_past_close_date"' in listed and f'"{D001}"' in listed
    reads = (copy / "seeds" / "generated" / "quality_rule_reads.csv").read_text("utf-8")
    assert "Z001,salesforce,opportunity,due__c\n" in reads


def test_a_file_beside_them_that_is_no_rule_is_not_passed_over(tmp_path: Path, rules: Path) -> None:
    (rules / "idea.sql").write_text("select 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"idea\.sql is invalid:\n  a rule is two files"):
        _copy(tmp_path, rules)


def test_an_id_of_ours_is_refused(tmp_path: Path, rules: Path) -> None:
    for suffix in (".yml", ".sql"):
        path = rules / f"rule_z001_past_close_date{suffix}"
        text = path.read_text(encoding="utf-8").replace("z001_past", "d001_own")
        (rules / f"rule_d001_own_close_date{suffix}").write_text(
            text.replace("Z001", "D001"), encoding="utf-8"
        )
        path.unlink()
    with pytest.raises(DefinitionError, match=f"D001 is that of {D001}"):
        _copy(tmp_path, rules)

"""What the rules are compiled into: seeds, numbers, the list of models; and what they read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.errors import DefinitionError
from orchestration.rules import RULES, read_rules

D001 = "rule_d001_past_close_date.yml"


def _seed(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "seeds" / "generated" / f"{name}.csv").open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_every_rule_is_a_row_with_its_weight_and_its_numbers(project: Path) -> None:
    compile_project(project)
    rows = {row["id"]: row for row in _seed(project, "quality_rules")}
    assert set(rows) == {rule.id for rule in read_rules(project).rules}
    assert (rows["D002"]["severity"], rows["D002"]["severity_weight"]) == ("critical", "1.0")
    assert json.loads(rows["D002"]["parameters"]) == {"grace_days": 7}


def test_what_a_rule_reads_is_a_row_per_field(project: Path) -> None:
    compile_project(project)
    reads = [tuple(row.values()) for row in _seed(project, "quality_rule_reads")]
    assert ("X002", "*", "*", "amount") in reads
    assert ("F001", "*", "*", "*") in reads


def test_every_model_of_a_rule_is_listed(project: Path) -> None:
    compile_project(project)
    macro = (project / "macros" / "generated" / "quality_rule_models.sql").read_text("utf-8")
    for path in (project / RULES).glob("*.sql"):
        assert f'"{path.stem}",' in macro


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("close_day", "no field has that role. Is it 'close_date'"),
        ("hubspot.deal.closedate", "no vendor has an object 'hubspot.deal'. Is it 'hubspot.deals"),
        ("hubspot.deals.closdate", "no stream column is called 'closdate'. Is it 'closedate'"),
        ("hubspot.pipelines.stage_id", "no vendor has an object 'hubspot.pipelines'"),
    ],
)
def test_a_field_that_no_vendor_has_is_named(project: Path, place: str, told: str) -> None:
    path = project / RULES / D001
    text = path.read_text(encoding="utf-8").replace("[close_date]", f"[{place}]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        compile_project(project)
    assert f"{D001}: models[0].config.meta.reads: {place!r}: {told}" in caught.value.message

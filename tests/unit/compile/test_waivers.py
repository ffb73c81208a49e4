"""A company's waivers: each says what, why, who and until when, and names what there is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.errors import DefinitionError
from orchestration.sources.registry import VENDORS

WHY = "reason: agreed with sales\n  owner: ann\n  until: 2026-12-31\n"


def _seed(project: Path) -> list[dict[str, str]]:
    path = project / "seeds" / "generated" / "quality_waivers.csv"
    with path.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _refused(project: Path, text: str) -> str:
    (project / "waivers.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        compile_project(project)
    assert caught.value.next_step.startswith("Correct ")
    return caught.value.message


@pytest.mark.parametrize("text", [None, "", "# nothing yet\n"])
def test_without_waivers_the_seed_has_its_columns_only(project: Path, text: str | None) -> None:
    if text is not None:
        (project / "waivers.yml").write_text(text, encoding="utf-8")
    compile_project(project)
    seed = (project / "seeds" / "generated" / "quality_waivers.csv").read_text(encoding="utf-8")
    assert seed == (
        "waiver,rule_id,source_system,source_object,source_id,field,reason,owner,"
        "waived_from,waived_until\n"
    )


def test_entries_become_rows_in_the_order_of_the_file(project: Path) -> None:
    (project / "waivers.yml").write_text(
        f"- rule: D001\n  {WHY}"
        "- {rule: V001, system: hubspot, object: contacts, record: 0061, field: email,\n"
        "   reason: 'they said \"no\", twice', owner: 007, since: 2026-01-01, until: 2026-01-01}\n",
        encoding="utf-8",
    )
    compile_project(project)
    first, second = _seed(project)
    assert first == {
        **dict.fromkeys(first, ""),
        "waiver": "1",
        "rule_id": "D001",
        "reason": "agreed with sales",
        "owner": "ann",
        "waived_until": "2026-12-31",
    }
    assert second["source_id"] == "0061", "an id of digits is no number"
    assert (second["reason"], second["owner"]) == ('they said "no", twice', "007")
    assert (second["waived_from"], second["waived_until"]) == ("2026-01-01", "2026-01-01")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rule: V001\n", "waivers.yml is invalid:\n  it must be a list of entries"),
        ("- V001\n", "entry 1 (line 1) is invalid:\n  it must be keys with values: rule"),
        ("- rule: [\n", "waivers.yml is not valid YAML"),
        (f"- rule: V001\n  rule: V002\n  {WHY}", "the key 'rule' stands twice"),
        (
            f"# none\n\n- rule: D001\n  {WHY}- reason: x\n  owner: y\n  until: 2026-12-31\n",
            "waivers.yml, entry 2 (line 7) is invalid:\n  rule: is missing; it takes the id",
        ),
        (
            "- rule: V001\n  reason: x\n  owner: y\n",
            "until: is missing; it takes the last day on which it counts, as 2026-12-31",
        ),
        (
            "- {rule: V001, reason: , owner: '', until: 2026-12-31}\n",
            "reason: is missing; it takes why it may stay as it is\n  owner: is missing",
        ),
        (f"- rule: V001\n  feild: email\n  {WHY}", "feild: there is no such key here. Is it 'fiel"),
        (
            "- {rule: V001, reason: x, owner: y, until: next year}\n",
            "until: 'next year' is no day; write it as 2026-12-31",
        ),
        ("- {rule: V001, reason: x, owner: y, until: 20261231}\n", "'20261231' is no day"),
        ("- {rule: V001, reason: x, owner: y, until: 2026-02-30}\n", "until: Input should be a"),
        (
            f"- rule: V001\n  since: 2027-01-01\n  {WHY}",
            "until: 2026-12-31 is before since, 2027-01-01",
        ),
        (f"- rule: V001\n  record: '1'\n  {WHY}", "record says nothing without object"),
        (f"- rule: V001\n  system: hubspot\n  field: email\n  {WHY}", "field says nothing without"),
        (f"- rule: V001\n  object: contacts\n  {WHY}", "object says nothing without system"),
        (
            f"- rule: V001\n  system: hubspt\n  {WHY}",
            "system: there is no system 'hubspt'. Is it 'hubspot'?",
        ),
        (
            f"- rule: V001\n  system: hubspot\n  object: contact\n  {WHY}",
            "object: hubspot has no object 'contact'. Is it 'contacts'",
        ),
        ("- {rule: V001, reason: [x], owner: y, until: 2026-12-31}\n", "reason: Input should be"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_entry_and_key(
    project: Path, text: str, told: str
) -> None:
    assert told in _refused(project, text)


def test_a_rule_that_there_is_not_lists_those_that_there_are(project: Path) -> None:
    said = _refused(project, f"- rule: V01\n  {WHY}")
    assert "rule: there is no rule 'V01'. There are D001, D002" in said
    assert "X002" in said


def test_a_system_that_is_like_none_lists_all(project: Path) -> None:
    said = _refused(project, f"- rule: V001\n  system: zoho\n  {WHY}")
    assert f"There are {', '.join(sorted(VENDORS))}." in said

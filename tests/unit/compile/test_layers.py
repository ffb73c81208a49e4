"""A vendor's models are those that something reads, and none that every vendor has is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.compile import compile_project
from orchestration.compile.inputs import FIELD_ROLES
from orchestration.errors import DefinitionError

HUBSPOT = Path("models/conformed/hubspot")


def refused(project: Path) -> str:
    with pytest.raises(DefinitionError) as caught:
        compile_project(project)
    return str(caught.value)


def test_a_model_of_no_shape_is_named_with_the_shape_that_was_meant(project: Path) -> None:
    persons = project / HUBSPOT / "cnf_hubspot__persons.sql"
    persons.rename(persons.with_name("cnf_hubspot__person.sql"))
    said = refused(project)
    assert f"{HUBSPOT}/cnf_hubspot__person.sql: no shape is 'person'. Is it 'persons'?" in said
    assert f"{HUBSPOT}/cnf_hubspot__persons.sql is missing: every vendor has persons." in said


def test_a_model_with_another_vendors_name_is_named(project: Path) -> None:
    (project / HUBSPOT / "cnf_salesforce__touches.sql").write_text("select 1", encoding="utf-8")
    assert "models here are called cnf_hubspot__<shape>" in refused(project)


def test_a_folder_of_no_vendor_is_named(project: Path) -> None:
    (project / "models" / "conformed" / "hubspt").mkdir()
    assert "no vendor is called 'hubspt'. Is it 'hubspot'?" in refused(project)


def test_a_stream_that_no_model_reads_is_named(project: Path) -> None:
    (project / "models/staging/salesforce/stg_salesforce__leads.sql").unlink()
    assert "stg_salesforce__leads.sql is missing: it reads lead." in refused(project)


@pytest.mark.parametrize(("old", "new"), [("accepted_values", "not_null"), ("values:", "vals:")])
def test_a_shape_without_the_list_of_roles_is_named(project: Path, old: str, new: str) -> None:
    path = project / FIELD_ROLES
    text = path.read_text(encoding="utf-8")
    head, key, tail = text.partition("      - name: field_role\n")
    path.write_text(head + key + tail.replace(old, new, 1), encoding="utf-8")
    assert f"{FIELD_ROLES}: cnf_field_roles has no column field_role" in refused(project)

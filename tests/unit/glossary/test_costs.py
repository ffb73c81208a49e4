"""What the glossary may say of the fields that hold a cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from tests.support.paths import PROJECT

SHIPPED = (PROJECT / "glossary.yml").read_text(encoding="utf-8")
_OWN = "    - {system: salesforce, object: product2, field: unit_cost__c}\n"


def _with(folder: Path, line: str) -> Path:
    assert SHIPPED.count(_OWN) == 1
    (folder / "glossary.yml").write_text(SHIPPED.replace(_OWN, line), encoding="utf-8")
    return folder


def test_a_company_names_its_own_field_of_a_cost(tmp_path: Path) -> None:
    line = "    - {system: salesforce, object: product2, field: landed_cost__c}\n"
    rows = read_glossary(_with(tmp_path, line)).cost_fields.rows
    assert [(row.object, row.field) for row in rows] == [
        ("opportunity_line_item", "unit_cost__c"),
        ("product2", "landed_cost__c"),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (_OWN.replace("unit_cost__c", "Unit_Cost__c"), "write object and field in small letters"),
        (_OWN.replace("product2", "Product2"), "write object and field in small letters"),
        (_OWN.replace("product2", "opportunity_line_item"), "cost_fields"),
        (_OWN + _OWN.replace("unit_cost__c", "other__c"), "cost_fields"),
    ],
)
def test_a_field_in_capitals_or_a_second_one_is_refused(
    tmp_path: Path, line: str, told: str
) -> None:
    with pytest.raises(GlossaryError, match=told):
        read_glossary(_with(tmp_path, line))

"""A few changes on a command line make another glossary, and name what there is where they fail."""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.checked_yaml import load_yaml
from orchestration.errors import GlossaryError
from orchestration.glossary import Glossary
from orchestration.glossary.overrides import with_overrides
from tests.support.paths import PROJECT

CONTENT: Any = load_yaml(PROJECT / "glossary.yml", GlossaryError)


def _tried(*overrides: str) -> Glossary:
    return Glossary.model_validate(with_overrides(CONTENT, overrides))


def test_a_setting_is_changed_and_the_content_is_left_as_it_was() -> None:
    before = repr(CONTENT)
    settings = {one.id: one.value for one in _tried("recycle_idle_days.value=90").settings}
    assert settings["recycle_idle_days"] == 90
    assert repr(CONTENT) == before


def test_a_cell_a_new_row_and_a_row_less() -> None:
    tried = _tried(
        "stage_evidence[MQL, salesforce].source=lead.score__c>=60",
        "lead_statuses[salesforce, Working].meaning=qualified",
        "stage_evidence+={stage: MQL, system: hubspot, source: 'contacts.hubspotscore>=60',"
        " is_fallback: false}",
        "stage_evidence-=MQL, contacts.lifecyclestage=marketingqualifiedlead",
        "lead_statuses+={system: hubspot, value: 'NO', meaning: disqualified}",
        "lead_statuses[hubspot, NO].value=YES",
    )
    sources = [row.source for row in tried.stage_evidence.rows if row.stage == "MQL"]
    assert {"lead.score__c>=60", "contacts.hubspotscore>=60"} < set(sources)
    assert not {"lead.mql_date__c", "contacts.lifecyclestage=marketingqualifiedlead"} & set(sources)
    meanings = {(row.system, row.value): row.meaning for row in tried.lead_statuses.rows}
    assert meanings["salesforce", "Working"] == "qualified"
    assert meanings["hubspot", "YES"] == "disqualified"


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("recycle_days.value=90", "Is it 'recycle_idle_days'"),
        ("stage_evidense+={}", "Is it 'stage_evidence'"),
        ("stage_evidence[MQL].source=x", "rows of stage_evidence have 'MQL'"),
        ("stage_evidence[MQL, salesforc].source=x", "Is it 'salesforce'"),
        ("stage_evidence[MQL, salesforce].sauce=x", "Is it 'source'"),
        ("stage_evidence+=MQL", "is no row"),
        ("stage_evidence+={a: [}", "cannot be read"),
        ("sixty", "is no change of a definition"),
    ],
)
def test_what_cannot_be_changed_says_what_there_is(override: str, told: str) -> None:
    with pytest.raises(GlossaryError) as raised:
        with_overrides(CONTENT, [override])
    assert told in raised.value.message
    assert "TABLE[CELLS].COLUMN=V" in raised.value.next_step

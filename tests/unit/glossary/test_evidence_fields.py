"""Evidence that no record can ever give stops a run, with the nearest of what there is."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from orchestration.glossary import Glossary, check_against_data
from tests.support.raw_terms import GLOSSARY, insert, refusal


def test_evidence_that_no_record_can_give_is_named_with_what_exists(engine: Engine) -> None:
    insert(
        engine,
        "raw_salesforce._fields",
        "('lead', 'mql_on__c'), ('lead', 'status')",
        "object, field",
    )
    (line, *_) = [
        one for one in check_against_data(engine, GLOSSARY).absent_fields if "mql_date__c" in one
    ]
    assert line == (
        "stage_evidence: MQL is to be proved by salesforce lead.mql_date__c,"
        " and lead has no such field; it has mql_on__c, status."
    )


def _with_evidence(source: str, system: str = "salesforce") -> Glossary:
    content = GLOSSARY.model_dump()
    row = {"stage": "MQL", "system": system, "source": source, "is_fallback": False}
    content["stage_evidence"]["rows"].append(row)
    return Glossary.model_validate(content)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("lead.mql_onn__c", "lead has no such field; it has mql_on__c, "),
        ("lead.score__c", "score__c is no date but number: say lead.score__c=value, or >=number"),
        ("lead.status>=5", "status is no number but text: say lead.status=value"),
        ("lead.status=Redy", "'Redy' is no value of status; it may be Ready, New"),
    ],
)
def test_a_definition_that_no_record_can_fulfil_stops_a_run(
    engine: Engine, source: str, told: str
) -> None:
    insert(
        engine,
        "raw_salesforce._fields",
        "('lead', 'mql_on__c', 'date'), ('lead', 'Status', 'text'), ('lead', 'Score__c', 'number')",
        "object, field, column_type",
    )
    insert(
        engine,
        "raw_salesforce._field_options",
        "('lead', 'Status', 'New'), ('lead', 'Status', 'Ready')",
        "object, field, value",
    )
    message = refusal(engine, _with_evidence(source))
    assert f"MQL is to be proved by salesforce {source}, and {told}" in message
    for fulfilled in ("lead.mql_on__c", "lead.score__c>=40", "lead.status=Ready"):
        assert not check_against_data(engine, _with_evidence(fulfilled)).unmatched


def test_a_value_that_only_a_history_remembers_can_be_fulfilled(engine: Engine) -> None:
    insert(
        engine, "raw_salesforce._fields", "('lead', 'Status', 'text')", "object, field, column_type"
    )
    insert(
        engine, "raw_salesforce._field_options", "('lead', 'Status', 'New')", "object, field, value"
    )
    once = _with_evidence("lead.status=Contacted")
    assert check_against_data(engine, once).unmatched
    insert(
        engine,
        "raw_salesforce.lead_history",
        "('Status', 'Contacted', 'New')",
        "field, oldvalue, newvalue",
    )
    assert not check_against_data(engine, once).unmatched


def _with_rule(**said: str) -> Glossary:
    content = GLOSSARY.model_dump()
    content["lead_type_rules"]["rows"].append({"lead_type": "hand_raiser", **said})
    return Glossary.model_validate(content)


def test_a_kind_of_lead_that_no_record_can_be_of_stops_a_run(engine: Engine) -> None:
    fields = "('lead', 'Score__c', 'number'), ('lead', 'Tier__c', 'text')"
    insert(engine, "raw_salesforce._fields", fields, "object, field, column_type")
    told = "lead_type_rules: hand_raiser is to be told by salesforce"
    rule = _with_rule(system="salesforce", source="lead.scor__c>=80")
    expected = f"{told} lead.scor__c>=80, and lead has no such field; it has score__c, tier__c."
    assert expected in refusal(engine, rule)
    rule = _with_rule(system="salesforce", source="lead.tier__c>=80")
    assert "tier__c is no number but text" in refusal(engine, rule)
    rule = _with_rule(system="salesforce", source="lead.score__c>=80")
    assert not check_against_data(engine, rule).unmatched


def test_a_form_that_nobody_has_stops_a_run_where_there_are_others(engine: Engine) -> None:
    rule = _with_rule(system="hubspot", form="Request a Demo")
    assert not check_against_data(engine, rule).unmatched
    assert "none that could be read" in check_against_data(engine, rule).notice_text
    insert(engine, "raw_hubspot.forms", "('Ask for a demo'), ('Newsletter')", "name")
    message = refusal(engine, rule)
    assert "form 'Request a Demo', and no form is called so; there is Ask for a demo, " in message
    insert(engine, "raw_hubspot.forms", "(' Request a demo ')", "name")
    assert not check_against_data(engine, rule).unmatched

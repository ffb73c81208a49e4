"""Addresses of records: only https, only known objects, ids always encoded."""

from __future__ import annotations

import pytest

from orchestration.errors import ConfigError
from orchestration.report import LinkTemplates

SALESFORCE = "https://acme.lightning.force.com/lightning/r/{object}/{id}/view"
HUBSPOT = "https://app-eu1.hubspot.com/contacts/123/record/{object_type_id}/{id}"


def test_each_system_fills_its_own_template() -> None:
    links = LinkTemplates(salesforce_record=SALESFORCE, hubspot_record=HUBSPOT)
    assert links.record("salesforce", "opportunity", "006A") == (
        "https://acme.lightning.force.com/lightning/r/Opportunity/006A/view"
    )
    assert links.record("hubspot", "deals", "42") == (
        "https://app-eu1.hubspot.com/contacts/123/record/0-3/42"
    )


def test_an_unknown_object_or_system_has_no_address() -> None:
    links = LinkTemplates(salesforce_record=SALESFORCE)
    assert links.record("salesforce", "secret__c", "1") is None
    assert links.record("hubspot", "deals", "1") is None
    assert links.record("files", "spend", "1") is None


def test_an_id_cannot_break_out_of_the_address() -> None:
    url = LinkTemplates(salesforce_record=SALESFORCE).record(
        "salesforce", "lead", '"/../x?{object}'
    )
    assert url == (
        "https://acme.lightning.force.com/lightning/r/Lead/%22%2F..%2Fx%3F%7Bobject%7D/view"
    )


@pytest.mark.parametrize("template", ["javascript:alert({id})", "http://crm/{id}", "https://crm/"])
def test_a_template_that_is_not_https_or_has_no_id_is_refused(template: str) -> None:
    with pytest.raises(ConfigError, match="hubspot_record"):
        LinkTemplates(hubspot_record=template)

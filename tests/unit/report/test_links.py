"""Addresses of records: only https, only known objects, ids always encoded."""

from __future__ import annotations

import pytest

from orchestration.errors import ConfigError
from orchestration.report import LinkTemplates

SALESFORCE = "https://acme.lightning.force.com/lightning/r/{object}/{id}/view"
HUBSPOT = "https://app-eu1.hubspot.com/contacts/123/record/{object}/{id}"


def test_each_system_fills_its_own_template() -> None:
    links = LinkTemplates({"salesforce": SALESFORCE, "hubspot": HUBSPOT})
    assert links.record("salesforce", "opportunity", "006A") == (
        "https://acme.lightning.force.com/lightning/r/Opportunity/006A/view"
    )
    assert links.record("hubspot", "deals", "42") == (
        "https://app-eu1.hubspot.com/contacts/123/record/0-3/42"
    )


def test_an_unknown_object_or_system_has_no_address() -> None:
    links = LinkTemplates({"salesforce": SALESFORCE})
    assert links.record("salesforce", "secret__c", "1") is None
    assert links.record("hubspot", "deals", "1") is None
    assert links.record("files", "spend", "1") is None


def test_an_account_says_where_its_records_open() -> None:
    links = LinkTemplates.of_accounts(
        {
            "hubspot": "https://app-eu1.hubspot.com/contacts/14599",
            "salesforce": "https://acme--uat.sandbox.my.salesforce.com",
        }
    )
    assert links.record("hubspot", "contacts", "101") == (
        "https://app-eu1.hubspot.com/contacts/14599/record/0-1/101"
    )
    assert links.record("salesforce", "lead", "00Q5g00000A0001AAA") == (
        "https://acme--uat.sandbox.my.salesforce.com/lightning/r/Lead/00Q5g00000A0001AAA/view"
    )


@pytest.mark.parametrize(
    "address",
    [None, "", "http://crm.example", "javascript:alert(1)", "https://x.example/{id}",
     'https://x.example/"onclick', "https://user:secret@x.example", "https://x.example?a=1"],
)  # fmt: skip
def test_an_address_that_is_not_plain_https_makes_no_links(address: str | None) -> None:
    links = LinkTemplates.of_accounts({"hubspot": address, "salesforce": address})
    assert links == LinkTemplates()


def test_an_id_of_dots_has_no_address() -> None:
    links = LinkTemplates({"salesforce": SALESFORCE})
    assert links.record("salesforce", "lead", "..") is None
    assert links.record("salesforce", "lead", "") is None


def test_an_id_cannot_break_out_of_the_address() -> None:
    url = LinkTemplates({"salesforce": SALESFORCE}).record("salesforce", "lead", '"/../x?{object}')
    assert url == (
        "https://acme.lightning.force.com/lightning/r/Lead/%22%2F..%2Fx%3F%7Bobject%7D/view"
    )


@pytest.mark.parametrize("template", ["javascript:alert({id})", "http://crm/{id}", "https://crm/"])
def test_a_template_that_is_not_https_or_has_no_id_is_refused(template: str) -> None:
    with pytest.raises(ConfigError, match="hubspot"):
        LinkTemplates({"hubspot": template})

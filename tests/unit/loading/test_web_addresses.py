"""A written address leads to the domain that somebody registered, or to none."""

from __future__ import annotations

import pytest

from orchestration.loading.web_addresses import host_of, registered_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("HTTPS://www.Acme.co.uk:443/de?x=a@b.com#y", "acme.co.uk"),
        ("http://user:secret@shop.acme.com/", "acme.com"),
        ("acme.com, acme.de", "acme.com"),
        ("http:\\\\acme.com\\x", "acme.com"),
        ("https://https://acme.com", "acme.com"),
        ("mailto:info@acme.com", "acme.com"),
        ("acme.com.", "acme.com"),
        ("\u200bacme.com", "acme.com"),
        ("acme\u3002com", "acme.com"),
        ("under_score.acme.com", "acme.com"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("XN--MNCHEN-3YA.DE", "xn--mnchen-3ya.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("leedsward.nhs.uk", "leedsward.nhs.uk"),
        ("a.b.or.jp", "b.or.jp"),
        ("a.b.govt.nz", "b.govt.nz"),
        ("a.city.kobe.jp", "city.kobe.jp"),
        ("a.b.ck", "a.b.ck"),
        ("www.ck", None),
        ("shop.myshopify.com/products", "shop.myshopify.com"),
        ("x.y.github.io", "y.github.io"),
        ("quux.example", "quux.example"),
        ("co.uk", None),
        ("www.nhs.uk", None),
        ("github.io", None),
        ("127.0.0.1", None),
        ("http://10.0.0.1:8080/x", None),
        ("http://[::1]/", None),
        ("intranet", None),
        ("http://", None),
        ("n/a", None),
        ("3.14", None),
        ("a..b", None),
    ],
)
def test_an_address_leads_to_the_domain_that_somebody_registered(
    address: str, domain: str | None
) -> None:
    host = host_of(address)
    assert (None if host is None else registered_domain(host)) == domain

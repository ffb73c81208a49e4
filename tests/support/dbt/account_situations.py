"""Companies that share a domain or a name, and which of them are one."""

from __future__ import annotations

from tests.support.dbt.situations import Situation, apart, one

#: (object, name, address, country)
ACCOUNTS = (
    apart(
        "hosts under a public suffix",
        ("companies", "Barts Clinic", "bartsclinic.nhs.uk", ""),
        ("companies", "Leeds Ward", "leedsward.nhs.uk", ""),
    ),
    apart(
        "the public suffix itself",
        ("companies", "One", "https://www.or.jp/one", ""),
        ("account", "One", "or.jp", ""),
    ),
    apart(
        "shops below a shop builder",
        ("companies", "Tea", "tea.myshopify.com", ""),
        ("account", "Tea", "coffee.myshopify.com", ""),
    ),
    one(
        "one shop of a shop builder in both systems",
        ("companies", "Soap & Co.", "https://soap.myshopify.com/products/1", ""),
        ("account", "Soap", "SOAP.myshopify.com.", ""),
    ),
    apart(
        "pages of a code host",
        ("companies", "Ada Tools", "ada.github.io", ""),
        ("companies", "Ada Tools", "bob.github.io/ada", ""),
    ),
    one(
        "one page of a code host",
        ("companies", "Cy", "cy.github.io/x", ""),
        ("account", "Cy", "https://cy.github.io/y", ""),
    ),
    apart(
        "blogs under a suffix that left the list",
        ("companies", "Blog", "eins.blogspot.de", ""),
        ("companies", "Blog", "zwei.blogspot.de", ""),
    ),
    one(
        "one site of a site builder with labels",
        ("companies", "Bakery", "www.bakery.wordpress.com", ""),
        ("account", "Bakery", "http://bakery.wordpress.com/about", ""),
    ),
    apart(
        "two sites of a site builder with labels",
        ("companies", "Florist", "rose.jimdosite.com", ""),
        ("companies", "Florist", "lily.jimdosite.com", ""),
    ),
    *(
        apart(
            f"pages at {host}",
            ("companies", "Same Name", f"https://www.{host}/one", ""),
            ("account", "Same Name", f"{host}/two", ""),
        )
        for host in (
            "facebook.com",
            "de-de.facebook.com",
            "linkedin.com",
            "instagram.com",
            "sites.google.com",
            "etsy.com",
            "linktr.ee",
            "yelp.com",
            "youtube.com",
            "wixsite.com",
        )
    ),
    apart(
        "free mail and throw-away mail as a domain",
        ("companies", "Shop", "gmail.com", ""),
        ("companies", "Shop", "gmail.com", ""),
        ("companies", "Shop", "mail.ru", ""),
        ("account", "Shop", "mail.ru", ""),
        ("companies", "Shop", "mailinator.com", ""),
        ("account", "Shop", "mailinator.com", ""),
    ),
    apart(
        "IP addresses and bare words",
        ("companies", "Plant", "10.0.0.1", ""),
        ("account", "Plant", "http://10.0.0.1:8080/", ""),
        ("companies", "Plant", "intranet", ""),
        ("account", "Plant", "http://intranet/x", ""),
    ),
    one(
        "one domain in many spellings",
        ("companies", "Brix AG", "BRIX.co.at", "Austria"),
        ("account", "Brix", "https://user@shop.brix.co.at:8443/de/?q=a@b.com", "AT"),
    ),
    one(
        "an international domain in both spellings",
        ("companies", "Müller Söhne", "müller-söhne.de", ""),
        ("account", "Mueller Soehne", "www.xn--mller-shne-kcb9d.de", ""),
    ),
    one(
        "legal forms, accents and capitals",
        ("companies", "Café Crème S.A.R.L.", "cafe-creme.fr", "France"),
        ("account", "CAFE CREME", "cafe-creme.fr", "FR"),
    ),
    one(
        "a company named after its domain before anybody named it",
        ("companies", "quarry.dev", "quarry.dev", ""),
        ("account", "Stone Works", "quarry.dev", ""),
    ),
    apart(
        "one domain, two countries",
        ("companies", "Example AB", "brand.nordlicht.se", "Sweden"),
        ("companies", "Example S.r.l.", "brand.nordlicht.se", "Italy"),
    ),
    one(
        "one country in two spellings",
        ("companies", "Polder", "polder.nl", "Holland"),
        ("account", "Polder B.V.", "polder.nl", "Netherlands"),
    ),
    apart(
        "one domain, two names",
        ("companies", "Vale Energy", "vale-group.com", ""),
        ("account", "Vale Water", "vale-group.com", ""),
    ),
    apart(
        "an agency's domain on its clients",
        ("companies", "Client One", "agency.io", ""),
        ("companies", "Client Two", "agency.io", ""),
        ("companies", "Client Three", "agency.io", ""),
    ),
    apart(
        "two Salesforce accounts of one name",
        ("account", "Twin", "twin.com", ""),
        ("account", "Twin", "twin.com", ""),
    ),
    apart(
        "a company that fits two Salesforce accounts",
        ("companies", "Fork", "fork.com", ""),
        ("account", "Fork", "fork.com", ""),
        ("account", "Fork", "fork.com", ""),
    ),
    Situation(
        "a company that fits one of two Salesforce accounts",
        {
            "a": ("companies", "Pick Left", "pick.com", ""),
            "b": ("account", "Pick Left", "pick.com", ""),
            "c": ("account", "Right Pick Turn", "pick.com", ""),
        },
        "a b|c",
    ),
    Situation(
        "two branches that each fit the parent only",
        {
            "a": ("companies", "Trunk", "trunk.com", ""),
            "b": ("companies", "Trunk Wood", "trunk.com", ""),
            "c": ("companies", "Trunk Leaf", "trunk.com", ""),
            "d": ("companies", "Trunk Leaf Ltd", "trunk.com", ""),
        },
        "a|b|c d",
    ),
    one(
        "duplicates in HubSpot",
        ("companies", "Echo Inc.", "echo-echo.com", "US"),
        ("companies", "Echo", "www.echo-echo.com", ""),
    ),
    one(
        "a name written with and without a blank",
        ("companies", "Water Works", "waterworks.org", ""),
        ("account", "Waterworks", "waterworks.org", ""),
    ),
    apart(
        "a domain of everybody",
        *(("companies", "Crowd", "crowd-hosting.net", "") for _ in range(22)),
    ),
)

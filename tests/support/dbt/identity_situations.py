"""Situations in which records share a domain, a mailbox or an id, and who they really are.

Each is a few records of its own: nothing in one may be joined to anything in another.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from tests.support.dbt.build import Rows

Groups = frozenset[frozenset[str]]


class Situation(NamedTuple):
    """Records by short name, and the groups they make; the groups name every record once."""

    title: str
    records: dict[str, tuple[str, ...]]
    groups: str

    def wanted(self) -> Groups:
        return frozenset(frozenset(group.split()) for group in self.groups.split("|"))


def _apart(title: str, *records: tuple[str, ...]) -> Situation:
    named = dict(zip("abcdefghijklmnopqrstuvwxyz", records, strict=False))
    return Situation(title, named, "|".join(named))


def _one(title: str, *records: tuple[str, ...]) -> Situation:
    return _apart(title, *records)._replace(groups=" ".join("abcdefgh"[: len(records)]))


#: (object, name, address, country)
ACCOUNTS = (
    _apart(
        "hosts under a public suffix",
        ("companies", "Barts Clinic", "bartsclinic.nhs.uk", ""),
        ("companies", "Leeds Ward", "leedsward.nhs.uk", ""),
    ),
    _apart(
        "the public suffix itself",
        ("companies", "One", "https://www.or.jp/one", ""),
        ("account", "One", "or.jp", ""),
    ),
    _apart(
        "shops below a shop builder",
        ("companies", "Tea", "tea.myshopify.com", ""),
        ("account", "Tea", "coffee.myshopify.com", ""),
    ),
    _one(
        "one shop of a shop builder in both systems",
        ("companies", "Soap & Co.", "https://soap.myshopify.com/products/1", ""),
        ("account", "Soap", "SOAP.myshopify.com.", ""),
    ),
    _apart(
        "pages of a code host",
        ("companies", "Ada Tools", "ada.github.io", ""),
        ("companies", "Ada Tools", "bob.github.io/ada", ""),
    ),
    _one(
        "one page of a code host",
        ("companies", "Cy", "cy.github.io/x", ""),
        ("account", "Cy", "https://cy.github.io/y", ""),
    ),
    _apart(
        "blogs under a suffix that left the list",
        ("companies", "Blog", "eins.blogspot.de", ""),
        ("companies", "Blog", "zwei.blogspot.de", ""),
    ),
    _one(
        "one site of a site builder with labels",
        ("companies", "Bakery", "www.bakery.wordpress.com", ""),
        ("account", "Bakery", "http://bakery.wordpress.com/about", ""),
    ),
    _apart(
        "two sites of a site builder with labels",
        ("companies", "Florist", "rose.jimdosite.com", ""),
        ("companies", "Florist", "lily.jimdosite.com", ""),
    ),
    *(
        _apart(
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
    _apart(
        "free mail and throw-away mail as a domain",
        ("companies", "Shop", "gmail.com", ""),
        ("companies", "Shop", "gmail.com", ""),
        ("companies", "Shop", "mail.ru", ""),
        ("account", "Shop", "mail.ru", ""),
        ("companies", "Shop", "mailinator.com", ""),
        ("account", "Shop", "mailinator.com", ""),
    ),
    _apart(
        "IP addresses and bare words",
        ("companies", "Plant", "10.0.0.1", ""),
        ("account", "Plant", "http://10.0.0.1:8080/", ""),
        ("companies", "Plant", "intranet", ""),
        ("account", "Plant", "http://intranet/x", ""),
    ),
    _one(
        "one domain in many spellings",
        ("companies", "Brix AG", "BRIX.co.at", "Austria"),
        ("account", "Brix", "https://user@shop.brix.co.at:8443/de/?q=a@b.com", "AT"),
    ),
    _one(
        "an international domain in both spellings",
        ("companies", "Müller Söhne", "müller-söhne.de", ""),
        ("account", "Mueller Soehne", "www.xn--mller-shne-kcb9d.de", ""),
    ),
    _one(
        "legal forms, accents and capitals",
        ("companies", "Café Crème S.A.R.L.", "cafe-creme.fr", "France"),
        ("account", "CAFE CREME", "cafe-creme.fr", "FR"),
    ),
    _one(
        "a company named after its domain before anybody named it",
        ("companies", "quarry.dev", "quarry.dev", ""),
        ("account", "Stone Works", "quarry.dev", ""),
    ),
    _apart(
        "one domain, two countries",
        ("companies", "Example AB", "brand.nordlicht.se", "Sweden"),
        ("companies", "Example S.r.l.", "brand.nordlicht.se", "Italy"),
    ),
    _one(
        "one country in two spellings",
        ("companies", "Polder", "polder.nl", "Holland"),
        ("account", "Polder B.V.", "polder.nl", "Netherlands"),
    ),
    _apart(
        "one domain, two names",
        ("companies", "Vale Energy", "vale-group.com", ""),
        ("account", "Vale Water", "vale-group.com", ""),
    ),
    _apart(
        "an agency's domain on its clients",
        ("companies", "Client One", "agency.io", ""),
        ("companies", "Client Two", "agency.io", ""),
        ("companies", "Client Three", "agency.io", ""),
    ),
    _apart(
        "two Salesforce accounts of one name",
        ("account", "Twin", "twin.com", ""),
        ("account", "Twin", "twin.com", ""),
    ),
    _apart(
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
    _one(
        "duplicates in HubSpot",
        ("companies", "Echo Inc.", "echo-echo.com", "US"),
        ("companies", "Echo", "www.echo-echo.com", ""),
    ),
    _one(
        "a name written with and without a blank",
        ("companies", "Water Works", "waterworks.org", ""),
        ("account", "Waterworks", "waterworks.org", ""),
    ),
    _apart(
        "a domain of everybody",
        *(("companies", "Crowd", "crowd-hosting.net", "") for _ in range(22)),
    ),
)

#: (object, first name, last name, e-mail)
PEOPLE = (
    _apart(
        "two people behind office@",
        ("contacts", "Amir", "Shah", "office@kline.com"),
        ("lead", "Bea", "Tor", "office@kline.com"),
    ),
    _apart(
        "two people behind a plain address",
        ("contacts", "Anna", "Meyer", "meyer@family.com"),
        ("contacts", "Peter", "Meyer", "meyer@family.com"),
    ),
    _one(
        "one person behind office@",
        ("contacts", "Cora", "Lund", "office@solo.com"),
        ("lead", "CORA", "LUND", "Office@Solo.com"),
    ),
    _apart(
        "nobody's name behind info@",
        ("contacts", "", "", "info@bare.com"),
        ("lead", "", "", "info@bare.com"),
        ("lead", "Dan", "Roe", "info@bare.com"),
    ),
    *(
        _apart(
            f"the mailbox {mailbox}@",
            ("contacts", "", "", f"{mailbox}@role.com"),
            ("contact", "Ed", "Poe", f"{mailbox}@role.com"),
        )
        for mailbox in (
            "sales",
            "kontakt",
            "no-reply",
            "info.de",
            "office-berlin",
            "support+x",
            "hr1",
        )
    ),
    _apart(
        "a mailbox that anybody opens",
        ("contacts", "", "", "joe@mailinator.com"),
        ("lead", "Joe", "Doe", "joe@mailinator.com"),
    ),
    *(
        _one(
            f"{first} {last} and {other} {more}",
            ("contacts", first, last, email),
            ("lead", other, more, email),
        )
        for first, last, other, more, email in (
            ("Robert", "Stone", "Bob", "Stone", "n1@x.com"),
            ("Liz", "Stone", "Elizabeth", "Stone", "n2@x.com"),
            ("Bill", "Stone", "Will", "Stone", "n3@x.com"),
            ("Hans", "Stein", "Johannes", "Stein", "n4@x.com"),
            ("José", "Núñez", "JOSE", "NUNEZ", "n5@x.com"),
            ("Jürgen", "Groß", "Juergen", "Gross", "n6@x.com"),
            ("Renée", "Stone", "Rene\u0301e", "Stone", "n7@x.com"),
            ("Meyer", "Anna", "Anna", "Meyer", "n8@x.com"),
            ("A.", "Meyer", "Anna", "Meyer", "n9@x.com"),
            ("", "Meyer", "Anna", "Meyer", "n10@x.com"),
            ("Anna", "", "Anna", "Meyer", "n11@x.com"),
            ("", "", "Anna", "Meyer", "n12@x.com"),
            ("Anna Maria", "Meyer", "Anna", "Meyer", "n13@x.com"),
            ("Anna", "Meyer-Schulz", "Anna", "Schulz", "n14@x.com"),
            ("Dr. Anna", "Meyer", "Anna", "Meyer PhD", "n15@x.com"),
            ("test", "asdf", "Anna", "Meyer", "n16@x.com"),
            ("Anna", "[not provided]", "Anna", "Meyer", "n17@x.com"),
            ("Alex", "Stone", "Alexander", "Stone", "n18@x.com"),
            ("Jan", "van der Berg", "Jan", "Berg", "n19@x.com"),
            ("Anna Meyer", "", "Anna", "Meyer", "n20@x.com"),
            ("ИВАН", "ПЕТРОВ", "Иван", "Петров", "n21@x.com"),
            ("太郎", "田中", "Taro", "Tanaka", "n22@x.com"),
            ("Sean", "O'Neil", "Sean", "ONeil", "n23@x.com"),
            ("Annamaria", "Stone", "Anna Maria", "Stone", "n24@x.com"),
            ("ŁUKASZ", "Żak", "Lukasz", "Zak", "n25@x.com"),
        )
    ),
    *(
        _apart(
            f"{first} {last} and {other} {more}",
            ("contacts", first, last, email),
            ("lead", other, more, email),
        )
        for first, last, other, more, email in (
            ("Anna", "Meyer", "Berta", "Meyer", "p1@x.com"),
            ("Anna", "Meyer", "Anna", "Schmidt", "p2@x.com"),
            ("B.", "Meyer", "Anna", "Meyer", "p3@x.com"),
            ("Иван", "Петров", "Пётр", "Сидоров", "p4@x.com"),
            ("Christopher", "Null", "Jennifer", "Null", "p5@x.com"),
            ("Jan", "de Vries", "Piet", "Jansen", "p6@x.com"),
        )
    ),
    *(
        _one(
            f"{spelling} is an address",
            ("contacts", "Gil", "Roth", address),
            ("lead", "Gil", "Roth", spelling),
        )
        for spelling, address in (
            (" Gil@Roth.com ", "gil@roth.com"),
            ("mailto:gil2@roth.com", "gil2@roth.com"),
            ("Gil Roth <gil3@roth.com>", "gil3@roth.com"),
            ("gil4@roth.com.invalid", "gil4@roth.com"),
            ("'gil5@roth.com", "gil5@roth.com"),
            ("gil6@roth.com;", "gil6@roth.com"),
            ("GİL7@ROTH.COM".replace("İ", "I"), "gil7@roth.com"),
            ("ÉMILE8@ROTH.COM", "émile8@roth.com"),
            ("gil9@roth.com, gil99@roth.com", "gil9@roth.com"),
            ("gil10=roth.com@example.com", "gil10@roth.com"),
            ("ΓΙΛ@ROTH.COM", "γιλ@roth.com"),
            ("\tgil11@roth.com\r\n", "gil11@roth.com"),
        )
    ),
    Situation(
        "a mailbox without a name fits both of two people",
        {
            "a": ("contacts", "", "", "desk@pair.com"),
            "b": ("contact", "Ann", "Lee", "desk7x@pair.com"),
            "c": ("lead", "", "", "x7@pair.com"),
            "d": ("contact", "Ann", "Lee", "x7@pair.com"),
            "e": ("contact", "Tom", "Fox", "x7@pair.com"),
            "f": ("lead", "Tommy", "Fox", "x7@pair.com"),
        },
        "a|b|c|d|e f",
    ),
    _apart(
        "an address of everybody",
        *(("lead", "", "", "form@switchboard.com") for _ in range(22)),
    ),
)

_COLUMNS = {
    "companies": ("raw_hubspot", "name", "domain", "country"),
    "account": ("raw_salesforce", "name", "website", "billingcountry"),
    "contacts": ("raw_hubspot", "firstname", "lastname", "email"),
    "lead": ("raw_salesforce", "firstname", "lastname", "email"),
    "contact": ("raw_salesforce", "firstname", "lastname", "email"),
}


def rows() -> Rows:
    """Raw rows of all situations; an id is the situation's number and the record's short name."""
    made: Rows = {}
    for kind, situations in (("A", ACCOUNTS), ("P", PEOPLE)):
        for number, situation in enumerate(situations):
            for name, (table, *values) in situation.records.items():
                schema, *columns = _COLUMNS[table]
                row: dict[str, Any] = {
                    column: value or None for column, value in zip(columns, values, strict=True)
                }
                row["id"] = f"{kind}{number}-{name}"
                made.setdefault((schema, table), []).append(row)
    return made

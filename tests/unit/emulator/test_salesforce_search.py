"""Records found by words (SOSL), and many records by id in one call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from orchestration.emulator import Emulator
from tests.support.emulator.salesforce_org import ACME, ADA, BOB, EVE, Client, org_world


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    with Emulator(org_world(), rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def org(emulator: Emulator) -> Client:
    return Client(emulator)


def found(org: Client, sosl: str) -> list[tuple[str, str]]:
    """Object and id of each record found."""
    records = org.get("/search", params={"q": sosl}).json()["searchRecords"]
    return [(one["attributes"]["type"], one["Id"]) for one in records]


def test_words_are_looked_for_at_the_beginning_of_words(org: Client) -> None:
    assert found(org, "FIND {love}") == [("Lead", ADA)]
    assert found(org, "FIND {lovelace ada} RETURNING Lead") == [("Lead", ADA)]
    assert found(org, "FIND {ovelace}") == []
    assert found(org, r"FIND {ada\@example.com} IN EMAIL FIELDS RETURNING Lead(Id)") == [
        ("Lead", ADA)
    ]
    assert found(org, "FIND {ada} IN PHONE FIELDS") == []
    assert found(org, "FIND {eve}") == [], "the recycle bin is not searched"


def test_objects_returned_take_fields_and_clauses_of_soql(org: Client) -> None:
    sosl = (
        "FIND {example} RETURNING Account(Id), "
        "Lead(Id, Name WHERE Status IN ('Open - Not Contacted', 'x') ORDER BY Name DESC LIMIT 1)"
    )
    (record,) = org.get("/search", params={"q": sosl}).json()["searchRecords"]
    assert (record["Id"], list(record)) == (BOB, ["attributes", "Id", "Name"])
    assert found(org, "FIND {example} LIMIT 1") == [("Lead", ADA)]


@pytest.mark.parametrize("sosl", ["", "FIND acme", "FIND {a}", "FIND {acme} IN SOME FIELDS"])
def test_a_search_that_is_none_is_refused(org: Client, sosl: str) -> None:
    reply = org.get("/search", params={"q": sosl})
    assert (reply.status_code, reply.json()[0]["errorCode"]) == (400, "MALFORMED_SEARCH")


def test_a_search_by_parameters_answers_alike(org: Client) -> None:
    params = {"q": "acme", "sobject": "Account,Lead", "Account.fields": "Id,Name"}
    (record,) = org.get("/parameterizedSearch", params=params).json()["searchRecords"]
    assert (record["Id"], record["Name"]) == (ACME, "Acme")
    body = {"q": "example", "fields": ["Id"], "sobjects": [{"name": "Lead", "limit": 1}]}
    reply = org.call("POST", "/parameterizedSearch", json=body)
    assert [one["Id"] for one in reply.json()["searchRecords"]] == [ADA]


def test_many_records_come_in_the_order_asked_and_null_for_none(org: Client) -> None:
    ids = [BOB, "00Q000000000099AAA", EVE, ADA[:15]]

    def names(reply: Any) -> list[str | None]:
        return [one and one["LastName"] for one in reply.json()]

    expected = ["Bob\nTwo Lines", None, None, 'Love"lace']
    path = "/composite/sobjects/Lead"
    body = {"ids": ids, "fields": ["Id", "LastName"]}
    assert names(org.call("POST", path, json=body)) == expected
    params = {"ids": ",".join(ids), "fields": "Id,LastName"}
    assert names(org.get(path, params=params)) == expected
    for params, code in (
        ({"ids": ADA}, "MISSING_ARGUMENT"),
        ({"ids": ADA, "fields": "Nope"}, "INVALID_FIELD"),
    ):
        reply = org.get(path, params=params)
        assert (reply.status_code, reply.json()[0]["errorCode"]) == (400, code)

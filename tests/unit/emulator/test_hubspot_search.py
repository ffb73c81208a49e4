"""Search: operators, sorts, offsets, the 10,000 limit, id order, the lagging index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from orchestration.emulator import Emulator
from orchestration.emulator.hubspot.records import HubSpotRecords
from orchestration.emulator.hubspot.switches import HubSpotSwitches
from tests.support.emulator.hubspot_portal import Client, contact, ids, portal_world

_FLOOD = 10_050


@pytest.fixture(scope="module")
def served() -> Iterator[Emulator]:
    rows = [
        contact(1, lifecyclestage="Customer", score="10", phone="030 123"),
        contact(2, lifecyclestage="lead", score="9.5"),
        contact(3, lifecyclestage=None, score="-1", email="ada@lovelace.test"),
        contact(20, lifecyclestage="lead", score=None, lastmodifieddate="2024-01-15T00:00:00Z"),
    ]
    with Emulator(portal_world(rows), rate_limits=False) as emulator:
        yield emulator


@pytest.fixture
def emulator(served: Emulator) -> Emulator:
    served.reset()
    served.options.vendors["hubspot"] = HubSpotSwitches()
    return served


def store_of(emulator: Emulator) -> HubSpotRecords:
    return emulator.records["hubspot"]


def filtered(client: Client, *filters: dict[str, object]) -> list[str]:
    return ids(client.search(filterGroups=[{"filters": list(filters)}]))


def rule(name: str, operator: str, value: object = None, **more: object) -> dict[str, object]:
    value = {} if value is None else {"value": value}
    return {"propertyName": name, "operator": operator, **value, **more}


OPERATORS = [
    (rule("lifecyclestage", "EQ", "customer"), ["1"]),
    (rule("lifecyclestage", "NEQ", "lead"), ["1", "3"]),
    (rule("score", "LT", "9.5"), ["3"]),
    (rule("score", "LTE", "9.5"), ["2", "3"]),
    (rule("score", "GT", "9.5"), ["1"]),
    (rule("score", "GTE", "9.5"), ["1", "2"]),
    (rule("score", "BETWEEN", "-1", highValue="9.5"), ["2", "3"]),
    (rule("lifecyclestage", "IN", values=["LEAD", "other"]), ["2", "20"]),
    (rule("lifecyclestage", "NOT_IN", values=["lead"]), ["1", "3"]),
    (rule("phone", "HAS_PROPERTY"), ["1"]),
    (rule("phone", "NOT_HAS_PROPERTY"), ["2", "3", "20"]),
    (rule("email", "CONTAINS_TOKEN", "lovelace"), ["3"]),
    (rule("email", "CONTAINS_TOKEN", "*@acme.test"), ["1", "2", "20"]),
    (rule("email", "NOT_CONTAINS_TOKEN", "acme"), ["3"]),
    (rule("lastmodifieddate", "GTE", "1706745720000"), ["2", "3"]),
    (rule("lastmodifieddate", "GTE", "2024-02-01T00:02:00Z"), ["2", "3"]),
    (rule("hs_object_id", "GT", "3"), ["20"]),
    (rule("createdate", "LT", "2024-01-01T00:02:00Z"), ["1"]),
]


@pytest.mark.parametrize(("one", "expected"), OPERATORS, ids=str)
def test_an_operator_selects(one: dict[str, object], expected: list[str], client: Client) -> None:
    assert filtered(client, one) == expected


def test_groups_are_alternatives_and_filters_conditions(client: Client) -> None:
    groups = [
        {"filters": [rule("lifecyclestage", "EQ", "lead"), rule("score", "GT", "0")]},
        {"filters": [rule("email", "CONTAINS_TOKEN", "lovelace")]},
    ]
    assert ids(client.search(filterGroups=groups)) == ["2", "3"]


def test_sorts_take_both_spellings_and_put_unset_values_last(client: Client) -> None:
    descending = [{"propertyName": "score", "direction": "DESCENDING"}]
    assert ids(client.search(sorts=descending)) == ["1", "2", "3", "20"]
    assert ids(client.search(sorts=["score"])) == ["3", "2", "1", "20"]
    assert ids(client.search(sorts=["-score"])) == ["1", "2", "3", "20"]


def test_words_are_looked_for_in_names_and_addresses(client: Client) -> None:
    assert ids(client.search(query="lovelace ADA")) == ["3"]


def test_pages_are_offsets_into_one_total(client: Client) -> None:
    first = client.search(limit=3).json()
    assert (first["total"], first["paging"]) == (4, {"next": {"after": "3"}})
    last = client.search(limit=3, after="3")
    assert (ids(last), "paging" in last.json()) == (["20"], False)


def test_ids_compare_as_numbers_or_as_text_by_choice(client: Client, emulator: Emulator) -> None:
    above = [{"filters": [rule("hs_object_id", "GT", "2")]}]
    sort = [{"propertyName": "hs_object_id", "direction": "ASCENDING"}]
    assert ids(client.search(filterGroups=above, sorts=sort)) == ["3", "20"]
    emulator.options.vendors["hubspot"].id_order = "lexicographic"
    assert ids(client.search(filterGroups=above, sorts=sort)) == ["20", "3"]


def test_the_index_lags_and_then_sees_the_change(client: Client, emulator: Emulator) -> None:
    emulator.options.vendors["hubspot"].search_lag_s = 5
    store = store_of(emulator)
    store.upsert("contacts", "2", {"lifecyclestage": "customer"})
    store.upsert("contacts", "21", {"lifecyclestage": "customer"})
    customers = rule("lifecyclestage", "EQ", "customer")
    assert filtered(client, customers) == ["1"]
    assert client.get("/crm/v3/objects/contacts/21").status_code == 200
    emulator.clock.advance(timedelta(seconds=5))
    assert filtered(client, customers) == ["1", "2", "21"]


def test_changes_move_records_inside_kept_orderings(client: Client, emulator: Emulator) -> None:
    recent = rule("lastmodifieddate", "GTE", "2024-05-01T00:00:00Z")
    assert filtered(client, recent) == []
    store_of(emulator).upsert("contacts", "2", {"phone": "1"})
    assert filtered(client, recent) == ["2"]
    store_of(emulator).archive("contacts", "2")
    assert filtered(client, recent) == []


INVALID = [
    {"filterGroups": [{"filters": [rule("nonsense", "EQ", "1")]}]},
    {"filterGroups": [{"filters": [rule("email", "LIKE", "1")]}]},
    {"filterGroups": [{"filters": [rule("score", "GT")]}]},
    {"filterGroups": [{"filters": [rule("score", "IN", "1")]}]},
    {"filterGroups": [{"filters": []}] * 6},
    {"filterGroups": [{"filters": [rule("score", "GT", "1")] * 11}]},
    {"sorts": ["nonsense"]},
    {"limit": 201},
    {"after": "next"},
    {"query": "x" * 3_001},
]


@pytest.mark.parametrize("body", INVALID, ids=lambda body: str(body)[:60])
def test_an_invalid_search_is_refused(body: dict[str, object], client: Client) -> None:
    reply = client.search(**body)
    assert (reply.status_code, reply.json()["category"]) == (400, "VALIDATION_ERROR")


@pytest.mark.parametrize("fault", ["hubspot.short_page", "hubspot.empty_page"])
def test_short_and_empty_pages_name_where_to_go_on(
    fault: str, client: Client, emulator: Emulator
) -> None:
    emulator.faults.arm(fault, path="/crm/v3/objects/contacts/search")
    shown = client.search(limit=4).json()
    after = int(shown["paging"]["next"]["after"])
    assert after == len(shown["results"]) < 4
    assert after + len(ids(client.search(limit=4, after=str(after)))) == 4


def test_a_flood_beyond_ten_thousand_is_reached_by_ids_only() -> None:
    rows = [contact(n, lastmodifieddate="2024-02-01T00:00:00Z") for n in range(1, _FLOOD + 1)]
    with Emulator(portal_world(rows), rate_limits=False) as emulator:
        client = Client(emulator)
        same = rule("lastmodifieddate", "GTE", "2024-02-01T00:00:00Z")
        at_end = client.search(filterGroups=[{"filters": [same]}], limit=200, after="9800")
        assert (at_end.json()["total"], ids(at_end)[-1]) == (_FLOOD, "10000")
        assert client.search(filterGroups=[{"filters": [same]}], after="10000").status_code == 400
        beyond = [{"filters": [same, rule("hs_object_id", "GT", "10000")]}]
        assert client.search(filterGroups=beyond, limit=200).json()["total"] == _FLOOD - 10_000

"""Answers of the right shape that are not those asked for: of another time, another record, twice.

The rows are those of the world, or the read says what is missing, or it ends with an error: never
with fewer rows, nor with emptied ones, and a good word.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, SourceError
from orchestration.sources.connector import Connector
from orchestration.sources.http.retry import RetryPolicy
from orchestration.sources.spec import Batch
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    pieces,
    rows,
    salesforce,
    salesforce_world,
    unread,
)

Answer = dict[str, Any]
LEADS = 30
IDS = {f"00Q{n:012d}AAA" for n in range(LEADS)}


@pytest.fixture(scope="module")
def org_world() -> Iterator[Emulator]:
    leads: list[Row] = [
        {
            "Id": f"00Q{n:012d}AAA",
            "LastName": "L",
            "NumberOfEmployees": str(n),
            "SystemModstamp": f"2024-05-25T03:{n:02d}:00Z",
        }
        for n in range(LEADS)
    ]
    with Emulator(salesforce_world({"Lead": leads}), rate_limits=MANY_CALLS) as world:
        yield world


@pytest.fixture
def org(org_world: Emulator) -> Iterator[Connector]:
    with closing(salesforce(org_world)) as connector:
        connector.session.descriptions._objects = ["Organization", "Lead"]  # type: ignore[attr-defined]
        transport = connector.session.transport  # type: ignore[attr-defined]
        transport._retrier._policy = RetryPolicy(attempts=3)
        yield connector


def edit_bodies(connector: Connector, path: str, change: Callable[[bytes], bytes]) -> None:
    transport = connector.session.transport  # type: ignore[attr-defined]
    send = transport._exchange

    def edited(client: Any, call: Any, whole: Any) -> tuple[int, Any]:
        status, answer = send(client, call, whole)
        if not call.path.endswith(path) or "Lead" not in f"{call.params}{answer.body[:400]!r}":
            return status, answer
        return status, type(answer)(answer.headers, change(answer.body))

    transport._exchange = edited


def _records(change: Callable[[list[Answer]], object]) -> Callable[[bytes], bytes]:
    def edit(body: bytes) -> bytes:
        answer = json.loads(body)
        if answer["records"]:
            change(answer["records"])
        return json.dumps(answer).encode()

    return edit


@pytest.mark.parametrize(
    "change",
    [
        lambda records: records.__setitem__(-1, records[0]),
        lambda records: records[0]["attributes"].update(type="Contact"),
        lambda records: records[0].update(IsDeleted=None),
        lambda records: records[0].update(IsDeleted="maybe"),
        lambda records: records[0].update(SystemModstamp=None),
        lambda records: records[0].update(SystemModstamp="soon"),
        lambda records: records[0].update(Id=""),
    ],
)
def test_rows_that_are_not_those_of_the_query_are_no_answer(
    org: Connector, change: Callable[[list[Answer]], object]
) -> None:
    edit_bodies(org, "queryAll", _records(change))
    try:
        found = pieces(org, "lead")
    except SourceError as error:
        assert error.exit_code == AnswerError.exit_code
    else:
        assert unread(found)


def _cells(change: Callable[[list[list[str]]], object]) -> Callable[[bytes], bytes]:
    def edit(body: bytes) -> bytes:
        table = list(csv.reader(io.StringIO(body.decode())))
        change(table)
        made = io.StringIO()
        csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
        return made.getvalue().encode()

    return edit


def _blank(name: str) -> Callable[[list[list[str]]], object]:
    return lambda table: table[1].__setitem__(table[0].index(name), "")


@pytest.fixture
def bulk(org: Connector, monkeypatch: pytest.MonkeyPatch) -> Connector:
    monkeypatch.setattr("orchestration.sources.salesforce.reading.MOST_ROWS", 5)
    return org


@pytest.mark.parametrize(
    "change",
    [
        lambda table: table.__setitem__(-1, table[1]),
        lambda table: table.__setitem__(slice(2, None), [table[1]] * (len(table) - 2)),
        _blank("Id"),
        _blank("IsDeleted"),
        _blank("SystemModstamp"),
    ],
)
def test_a_bulk_page_with_other_rows_is_no_answer(
    bulk: Connector, change: Callable[[list[list[str]]], object]
) -> None:
    edit_bodies(bulk, "/results", _cells(change))
    with pytest.raises(AnswerError):
        pieces(bulk, "lead")


@pytest.mark.parametrize(
    "change",
    [
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.replace(b"\n", b"\r\n"),
        _cells(lambda table: table.__setitem__(slice(None), [row[::-1] for row in table])),
        _cells(lambda table: [row.__setitem__(2, 'a\n"b"\r\nc') for row in table[1:]]),
    ],
)
def test_a_bulk_page_may_be_written_in_other_ways(
    bulk: Connector, change: Callable[[bytes], bytes]
) -> None:
    edit_bodies(bulk, "/results", change)
    found = pieces(bulk, "lead")
    assert rows(found).keys() == IDS
    assert not unread(found)


def test_a_bulk_page_that_comes_twice_stands_for_another(
    bulk: Connector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts fit, locators are new: only the rows tell."""
    module = "orchestration.sources.salesforce.bulk"
    monkeypatch.setattr(f"{module}._MOST_ROWS", 10)
    monkeypatch.setattr(f"{module}.max", lambda *_: 10, raising=False)
    first: list[bytes] = []

    def again(body: bytes) -> bytes:
        first.append(body)
        return first[0]

    assert rows(pieces(bulk, "lead")).keys() == IDS
    edit_bodies(bulk, "/results", again)
    with pytest.raises(AnswerError, match="second time"):
        pieces(bulk, "lead")


@pytest.mark.parametrize("value", ["9007199254740993", "-9007199254740993.5", "1e400", "NaN"])
def test_a_number_with_more_digits_than_fit_is_the_same_by_rest_and_by_bulk(
    bulk: Connector, value: str
) -> None:
    edit_bodies(
        bulk,
        "/results",
        _cells(lambda table: table[1].__setitem__(table[0].index("AnnualRevenue"), value)),
    )
    batches = [piece for piece in pieces(bulk, "lead") if isinstance(piece, Batch)]
    [kept] = [rescued for batch in batches for rescued in batch.rescued_values]
    assert (kept.field_name, kept.value) == ("annualrevenue", value)

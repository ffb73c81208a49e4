"""The kinds of mail that a portal sends, and who left which: one call, and no call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import AnswerError, StreamUnavailableError
from orchestration.sources.connector import Connector
from tests.support.sources.world import MANY_CALLS, Row, hubspot, hubspot_world, pieces, read

PATH = "/communication-preferences/v3/definitions"


@pytest.fixture
def served() -> Iterator[Emulator]:
    kinds: list[Row] = [
        {"id": "1", "name": "News"},
        {"id": "2", "communication_method": "One to One", "is_active": "false"},
    ]
    contacts: list[Row] = [{"id": "1", "hs_email_optout_1": "true"}, {"id": "2"}]
    world = hubspot_world({"contacts": contacts}, subscription_types=kinds)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def test_every_kind_is_read_with_one_call(portal: Connector, served: Emulator) -> None:
    (batch,) = read(portal, "subscription_types")
    told = ("id", "name", "communicationmethod", "isactive")
    assert [tuple(row[name] for name in told) for row in batch.table.to_pylist()] == [
        ("1", "News", "Email", True),
        ("2", "", "One to One", False),
    ]
    assert served.log.count(PATH) == 1


def test_who_left_which_comes_with_the_contacts(portal: Connector) -> None:
    (batch,) = read(portal, "contacts")
    assert batch.table["hs_email_optout_1"].to_pylist() == [True, None]


def test_a_portal_that_does_not_grant_it_lacks_it(portal: Connector, served: Emulator) -> None:
    served.records["hubspot"].hidden.add(("subscription_types", None))
    with pytest.raises(StreamUnavailableError):
        pieces(portal, "subscription_types")


def test_an_answer_without_the_list_is_none(portal: Connector, served: Emulator) -> None:
    reply = {"status": 200, "body": {"results": []}}
    served.faults.arm("wire.wrong_body", path=PATH, count=None, reply=reply)
    with pytest.raises(AnswerError):
        pieces(portal, "subscription_types")

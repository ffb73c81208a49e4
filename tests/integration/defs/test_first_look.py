"""Unknown statuses and stages are asked for before the first sync, in a handful of calls."""

from __future__ import annotations

from contextlib import closing

import pytest

from orchestration.defs.first_look import look_first
from orchestration.emulator import Emulator
from orchestration.errors import GlossaryError
from orchestration.glossary import read_glossary
from orchestration.settings import DBT_PROJECT_DIR
from orchestration.sources.connector import Connector
from tests.support.sources.world import (
    AS_OF,
    Row,
    hubspot,
    hubspot_world,
    salesforce,
    salesforce_world,
)

GLOSSARY = read_glossary(DBT_PROJECT_DIR)
LONG_AGO = "2024-01-01T00:00:00Z"
MOST_CALLS = 20


def _leads(*statuses: str) -> list[Row]:
    return [
        {
            "Id": f"00Q{number:012d}AAA",
            "Status": status,
            "CreatedDate": LONG_AGO,
            "SystemModstamp": LONG_AGO,
        }
        for number, status in enumerate(statuses)
    ]


def _opportunities(stage: str) -> list[Row]:
    return [
        {"Id": "006000000000001AAA", "StageName": stage, "IsClosed": "false", "IsWon": "false",
         "CreatedDate": LONG_AGO, "SystemModstamp": LONG_AGO}
    ]  # fmt: skip


def _contacts(*statuses: str) -> list[Row]:
    return [
        {
            "id": str(number),
            "hs_lead_status": status,
            "lifecyclestage": "lead",
            "createdate": LONG_AGO,
        }
        for number, status in enumerate(statuses, start=1)
    ]


def _refusal(connector: Connector) -> str:
    with pytest.raises(GlossaryError) as raised:
        look_first(connector, GLOSSARY, AS_OF)
    return str(raised.value)


def test_salesforce_names_what_nobody_signed_with_its_records() -> None:
    objects = {
        "Lead": _leads("New", "Simmering", "Simmering", "Parked"),
        "Opportunity": _opportunities("Handshake"),
    }
    with (
        Emulator(salesforce_world(objects), rate_limits=False) as world,
        closing(salesforce(world)) as connector,
    ):
        message = _refusal(connector)
        assert '- {system: salesforce, value: "Simmering", meaning: new}  # 2 rows' in message
        assert '- {system: salesforce, value: "Handshake", shared_stage:' in message
        assert '"Parked"' in message
        assert connector.stats.calls <= MOST_CALLS


def test_hubspot_names_what_nobody_signed_with_its_records() -> None:
    contacts = _contacts("NEW", "SIMMERING", "SIMMERING", "parked it")
    with (
        Emulator(hubspot_world({"contacts": contacts}), rate_limits=False) as world,
        closing(hubspot(world)) as connector,
    ):
        message = _refusal(connector)
        assert '- {system: hubspot, value: "SIMMERING", meaning: new}  # 2 rows' in message
        assert '"parked it"' in message
        assert connector.stats.calls <= MOST_CALLS


def test_what_is_signed_is_let_pass() -> None:
    signed = salesforce_world({"Lead": _leads("New")})
    with Emulator(signed, rate_limits=False) as world, closing(salesforce(world)) as connector:
        look_first(connector, GLOSSARY, AS_OF)
    signed = hubspot_world({"contacts": _contacts("NEW")})
    with Emulator(signed, rate_limits=False) as world, closing(hubspot(world)) as connector:
        look_first(connector, GLOSSARY, AS_OF)


def test_a_portal_without_deals_and_contacts_is_let_pass() -> None:
    with (
        Emulator(hubspot_world({}), rate_limits=False) as world,
        closing(hubspot(world)) as connector,
    ):
        look_first(connector, GLOSSARY, AS_OF)

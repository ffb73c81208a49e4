"""Statuses of campaigns' members, and what Salesforce itself credits campaigns with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from orchestration.emulator import Emulator
from orchestration.errors import StreamUnavailableError
from tests.support.sources.world import MANY_CALLS, read, rows_of, salesforce, salesforce_world

CAMPAIGN, DEAL = "701000000000001AAA", "006000000000001AAA"
MODEL, PART = "0cM000000000001AAA", "0cI000000000001AAA"
STREAMS = ("campaign_member_status", "campaign_influence_model", "campaign_influence")
OBJECTS: dict[str, list[dict[str, str]]] = {
    "Campaign": [{"Id": CAMPAIGN, "Name": "Fair"}],
    "Opportunity": [{"Id": DEAL, "Name": "One"}],
    "CampaignMemberStatus": [
        {"Id": "01Y000000000001AAA", "CampaignId": CAMPAIGN, "Label": "Sent",
         "IsDefault": "true", "HasResponded": "false"},
        {"Id": "01Y000000000002AAA", "CampaignId": CAMPAIGN, "Label": "Came",
         "IsDefault": "false", "HasResponded": "true", "IsDeleted": "true"},
    ],
    "CampaignInfluenceModel": [{"Id": MODEL, "MasterLabel": "Even", "IsDefaultModel": "true"}],
    "CampaignInfluence": [
        {"Id": PART, "CampaignId": CAMPAIGN, "OpportunityId": DEAL, "ModelId": MODEL,
         "Influence": "33.33", "RevenueShare": "100"},
    ],
}  # fmt: skip


@pytest.fixture
def org() -> Iterator[Emulator]:
    with Emulator(salesforce_world(OBJECTS), rate_limits=MANY_CALLS) as emulator:
        yield emulator


def test_statuses_rules_and_parts_are_read(org: Emulator) -> None:
    with closing(salesforce(org)) as connector:
        statuses, [model], [part] = (rows_of(connector, name) for name in STREAMS)
    told = {row["label"]: (row["hasresponded"], row["_deleted_at"]) for row in statuses}
    assert told["Sent"] == (False, None)
    assert told["Came"][0] is True
    assert told["Came"][1] is not None, "a status that was taken away"
    assert (model["masterlabel"], model["isdefaultmodel"]) == ("Even", True)
    assert (part["campaignid"], part["opportunityid"]) == (CAMPAIGN, DEAL)
    assert (part["modelid"], part["influence"]) == (MODEL, 33.33)


@pytest.mark.parametrize("name", STREAMS[1:])
def test_an_org_without_influence_lacks_it_and_is_none_the_worse(name: str) -> None:
    world = salesforce_world({"Campaign": OBJECTS["Campaign"]})
    with (
        Emulator(world, rate_limits=MANY_CALLS) as emulator,
        closing(salesforce(emulator)) as connector,
    ):
        assert rows_of(connector, STREAMS[0]) == []
        with pytest.raises(StreamUnavailableError):
            read(connector, name)


@pytest.mark.parametrize("name", STREAMS)
def test_what_the_org_does_not_show_is_not_none(org: Emulator, name: str) -> None:
    org.records["salesforce"].hide(dict(zip(STREAMS, [*OBJECTS][2:], strict=True))[name])
    with closing(salesforce(org)) as connector, pytest.raises(StreamUnavailableError):
        read(connector, name)

"""What belongs to a campaign: read fifty campaigns at a time, and what did not fit by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator
from orchestration.sources.connector import Connector
from tests.support.sources.world import (
    MANY_CALLS,
    Row,
    asking,
    hubspot,
    hubspot_world,
    read,
    stream,
)

READ = "/marketing/v3/campaigns/batch/read"


def _asset(campaign: str, kind: str, asset: str) -> Row:
    return {"campaign_id": campaign, "asset_type": kind, "asset_id": asset, "name": f"The {asset}"}


@pytest.fixture
def served() -> Iterator[Emulator]:
    campaigns: list[Row] = [{"id": f"c-{n}", "hs_name": f"No {n}"} for n in range(60)]
    assets = [_asset("c-1", "FORM", "f-1"), _asset("c-59", "LANDING_PAGE", "p-1")]
    assets += [_asset("c-2", "MARKETING_EMAIL", f"m-{n}") for n in range(23)]
    world = hubspot_world({"contacts": []}, campaigns=campaigns, campaign_assets=assets)
    with Emulator(world, rate_limits=MANY_CALLS) as emulator:
        yield emulator


@pytest.fixture
def portal(served: Emulator) -> Iterator[Connector]:
    with closing(hubspot(served)) as connector:
        yield connector


def _rows(portal: Connector) -> set[tuple[object, ...]]:
    rows = [row for batch in read(portal, "campaign_assets") for row in batch.table.to_pylist()]
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    return {(row["campaign_id"], row["asset_type"], row["id"], row["name"]) for row in rows}


def test_every_asset_is_read_fifty_campaigns_at_a_time(portal: Connector, served: Emulator) -> None:
    found = _rows(portal)
    assert ("c-1", "FORM", "f-1", "The f-1") in found
    assert ("c-59", "LANDING_PAGE", "p-1", "The p-1") in found
    assert served.log.count(READ) == 2, "sixty campaigns"


def test_what_does_not_fit_is_asked_for_by_itself(portal: Connector, served: Emulator) -> None:
    emails = {row[2] for row in _rows(portal) if row[0] == "c-2"}
    assert emails == {f"m-{n}" for n in range(23)}
    assert served.log.count("/marketing/v3/campaigns/c-2/assets/MARKETING_EMAIL") == 1
    assert served.log.count("/marketing/v3/campaigns/c-1/assets/FORM") == 0


def test_a_campaign_that_goes_away_in_between_has_no_assets(
    portal: Connector, served: Emulator
) -> None:
    left = {"status": "COMPLETE", "numErrors": 1, "results": [{"id": "c-2"}]}
    served.faults.arm("wire.wrong_body", path=READ, count=None, reply={"status": 207, "body": left})
    assert _rows(portal) == set()


def test_an_asset_that_is_there_when_asked_for_alone_is_not_gone(portal: Connector) -> None:
    assets = stream(portal, "campaign_assets")
    assert assets.sweep_deletes
    keys = {"campaign_id": ["c-1"], "asset_type": ["FORM"], "id": ["f-1"]}
    here = portal.contradiction(assets, pa.table(keys), asking())
    gone = portal.contradiction(assets, pa.table({**keys, "id": ["f-9"]}), asking())
    assert here is not None
    assert "1 of 1 rows" in here
    assert gone is None

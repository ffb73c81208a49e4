"""A process that serves the bodies of fixture.py over the emulator's own TLS; prints its address.

Bulk results, contact pages and counts are rendered before the first call; log-in, describe, jobs
and property definitions are the emulator's own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator import Emulator, load_world
from tests.benchmarks.fixture import (
    OPPORTUNITY_FIELDS,
    PAGE_ROWS_SALESFORCE,
    contact_pages,
    opportunity_pages,
    write_base_world,
)
from tests.support.emulator.salesforce_org import Client


def _salesforce(rows: int) -> list[Route]:
    pages = list(opportunity_pages(rows))

    async def results(request: Request) -> Response:
        page = int(request.query_params.get("locator", "0"))
        left = rows - page * PAGE_ROWS_SALESFORCE
        last = page + 1 >= len(pages)
        headers = {
            "Sforce-NumberOfRecords": str(min(left, PAGE_ROWS_SALESFORCE)),
            "Sforce-Locator": "null" if last else str(page + 1),
        }
        return Response(pages[page], media_type="text/csv; charset=UTF-8", headers=headers)

    async def count(_: Request) -> Response:
        body = json.dumps({"totalSize": rows, "done": True, "records": []})
        return Response(body, media_type="application/json")

    return [
        Route("/services/data/{version}/jobs/query/{job}/results", results),
        Route("/services/data/{version}/query", count),
        Route("/services/data/{version}/query/", count),
        Route("/services/data/{version}/queryAll", count),
        Route("/services/data/{version}/queryAll/", count),
    ]


def _hubspot(rows: int) -> list[Route]:
    pages = list(contact_pages(rows))

    async def contacts(request: Request) -> Response:
        if request.query_params.get("archived", "false").lower() == "true":
            return Response(b'{"results":[]}', media_type="application/json")
        page = int(request.query_params.get("after", "0"))
        return Response(pages[page], media_type="application/json")

    async def search(_: Request) -> Response:
        body = json.dumps({"total": rows, "results": []})
        return Response(body, media_type="application/json")

    return [
        Route("/crm/v3/objects/contacts", contacts),
        Route("/crm/v3/objects/contacts/search", search, methods=["POST"]),
    ]


def _hide_what_no_body_carries(emulator: Emulator) -> None:
    """An org has more standard fields than the bodies: whoever may read them would ask for them."""
    described = Client(emulator).get("/sobjects/Opportunity/describe").json()["fields"]
    for field in (one["name"] for one in described):
        if field not in OPPORTUNITY_FIELDS:
            hidden = {"action": "hide_field", "object": "Opportunity", "field": field}
            emulator.apply({"system": "salesforce", **hidden})


def main() -> None:
    """Arguments: Salesforce rows, HubSpot rows. Serves until standard input closes."""
    salesforce_rows, hubspot_rows = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        world = load_world(write_base_world(Path(folder) / "world"))
        routes = [*_salesforce(salesforce_rows), *_hubspot(hubspot_rows)]
        with Emulator(world, rate_limits=1000.0, extra_routes=routes) as emulator:
            _hide_what_no_body_carries(emulator)
            address = {"base_url": emulator.base_url, "ca_path": str(emulator.ca_path)}
            print(json.dumps(address), flush=True)
            sys.stdin.read()


if __name__ == "__main__":
    main()

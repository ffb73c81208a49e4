"""The vendor's own client, over TLS, against the emulator."""

from __future__ import annotations

from typing import Any

import pytest
from hubspot import HubSpot
from hubspot.crm.associations.v4 import BatchInputPublicFetchAssociationsBatchRequest
from hubspot.crm.contacts import (
    ApiException,
    BatchReadInputSimplePublicObjectId,
    PublicObjectSearchRequest,
)

from orchestration.emulator import Emulator


@pytest.fixture
def sdk(emulator: Emulator) -> Any:
    token = emulator.credentials["hubspot"]["access_token"]
    return HubSpot(access_token=token, host=emulator.base_url, ssl_ca_cert=str(emulator.ca_path))


def test_the_sdk_lists_all_contacts_page_by_page(sdk: Any) -> None:
    api = sdk.crm.contacts.basic_api
    first = api.get_page(limit=2, properties=["email", "phone"])
    rest = api.get_page(limit=2, after=first.paging.next.after, properties=["email"])
    assert [one.id for one in [*first.results, *rest.results]] == ["501", "502", "503"]
    assert first.results[0].properties["phone"] is None
    assert rest.paging is None


def test_the_sdk_searches(sdk: Any) -> None:
    newest = {"propertyName": "lastmodifieddate", "operator": "GTE", "value": "1706775780000"}
    request = PublicObjectSearchRequest(
        filter_groups=[{"filters": [newest]}], sorts=["lastmodifieddate"], limit=10
    )
    reply = sdk.crm.contacts.search_api.do_search(public_object_search_request=request)
    assert (reply.total, [one.id for one in reply.results]) == (1, ["503"])


def test_the_sdk_reads_a_batch_with_a_missing_record(sdk: Any) -> None:
    request = BatchReadInputSimplePublicObjectId(
        inputs=[{"id": "501"}, {"id": "9"}], properties=["email"], properties_with_history=[]
    )
    reply = sdk.crm.contacts.batch_api.read(request)
    assert [one.id for one in reply.results] == ["501"]
    assert reply.num_errors == 1


def test_the_sdk_reads_associations(sdk: Any) -> None:
    request = BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": "77"}])
    reply = sdk.crm.associations.v4.batch_api.get_page("deals", "contacts", request)
    assert [one.to_object_id for one in reply.results[0].to] == ["501", "502"]


def test_the_sdk_reads_owners_properties_and_pipelines(sdk: Any) -> None:
    assert [one.id for one in sdk.crm.owners.owners_api.get_page().results] == ["1", "2"]
    names = [one.name for one in sdk.crm.properties.core_api.get_all("contacts").results]
    assert "email" in names
    assert sdk.crm.pipelines.pipelines_api.get_all("deals").results[0].id == "default"


def test_the_sdk_sees_a_429(sdk: Any, emulator: Emulator) -> None:
    emulator.faults.arm("hubspot.ten_secondly")
    with pytest.raises(ApiException) as raised:
        sdk.crm.contacts.basic_api.get_page()
    assert raised.value.status == 429

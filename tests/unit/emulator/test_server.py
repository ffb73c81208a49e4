"""The server's own parts: certificates, control plane, faults, request log, URI length."""

from __future__ import annotations

import ssl
import stat
import urllib.request
from pathlib import Path

import pytest
import requests
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from orchestration.emulator import Emulator
from orchestration.errors import UnreachableError
from tests.support.emulator.hubspot_portal import Client, ids, portal_world

_CONTACTS = "/crm/v3/objects/contacts"


def test_the_certificate_passes_strict_verification(emulator: Emulator) -> None:
    context = ssl.create_default_context(cafile=str(emulator.ca_path))
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    for host in ("localhost", "127.0.0.1"):
        url = emulator.base_url.replace("localhost", host) + "/_emulator/health"
        with urllib.request.urlopen(url, context=context, timeout=5) as reply:
            assert reply.status == 200


def test_a_client_that_trusts_others_only_is_turned_away(emulator: Emulator) -> None:
    session = requests.Session()
    session.trust_env = False
    with pytest.raises(requests.exceptions.SSLError):
        session.get(emulator.base_url + "/_emulator/health", timeout=5)


def test_the_private_key_is_the_owners_alone_and_temporary_files_go() -> None:
    with Emulator(portal_world()) as emulator:
        folder = emulator.ca_path.parent
        assert stat.S_IMODE((folder / "server.key").stat().st_mode) == 0o600
    assert not folder.exists()


def test_a_given_directory_keeps_the_certificate(tmp_path: Path) -> None:
    with Emulator(portal_world(), directory=tmp_path):
        pass
    assert (tmp_path / "ca.pem").is_file()


def test_a_taken_port_is_refused(emulator: Emulator) -> None:
    port = int(emulator.base_url.rpartition(":")[2])
    with pytest.raises(UnreachableError, match=str(port)):
        Emulator(portal_world(), port=port).start()


def test_control_plane_moves_the_clock_and_resets(client: Client) -> None:
    assert client.post("/_emulator/clock", {"advance_s": 90}).json() == {
        "now": "2024-06-01T00:01:30.000Z"
    }
    assert client.post("/_emulator/clock", {"set": "2024-01-01T00:00:00Z"}).status_code == 400
    assert client.post("/_emulator/reset", {}).json()["now"] == "2024-06-01T00:00:00.000Z"


def test_control_plane_applies_changes(client: Client) -> None:
    change = {"system": "hubspot", "action": "archive", "object": "contacts", "id": "502"}
    assert client.post("/_emulator/changes", [change]).json() == {"applied": 1}
    assert ids(client.get(_CONTACTS)) == ["501", "503"]
    assert ids(client.get(_CONTACTS, archived=True)) == ["502"]
    assert client.post("/_emulator/changes", {"system": "fax"}).status_code == 400


def test_the_log_counts_calls_without_query_or_control_calls(
    client: Client, emulator: Emulator
) -> None:
    client.get(_CONTACTS, limit=1)
    client.get("/crm/v3/objects/nonsense")
    logged = client.post("/_emulator/log", {"path": "/crm", "clear": True}).json()["requests"]
    assert logged == [
        {"method": "GET", "path": _CONTACTS, "status": 200},
        {"method": "GET", "path": "/crm/v3/objects/nonsense", "status": 400},
    ]
    assert emulator.log.count() == 0


FAULTS = {
    "hubspot.ten_secondly": (429, "TEN_SECONDLY_ROLLING"),
    "hubspot.secondly": (429, "SECONDLY"),
    "hubspot.daily": (429, "DAILY"),
    "hubspot.unauthorized": (401, "INVALID_AUTHENTICATION"),
    "hubspot.missing_scopes": (403, "MISSING_SCOPES"),
    "hubspot.uri_too_long": (414, "<html>"),
    "hubspot.locked": (423, "LOCKED"),
    "hubspot.migrating": (477, "MIGRATION"),
    "hubspot.bad_gateway": (502, "<html>"),
    "hubspot.gateway_timeout": (504, "<html>"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_meets_so_many_requests_under_its_path(
    name: str, client: Client, emulator: Emulator
) -> None:
    status, text = FAULTS[name]
    client.post("/_emulator/faults", {"name": name, "path": _CONTACTS, "count": 1, "skip": 1})
    assert client.get("/crm/v3/objects/deals").status_code == 200
    assert client.get(_CONTACTS).status_code == 200
    met = client.get(_CONTACTS)
    assert (met.status_code, text in met.text) == (status, True)
    assert client.get(_CONTACTS).status_code == 200
    assert emulator.log.count(_CONTACTS, status) == 1


def test_retry_after_comes_only_with_its_own_fault(client: Client, emulator: Emulator) -> None:
    emulator.faults.arm("hubspot.ten_secondly")
    emulator.faults.arm("hubspot.ten_secondly_retry_after")
    assert "Retry-After" not in client.get(_CONTACTS).headers
    assert client.get(_CONTACTS).headers["Retry-After"] == "1"


def test_a_reset_cuts_the_body_short(client: Client, emulator: Emulator) -> None:
    emulator.faults.arm("reset", path=_CONTACTS)
    with pytest.raises(requests.exceptions.RequestException):
        client.get(_CONTACTS)
    assert ids(client.get(_CONTACTS)) == ["501", "502", "503"]


def test_an_unknown_fault_is_refused(client: Client) -> None:
    reply = client.post("/_emulator/faults", {"name": "hubspot.nonsense"})
    assert reply.status_code == 400


def test_a_long_uri_is_refused_by_its_real_length(client: Client) -> None:
    assert client.get(_CONTACTS, properties="x" * 8_000).status_code == 200
    refused = client.get(_CONTACTS, properties="x" * 8_192)
    assert (refused.status_code, refused.headers["content-type"]) == (414, "text/html")


def test_further_routes_are_served_before_the_vendors() -> None:
    async def rendered(_: Request) -> Response:
        return Response(b'{"results": []}', media_type="application/json")

    extra = [Route(_CONTACTS, rendered)]
    with Emulator(portal_world(), extra_routes=extra) as emulator:
        assert ids(Client(emulator).get(_CONTACTS)) == []
        assert ids(Client(emulator).get("/crm/v3/objects/deals")) == ["77"]


def test_options_change_while_it_runs(client: Client, emulator: Emulator) -> None:
    name = "hubspot.search_lag_s"
    assert client.post("/_emulator/options", {name: 5}).json()[name] == 5
    assert client.post("/_emulator/options", {"nonsense": 1}).status_code == 400
    emulator.options.vendors["hubspot"].search_lag_s = 0

"""A vendor that nobody knows is served as soon as its package is there; no other file names it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from orchestration import emulator as package
from orchestration.emulator import Emulator, load_world
from orchestration.emulator.service import find_services
from orchestration.errors import WorldError
from orchestration.worlds.changes import InvalidChangeError
from tests.support.tree import ROOT

_SERVICE = """
from starlette.responses import JSONResponse
from starlette.routing import Route

from orchestration.emulator.faults import FaultReply
from orchestration.emulator.service import Service

TOKEN = "toy-token"


def routes(runtime):
    async def people(request):
        records = runtime.records.get("toy")
        if records is None or request.headers.get("authorization") != TOKEN:
            return JSONResponse({"error": "who are you?"}, 401)
        with runtime.lock:
            return JSONResponse({"results": list(records.table("people").rows.values())})

    return [Route("/toy/people", people)]


SERVICE = Service(
    name="toy",
    prefixes=("/toy/",),
    routes=routes,
    log_in=("token",),
    credentials={"token": TOKEN},
    faults={"toy.asleep": FaultReply(503, {"error": "asleep"}, paths=("/toy/",), says="asleep")},
)
"""
_WORLD = {
    "world.json": '{"name": "shop", "as_of": "2024-06-15T12:00:00Z", "toy": {"shelf": 3}}',
    "toy/objects/people.csv": "id,name\n1,Ann\n2,\n",
    "changes/a.jsonl": '{"system": "toy", "action": "upsert", "object": "people", "id": 3,'
    ' "values": {"name": "Cid"}, "at": "2024-06-15T13:00:00Z"}\n',
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The toy's package, found beside the others."""
    files = {"toy/__init__.py": "", "toy/service.py": _SERVICE}
    monkeypatch.setattr(
        package, "__path__", [*package.__path__, str(write(tmp_path / "packages", files))]
    )
    find_services.cache_clear()
    yield
    find_services.cache_clear()
    for name in [name for name in sys.modules if name.startswith("orchestration.emulator.toy")]:
        del sys.modules[name]


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(load_world(write(tmp_path / "world", _WORLD))) as served:
        yield served


def ask(emulator: Emulator, path: str, token: str = "toy-token") -> requests.Response:
    headers = {"authorization": token}
    url = f"{emulator.base_url}{path}"
    return requests.get(url, headers=headers, verify=str(emulator.ca_path), timeout=5)


def test_its_records_and_their_changes_are_served(emulator: Emulator) -> None:
    assert ask(emulator, "/toy/people", "guess").status_code == 401
    before = [{"id": "1", "name": "Ann"}, {"id": "2", "name": None}]
    assert ask(emulator, "/toy/people").json()["results"] == before
    emulator.clock.set(emulator.clock.now().replace(hour=14))
    assert ask(emulator, "/toy/people").json()["results"][2] == {"id": "3", "name": "Cid"}
    emulator.apply({"system": "toy", "action": "purge", "object": "people", "id": "1"})
    assert [row["id"] for row in ask(emulator, "/toy/people").json()["results"]] == ["2", "3"]
    emulator.reset()
    assert ask(emulator, "/toy/people").json()["results"] == before


def test_its_faults_options_and_settings_are_known(emulator: Emulator) -> None:
    emulator.faults.arm("toy.asleep")
    assert [ask(emulator, "/toy/people").status_code for _ in range(2)] == [503, 200]
    emulator.faults.arm("wire.html")
    assert ask(emulator, "/toy/people").text.startswith("<!doctype html>")
    emulator.options.set("toy.uri_bytes", 5)
    assert ask(emulator, "/toy/people").status_code == 414
    assert emulator.settings() == {"toy_base_url": emulator.base_url, "toy_token": "toy-token"}
    health = ask(emulator, "/_emulator/health").json()
    assert (health["toy"], health["hubspot"], health["salesforce"]) == (True, False, False)


def test_the_others_answer_beside_it(emulator: Emulator) -> None:
    assert ask(emulator, "/crm/v3/owners").json()["category"] == "INVALID_AUTHENTICATION"
    assert ask(emulator, "/services/data/v62.0/limits").json()[0]["errorCode"] == (
        "INVALID_SESSION_ID"
    )


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("toy/objects/people.csv", "name\nAnn\n", "toy/objects/people.csv, line 1, column id"),
        ("world.json", '{"as_of": "2024-06-15", "toy": 1}', "world.json, line 1, column toy"),
        (
            "changes/a.jsonl",
            '{"system": "toy", "action": "fly", "at": "2024-07-01"}\n',
            "line 1, column action",
        ),
    ],
)
def test_its_files_are_checked(tmp_path: Path, file: str, content: str, place: str) -> None:
    with pytest.raises(WorldError, match=place):
        load_world(write(tmp_path / "world", {**_WORLD, file: content}))


def test_a_change_of_what_is_not_there_is_refused(emulator: Emulator) -> None:
    with pytest.raises(InvalidChangeError, match="there is no people 9"):
        emulator.apply({"system": "toy", "action": "purge", "object": "people", "id": "9"})


def test_no_file_outside_a_vendors_folder_names_the_vendor() -> None:
    names = {service.name for service in find_services()}
    assert names == {"toy", "hubspot", "salesforce"}
    rooms = (ROOT / "orchestration" / room for room in ("emulator", "worlds"))
    named = {
        (path.name, name)
        for room in rooms
        for path in room.glob("*.py")
        for name in names
        if name in path.read_text(encoding="utf-8").lower()
    }
    assert named == set()

"""A malformed world is refused with file, line and column; a sound one is read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.emulator import World
from orchestration.errors import WorldError

_CONTACTS = "hubspot/objects/contacts.csv"
_LEADS = "salesforce/objects/Lead.csv"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    settings = {"name": "w", "as_of": "2024-06-01T00:00:00Z", "hubspot": {"portal_id": 1}}
    for name, content in {"world.json": json.dumps(settings), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


MALFORMED = {
    "too few cells": (_CONTACTS, "id,email\n1\n", 2, "email"),
    "too many cells": (_CONTACTS, "id,email\n1,a\n2,b,c\n", 3, "3"),
    "duplicate header": (_CONTACTS, "id,email,email\n1,a,b\n", 1, "email"),
    "unnamed header": (_CONTACTS, "id,\n1,a\n", 1, "2"),
    "missing id column": (_CONTACTS, "email\na\n", 1, "id"),
    "Salesforce ids are spelt Id": (_LEADS, "id\n1\n", 1, "Id"),
    "duplicate id": (_CONTACTS, 'id,email\n1,"a\nb"\n2,b\n1,c\n', 5, "id"),
    "empty id": (_CONTACTS, "id,email\n1,a\n,b\n", 3, "id"),
    "unterminated quote": (_CONTACTS, 'id,email\n1,a\n2,"b\n3,c\n', 3, "email"),
    "text behind a quote": (_CONTACTS, 'id,email\n1,"a"b\n', 2, "email"),
    "not UTF-8": (_CONTACTS, b"id,email\n1,a\n2,\xff\n", 3, "at byte 3"),
    "bad createdate": (_CONTACTS, "id,createdate\n1,2024-01-01\n2,yesterday\n", 3, "createdate"),
    "bad SystemModstamp": (_LEADS, "Id,SystemModstamp\n00Q,31/12/2024\n", 2, "SystemModstamp"),
    "bad CreatedDate": (_LEADS, "Id,CreatedDate\n00Q,2024-13-01\n", 2, "CreatedDate"),
    "boolean that is none": (_LEADS, "Id,IsDeleted\n00Q,perhaps\n", 2, "IsDeleted"),
    "empty file": (_CONTACTS, "", 1, None),
    "broken world.json": ("world.json", '{\n"as_of": \n}', 3, "1"),
    "as_of that is no time": ("world.json", '{"as_of": "soon"}', 1, "as_of"),
    "world.json without as_of": ("world.json", "{}", 1, "as_of"),
    "properties without a name": (
        "hubspot/properties/contacts.json",
        '[{"label": "x"}]',
        1,
        "name",
    ),
    "broken change": ("changes/a.jsonl", '{"at": "2024-07-01"}\n{"at":\n', 2, "7"),
    "change without a time": ("changes/a.jsonl", "{}\n", 1, "at"),
    "association of no type": (
        "hubspot/associations.csv",
        "from_type,from_id,to_type,to_id,type_id\ncontacts,1,companies,2,first\n",
        2,
        "type_id",
    ),
    "association to nothing": (
        "hubspot/associations.csv",
        "from_type,from_id,to_type,to_id,type_id\ncontacts,1,companies,,1\n",
        2,
        "to_id",
    ),
    "no such time zone": (
        "world.json",
        '{"as_of": "2024-01-01", "hubspot": {"time_zone": "Mars/Olympus"}}',
        1,
        "hubspot.time_zone",
    ),
    "association without columns": ("hubspot/associations.csv", "from_type\nx\n", 1, "from_id"),
}


@pytest.mark.parametrize("case", MALFORMED, ids=str)
def test_a_malformed_file_is_named_with_line_and_column(case: str, tmp_path: Path) -> None:
    name, content, line, column = MALFORMED[case]
    write(tmp_path, {_CONTACTS: "id\n1\n", name: content})
    with pytest.raises(WorldError) as raised:
        World.load(tmp_path)
    place = f"{name}, line {line}" + (f", column {column}:" if column else "")
    assert place in raised.value.message


def test_a_folder_without_world_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"world\.json"):
        World.load(tmp_path)


def test_cells_keep_quotes_commas_and_line_breaks_and_empty_ones_are_null(tmp_path: Path) -> None:
    text = '\ufeffid,name,note\r\n1,"Smith, ""Jo""","a\r\nb"\r\n2,,\r\n'
    world = World.load(write(tmp_path, {_CONTACTS: text}))
    assert world.hubspot is not None
    rows = world.hubspot.objects["contacts"].rows
    assert rows["1"] == {"id": "1", "name": 'Smith, "Jo"', "note": "a\r\nb"}
    assert rows["2"] == {"id": "2", "name": None, "note": None}
    assert list(rows) == ["1", "2"]


def test_a_world_may_have_one_system_only(tmp_path: Path) -> None:
    world = World.load(write(tmp_path, {_LEADS: "Id,IsDeleted\n00Q,False\n"}))
    assert world.hubspot is None
    assert world.salesforce is not None
    assert world.salesforce.objects["Lead"].columns == ["Id", "IsDeleted"]


def test_definitions_are_read_as_a_list_or_as_the_api_prints_them(tmp_path: Path) -> None:
    stage = {"id": "default", "stages": []}
    files: dict[str, str | bytes] = {
        "hubspot/pipelines/deals.json": json.dumps({"results": [stage]}),
        "hubspot/properties/deals.json": json.dumps([{"name": "amount"}]),
        "salesforce/describe/Lead.json": json.dumps([{"name": "Id", "type": "id"}]),
    }
    world = World.load(write(tmp_path, files))
    assert world.hubspot is not None
    assert world.salesforce is not None
    assert world.hubspot.pipelines == {"deals": [stage]}
    assert world.hubspot.properties["deals"][0]["name"] == "amount"
    assert world.salesforce.describe["Lead"]["fields"] == [{"name": "Id", "type": "id"}]


def test_changes_are_ordered_by_their_time_across_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "changes/a.jsonl": '{"at": "2024-09-01T00:00:00Z"}\n\n{"at": "2024-07-01T00:00:00Z"}\n',
        "changes/b.jsonl": '{"at": "2024-08-01T00:00:00Z"}\n',
    }
    world = World.load(write(tmp_path, files))
    assert [change["at"][5:7] for change in world.changes] == ["07", "08", "09"]


def test_a_world_of_real_leads_loads(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "../shared/data/olist_half_world"
    if not folder.is_dir():
        reason = "the independent world is not beside the repository"
        print(reason)
        pytest.skip(reason)
    world = World.load(folder)
    assert world.hubspot is not None
    assert len(world.hubspot.objects["contacts"].rows) > 4_000

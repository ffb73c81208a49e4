"""A malformed world is refused with file, line and column; a sound one is read whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.emulator import load_world
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


_PURGE = (
    '{"at": "2024-07-01T00:00:00Z", "system": "hubspot", "action": "purge", "object": "contacts",'
    ' "id": "1"}'
)
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
    "broken change": ("changes/a.jsonl", f'{_PURGE}\n{{"at":\n', 2, "7"),
    "change of an unknown action": (
        "changes/a.jsonl",
        _PURGE.replace("purge", "explode"),
        1,
        "action",
    ),
    "change of an unknown system": (
        "changes/a.jsonl",
        _PURGE.replace("hubspot", "fax"),
        1,
        "system",
    ),
    "change that is a list": ("changes/a.jsonl", "[]", 1, "1"),
    "change without an object": (
        "changes/a.jsonl",
        _PURGE.replace('"object"', '"of"'),
        1,
        "object",
    ),
    "change whose action is a list": (
        "changes/a.jsonl",
        _PURGE.replace('"purge"', '["purge"]'),
        1,
        "action",
    ),
    "change whose id is a list": ("changes/a.jsonl", _PURGE.replace('"1"', '["1"]'), 1, "id"),
    "change whose time is a number": (
        "changes/a.jsonl",
        _PURGE.replace('"2024-07-01T00:00:00Z"', "7"),
        1,
        "at",
    ),
    "change of values that are a list": (
        "changes/a.jsonl",
        _PURGE.replace("purge", "upsert").replace("}", ', "values": []}'),
        1,
        "values",
    ),
    "change of a value that is an object": (
        "changes/a.jsonl",
        _PURGE.replace("purge", "upsert").replace("}", ', "values": {"a": {}}}'),
        1,
        "values",
    ),
    "change with an odd stamp": (
        "changes/a.jsonl",
        _PURGE.replace("}", ', "modified": "soon"}'),
        1,
        "modified",
    ),
    "deeply nested change": ("changes/a.jsonl", "[" * 100_000, 1, "1"),
    "deeply nested settings": ("world.json", "[" * 100_000, 1, "1"),
    "settings of a wrong type": (
        "world.json",
        '{"as_of": "2024-06-01", "hubspot": {"currency": 5}}',
        1,
        "hubspot.currency",
    ),
    "daily requests that are a word": (
        "world.json",
        '{"as_of": "2024-06-01", "salesforce": {"daily_api_requests": "many"}}',
        1,
        "salesforce.daily_api_requests",
    ),
    "as_of that is a list": ("world.json", '{"as_of": []}', 1, "as_of"),
    "as_of beyond the calendar": ("world.json", '{"as_of": "99999-01-01"}', 1, "as_of"),
    "as_of at the end of time": ("world.json", '{"as_of": "9999-12-31T23:59:59Z"}', 1, "as_of"),
    "name that is an object": ("world.json", '{"as_of": "2024-06-01", "name": {}}', 1, "name"),
    "org id too short": (
        "world.json",
        '{"as_of": "2024-06-01", "salesforce": {"org_id": 7}}',
        1,
        "salesforce.org_id",
    ),
    "property of a wrong type": (
        "hubspot/properties/contacts.json",
        '[{"name": "a", "options": 5}]',
        1,
        "options",
    ),
    "property without a text type": (
        "hubspot/properties/contacts.json",
        '[{"name": "a", "type": {}}]',
        1,
        "type",
    ),
    "property named twice": (
        "hubspot/properties/contacts.json",
        '[{"name": "a"}, {"name": "a"}]',
        1,
        "name",
    ),
    "pipeline whose stages are a number": (
        "hubspot/pipelines/deals.json",
        '[{"id": "a", "stages": 7}]',
        1,
        "stages",
    ),
    "stage without an id": (
        "hubspot/pipelines/deals.json",
        '[\n{"id": "b"},\n{"id": "a", "label": "A",\n"stages": [{"label": "b"}]}]',
        4,
        "stages",
    ),
    "describe with odd options": (
        "salesforce/describe/Lead.json",
        '{"fields": [{"name": "a", "picklistValues": "b"}]}',
        1,
        "picklistValues",
    ),
    "describe with an odd length": (
        "salesforce/describe/Lead.json",
        '{"fields": [{"name": "a", "length": "long"}]}',
        1,
        "length",
    ),
    "describe with odd targets": (
        "salesforce/describe/Lead.json",
        '{"fields": [{"name": "a", "referenceTo": 5}]}',
        1,
        "referenceTo",
    ),
    "rate that is a word": (
        "hubspot/currencies.csv",
        "currency,rate,effective_at\nUSD,much,2024-01-01\n",
        2,
        "rate",
    ),
    "spend that is a word": (
        "hubspot/campaign_spend.csv",
        "campaign_id,amount\nc,lots\n",
        2,
        "amount",
    ),
    "budget that is a word": (
        "hubspot/campaigns.csv",
        "id,hs_budget_items_sum_amount\nc,lots\n",
        2,
        "hs_budget_items_sum_amount",
    ),
    "nothing but a NaN": ("world.json", "NaN", 1, None),
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
        load_world(tmp_path)
    place = f"{name}, line {line}" + (f", column {column}:" if column else "")
    assert place in raised.value.message


def test_a_folder_without_world_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match=r"world\.json"):
        load_world(tmp_path)


def test_cells_keep_quotes_commas_and_line_breaks_and_empty_ones_are_null(tmp_path: Path) -> None:
    text = '\ufeffid,name,note\r\n1,"Smith, ""Jo""","a\r\nb"\r\n2,,\r\n'
    world = load_world(write(tmp_path, {_CONTACTS: text}))
    rows = world.systems["hubspot"].objects["contacts"].rows
    assert rows["1"] == {"id": "1", "name": 'Smith, "Jo"', "note": "a\r\nb"}
    assert rows["2"] == {"id": "2", "name": None, "note": None}
    assert list(rows) == ["1", "2"]


def test_a_world_may_have_one_system_only(tmp_path: Path) -> None:
    world = load_world(write(tmp_path, {_LEADS: "Id,IsDeleted\n00Q,False\n"}))
    assert list(world.systems) == ["salesforce"]
    assert world.systems["salesforce"].objects["Lead"].columns == ["Id", "IsDeleted"]


def test_definitions_are_read_as_a_list_or_as_the_api_prints_them(tmp_path: Path) -> None:
    stage = {"id": "default", "stages": []}
    files: dict[str, str | bytes] = {
        "hubspot/pipelines/deals.json": json.dumps({"results": [stage]}),
        "hubspot/properties/deals.json": json.dumps([{"name": "amount"}]),
        "salesforce/describe/Lead.json": json.dumps([{"name": "Id", "type": "id"}]),
    }
    world = load_world(write(tmp_path, files))
    assert world.systems["hubspot"].pipelines == {"deals": [stage]}
    assert world.systems["hubspot"].properties["deals"][0]["name"] == "amount"
    assert world.systems["salesforce"].describe["Lead"]["fields"] == [{"name": "Id", "type": "id"}]


def test_changes_are_ordered_by_their_time_across_files(tmp_path: Path) -> None:
    september, august = _PURGE.replace("2024-07", "2024-09"), _PURGE.replace("2024-07", "2024-08")
    files: dict[str, str | bytes] = {
        "changes/a.jsonl": f"{september}\n\n{_PURGE}\n",
        "changes/b.jsonl": f"{august}\n",
    }
    world = load_world(write(tmp_path, files))
    assert [change["at"][5:7] for change in world.changes] == ["07", "08", "09"]


def test_a_world_of_real_leads_loads(request: pytest.FixtureRequest) -> None:
    folder = request.config.rootpath / "../shared/data/olist_half_world"
    if not folder.is_dir():
        reason = "the independent world is not beside the repository"
        print(reason)
        pytest.skip(reason)
    world = load_world(folder)
    assert len(world.systems["hubspot"].objects["contacts"].rows) > 4_000

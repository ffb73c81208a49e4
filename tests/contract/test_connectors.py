"""What every system's connector promises, tried on every system that there is, at its emulator.

A vendor that the small company does not use brings one: orchestration/emulator/<vendor>/world.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta

import pyarrow as pa
import pytest

from orchestration.emulator import Emulator, load_world
from orchestration.errors import CredentialsError, StreamUnavailableError
from orchestration.sources.connector import Connector
from orchestration.sources.registry import SYSTEMS
from orchestration.sources.spec import (
    AUDIT_COLUMNS,
    Batch,
    ColumnType,
    Deleted,
    FieldInfo,
    Gone,
    StreamSpec,
    Unread,
)
from orchestration.sources.stream import Stream
from orchestration.worlds.changes import InvalidChangeError
from tests.support.paths import ROOT
from tests.support.reliability.company import company
from tests.support.sources.world import asking, connected

STREAMS = [
    pytest.param(name, spec, id=f"{name}.{spec.name}")
    for name, vendor in SYSTEMS.items()
    for spec in vendor.specs
]
Row = Mapping[str, object]


@pytest.fixture(scope="module")
def emulators() -> Iterator[dict[str, Emulator]]:
    started: dict[str, Emulator] = {}
    with Emulator(company(), rate_limits=False) as shared:
        for name in SYSTEMS:
            if name in shared.world.systems:
                started[name] = shared
            else:
                folder = ROOT / "orchestration" / "emulator" / name / "world"
                started[name] = Emulator(load_world(folder), rate_limits=False).start()
        yield started
        for emulator in {*started.values()} - {shared}:
            emulator.stop()


@pytest.fixture
def emulator(name: str, emulators: dict[str, Emulator]) -> Emulator:
    emulators[name].reset()
    return emulators[name]


@pytest.fixture
def connector(name: str, emulator: Emulator) -> Iterator[Connector]:
    with closing(connected(emulator, name)) as made:
        yield made


def _key(spec: StreamSpec, row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in spec.primary_key)


def _rows(spec: StreamSpec, pieces: list[object]) -> dict[tuple[object, ...], Row]:
    """Rows by key, the later one winning, as the loader has it."""
    tables = [piece.table for piece in pieces if isinstance(piece, Batch)]
    return {_key(spec, row): row for table in tables for row in table.to_pylist()}


def _alive(rows: Mapping[tuple[object, ...], Row]) -> dict[tuple[object, ...], Row]:
    return {key: row for key, row in rows.items() if row["_deleted_at"] is None}


def _text_field(spec: StreamSpec, fields: tuple[FieldInfo, ...]) -> FieldInfo | None:
    """A field that people fill in as they like: plain text rather than an id or an address."""
    free = [
        field
        for field in fields
        if field.column_type is ColumnType.TEXT and not field.options
        if not field.is_system and not field.is_calculated and field.field_name in spec.columns
    ]
    return min(free, key=lambda field: field.vendor_type not in _PLAIN, default=None)


_PLAIN = {"string", "text", "textarea"}


def _delete(emulator: Emulator, name: str, spec: StreamSpec, record_id: object) -> None:
    """Delete a record by whatever its vendor calls that."""
    for action in ("delete", "archive", "purge"):
        change = {"system": name, "object": spec.source_object, "id": record_id}
        try:
            emulator.apply({**change, "action": action})
        except InvalidChangeError:
            continue
        return
    raise AssertionError(f"{name} knows no change that deletes a record")


@pytest.mark.parametrize("name", SYSTEMS)
def test_it_says_who_answered(name: str, connector: Connector) -> None:
    info = connector.check()
    assert info.account_id.strip()
    assert info.ui_url is None or info.ui_url.startswith("https://")
    assert connector.name == name
    assert connector.stats.calls > 0


@pytest.mark.parametrize("name", SYSTEMS)
def test_wrong_credentials_are_said_and_never_repeated(name: str, emulator: Emulator) -> None:
    for setting in SYSTEMS[name].required:
        if setting.kind != "secret":
            continue
        wrong = {setting.name: "wrong-s3cret"}
        with closing(connected(emulator, name, **wrong)) as connector:
            with pytest.raises(CredentialsError) as caught:
                connector.check()
            assert "wrong-s3cret" not in f"{caught.value} {caught.value.next_step}"


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_stream_is_offered_once_and_after_its_parents(name: str) -> None:
    names = [spec.name for spec in SYSTEMS[name].specs]
    assert len(set(names)) == len(names)
    for place, spec in enumerate(SYSTEMS[name].specs):
        assert set(spec.parents) <= set(names[:place]), spec.name


@pytest.mark.parametrize(("name", "spec"), STREAMS)
def test_fields_are_the_streams_own_each_once(connector: Connector, spec: StreamSpec) -> None:
    try:
        fields = connector.fields(spec)
    except StreamUnavailableError:
        assert spec.is_optional, "an account may lack none but the optional streams"
        return
    names = [field.field_name for field in fields]
    assert names
    assert len(set(names)) == len(names)
    assert {field.object_name for field in fields} == {spec.name}
    assert not {*names} & {*AUDIT_COLUMNS}
    assert all(name == name.lower() for name in names)


@pytest.mark.parametrize(("name", "spec"), STREAMS)
def test_a_full_read_is_whole_and_typed(connector: Connector, spec: StreamSpec) -> None:
    try:
        fields = connector.fields(spec)
    except StreamUnavailableError:
        assert spec.is_optional
        return
    pieces: list[object] = list(connector.read(spec, asking(fields)))
    assert not [piece for piece in pieces if isinstance(piece, Unread)]
    types = {field.field_name: field.column_type.arrow for field in fields}
    types |= {name: kind.arrow for name, kind in spec.columns.items()}
    types |= {name: AUDIT_COLUMNS[name].arrow for name in _MARKS}
    for piece in pieces:
        if not isinstance(piece, Batch):
            continue
        shown = {field.name: field.type for field in piece.table.schema}
        assert {*_MARKS, *spec.primary_key} <= shown.keys()
        assert shown == {name: types.get(name) for name in shown}
        assert all(piece.table[name].null_count == 0 for name in spec.primary_key)
    counted = connector.count(spec)
    alive = len(_alive(_rows(spec, pieces)))
    assert counted is None or spec.is_log or counted == alive


_MARKS = ("_source_updated_at", "_deleted_at", "_merged_into")


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_change_comes_and_alone_if_it_was_asked_for_alone(
    name: str, emulator: Emulator, connector: Connector
) -> None:
    tried = []
    for spec, fields, before in _record_streams(connector):
        field = _text_field(spec, fields)
        if field is None:
            continue
        tried.append(spec.name)
        key = before[0]
        emulator.clock.advance(timedelta(days=2))
        since = emulator.clock.now() - timedelta(hours=1)
        values = {field.vendor_name or field.field_name: "said anew"}
        change = {"system": name, "action": "upsert", "object": spec.source_object}
        emulator.apply({**change, "id": key, "values": values})
        emulator.clock.advance(timedelta(hours=1))
        ask = asking(fields, since if spec.cursor else None, emulator.clock.now())
        found = _rows(spec, list(connector.read(spec, ask)))
        assert found.keys() == ({(key,)} if spec.cursor else {(each,) for each in before})
        assert found[(key,)][field.field_name] == "said anew"
    assert tried


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_deletion_is_told_whichever_way_it_is_asked_for(
    name: str, emulator: Emulator, connector: Connector
) -> None:
    tried = []
    for spec, fields, before in _record_streams(connector):
        tried.append(spec.name)
        emulator.clock.advance(timedelta(days=2))
        since = emulator.clock.now() - timedelta(hours=1)
        _delete(emulator, name, spec, before[0])
        emulator.clock.advance(timedelta(hours=1))
        ask = asking(fields, since if spec.cursor else None, emulator.clock.now())
        pieces: list[object] = list(connector.read(spec, ask))
        rows = _rows(spec, pieces)
        told = {key[0] for key in rows if key not in _alive(rows)}
        lists = [piece.ids for piece in pieces if isinstance(piece, Deleted)]
        listed = {record for ids in lists for record in ids.to_pylist()}
        missing = {*before} - {key[0] for key in rows}
        assert before[0] in (missing if spec.sweep_deletes else told)
        assert not lists or before[0] in listed
        alive = connector.alive_ids(spec)
        ids = None if alive is None else {record for part in alive for record in part.to_pylist()}
        assert ids is None or ids == set(before[1:])
        assert connector.count(spec) in (None, len(before) - 1)
    assert tried


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_record_asked_for_by_its_id_is_answered(
    name: str, emulator: Emulator, connector: Connector
) -> None:
    if all(type(stream).read_ids is Stream.read_ids for stream in SYSTEMS[name].streams):
        reason = f"{name} has no way to ask for records by their ids"
        print(reason)
        pytest.skip(reason)
    tried = []
    for spec, fields, before in _record_streams(connector):
        ids = before[:3]
        _delete(emulator, name, spec, ids[-1])
        emulator.clock.advance(timedelta(hours=1))
        answers = connector.read_ids(spec, fields, pa.array([*ids, _nobody(before)]))
        if answers is None:
            continue
        tried.append(spec.name)
        pieces: list[object] = list(answers)
        found = _rows(spec, pieces)
        gone = {i for piece in pieces if isinstance(piece, Gone) for i in piece.ids.to_pylist()}
        assert {key[0] for key in found} | gone == {*ids, _nobody(before)}
        assert _nobody(before) in gone
        assert found[(ids[-1],)]["_deleted_at"] is not None
    assert tried


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_stream_that_is_refused_is_said_to_be(
    name: str, emulator: Emulator, connector: Connector
) -> None:
    connector.check()
    emulator.faults.arm("wire.not_found", count=None)
    spec = next(each for each in SYSTEMS[name].specs if _holds_records(each))
    with pytest.raises(StreamUnavailableError):
        list(connector.read(spec, asking(connector.fields(spec))))


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_record_is_ever_written(name: str, emulator: Emulator, connector: Connector) -> None:
    """Not that it could: the emulator, which can import, refuses our log-in (its own tests)."""

    def records() -> dict[str, object]:
        tables = emulator.records[name].objects.values()
        return {one.name: dict(one.rows) for one in tables if one.rows}

    before = records()
    connector.check()
    assert list(_record_streams(connector))
    assert records() == before
    assert not [one for one in emulator.log.entries() if one.method in ("PUT", "PATCH")]


@pytest.mark.parametrize("name", SYSTEMS)
def test_closing_twice_hurts_nobody(name: str, emulator: Emulator) -> None:
    connector = connected(emulator, name)
    connector.check()
    connector.close()
    connector.close()


def _record_streams(
    connector: Connector,
) -> Iterator[tuple[StreamSpec, tuple[FieldInfo, ...], list[str]]]:
    """The streams whose records come and go, with their fields and the ids that are alive."""
    for spec in connector.streams():
        if not _holds_records(spec):
            continue
        try:
            fields = connector.fields(spec)
        except StreamUnavailableError:
            assert spec.is_optional
            continue
        pieces: list[object] = list(connector.read(spec, asking(fields)))
        alive = _alive(_rows(spec, pieces))
        if alive:
            yield spec, fields, sorted(str(key[0]) for key in alive)


def _holds_records(spec: StreamSpec) -> bool:
    """Whether its rows are what people make and delete, each with an id."""
    is_kept = spec.kept_by == "people" and not spec.is_log and not spec.is_setting
    return is_kept and spec.has_fields and len(spec.primary_key) == 1


def _nobody(ids: list[str]) -> str:
    """An id of the same form that no record has."""
    digits = [place for place, letter in enumerate(ids[0]) if letter.isdigit()]
    made = "".join("9" if place in digits else letter for place, letter in enumerate(ids[0]))
    assert made not in ids
    return made

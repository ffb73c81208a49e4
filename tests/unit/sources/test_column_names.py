"""Every vendor's spelling becomes a column of its own, on every engine, in any order."""

from __future__ import annotations

from itertools import permutations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from orchestration.sources.column_names import column_name, column_names, field_names
from orchestration.sources.spec import AUDIT_COLUMNS
from orchestration.warehouse import quoted

# Letters whose case is a matter of the alphabet (the Kelvin sign, the long s), quotes, our own.
_SPELLINGS = st.one_of(
    st.text(max_size=80),
    st.text("aAkK\u212as\u017f_\"'; 1", max_size=4),
    st.sampled_from([*AUDIT_COLUMNS, "ctid", "ROWID", "Id", "id", "select", "x" * 63, "x" * 64]),
)


def test_a_vendor_field_never_takes_the_place_of_another_or_of_our_own() -> None:
    assert field_names(["email", "id"], taken=("id",)) == {"email": "email", "id": "id__2"}
    assert field_names(["_synced_at"]) == {"_synced_at": "_synced_at__2"}
    taken = {"Order": "order__3", "order": "order", "order__2": "order__2"}
    for names in permutations(taken):
        assert field_names(names) == taken


@pytest.mark.parametrize(
    ("vendor", "column"),
    [
        ("MQL_Date__c", "mql_date__c"),
        ("hs_v2_date_entered_123", "hs_v2_date_entered_123"),
        ("how_did_you_hear_", "how_did_you_hear_"),
    ],
)
def test_a_plain_vendor_name_is_only_lowered(vendor: str, column: str) -> None:
    assert column_name(vendor) == column


def test_hostile_and_long_names_become_plain_and_stay_apart() -> None:
    names = ['x"; drop table y; --', "x'; drop table y; --", "1st", "naïve", "a" * 64, "a" * 65, ""]
    columns = [column_name(name) for name in names]
    assert len(set(columns)) == len(names)
    assert all(len(c) <= 63 and c.isascii() and c.isidentifier() for c in columns)
    assert [column_name(c) for c in columns] == columns


def test_names_that_an_engine_keeps_for_itself_become_others() -> None:
    names = ["ctid", "xmin", "XMAX", "tableoid", "rowid", "oid"]
    columns = [column_name(name) for name in names]
    assert not set(columns) & {name.lower() for name in names}
    assert [column_name(c) for c in columns] == columns


def test_names_that_differ_in_case_only_get_two_columns_in_any_order() -> None:
    names = ["Foo", "foo", "FOO", "bar"]
    columns = column_names(names)
    assert columns["foo"] == "foo"
    assert columns["bar"] == "bar"
    assert len(set(columns.values())) == 4
    assert column_names(reversed(names)) == columns


@settings(max_examples=200, deadline=None)
@given(names=st.lists(_SPELLINGS, max_size=8))
def test_every_name_becomes_a_column_that_every_engine_takes(names: list[str]) -> None:
    columns = column_names(names)
    assert len(set(columns.values())) == len(set(names))
    assert column_names([*reversed(names)]) == columns
    for name, column in columns.items():
        assert len(column) <= 63
        assert column.isascii()
        assert column.isidentifier()
        assert column == column.lower()
        assert column_name(column) == column
        assert column == column_name(name) or column_name(name) in columns.values()


@settings(max_examples=200, deadline=None)
@given(names=st.lists(_SPELLINGS, max_size=8), taken=st.lists(_SPELLINGS, max_size=3))
def test_no_field_takes_the_name_of_another_or_of_our_own(
    names: list[str], taken: list[str]
) -> None:
    fields = field_names(names, taken)
    assert fields.keys() == set(names)
    assert len(set(fields.values())) == len(fields)
    assert not set(fields.values()) & {*taken, *AUDIT_COLUMNS}
    assert field_names([*reversed(names)], taken) == fields
    columns = column_names(fields.values())
    assert len(set(columns.values())) == len(fields)
    assert not set(columns.values()) & AUDIT_COLUMNS.keys()


@settings(max_examples=50, deadline=None)
@given(names=st.lists(_SPELLINGS, min_size=1, max_size=8))
def test_one_table_holds_the_columns_of_any_names(names: list[str]) -> None:
    engine = create_engine("duckdb:///:memory:")
    columns = sorted(column_names(field_names(names).values()).values())
    listed = ", ".join(f"{quoted(engine, column)} text" for column in columns)
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"create table t ({listed})")
        connection.execute(f"insert into t values ({', '.join('?' for _ in columns)})", columns)
        [row] = connection.execute("select * from t").to_arrow_table().to_pylist()
    assert row == {column: column for column in columns}

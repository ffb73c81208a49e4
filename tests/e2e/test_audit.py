"""An audit of a company's raw tables as files says of every field what the pipeline published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from orchestration.audit.ledger import open_ledger
from tests.support.company import Company

_SAID = (
    "source_system, source_object, field, records, filled_raw, filled, placeholder_records,"
    " distinct_values, top_value_count, verdict"
)


@pytest.fixture(scope="module")
def exported(larkspur: Company, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every object whose fields are profiled, as a CRM's export would hold it."""
    folder = tmp_path_factory.mktemp("exports")
    places = larkspur.rows(
        "select distinct source_system, source_object from quality.field_profile"
    )
    with larkspur.warehouse.engine().connect() as connection:
        return [
            _export(connection, system, name, folder / system / f"{name}.csv")
            for system, name in sorted(map(tuple, places))
        ]


def _export(connection: sa.Connection, system: str, name: str, path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    schema = f"raw_{system}"
    columns = [
        str(column[0])
        for column in connection.execute(
            sa.text(
                "select column_name from information_schema.columns where table_schema = :schema"
                " and table_name = :name and column_name[1] <> '_' order by ordinal_position"
            ),
            {"schema": schema, "name": name},
        )
    ]
    # What fits no column of its type is kept beside the table; the CRM's own export would hold it.
    misfits = (
        f"(select value from {schema}._misfits as m where m.object = '{name}' and m.field ="
        " '{0}' and m.record_id = r.id and m._deleted_at is null)"
    )
    held = {
        str(row[0])
        for row in connection.execute(
            sa.text(f"select distinct field from {schema}._misfits where object = '{name}'")
        )
    }
    values = ", ".join(
        f'coalesce(r."{column}"::varchar, {misfits.format(column)}) as "{column}"'
        if column in held
        else f'r."{column}"'
        for column in columns
    )
    connection.execute(
        sa.text(
            f'copy (select {values} from {schema}."{name}" as r where _deleted_at is null)'
            f" to '{path}' (header)"
        )
    )
    return path


def _rows(rows: Iterator[Any] | list[Any]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def test_an_audit_of_the_exports_says_what_the_pipeline_says(
    larkspur: Company, exported: list[Path]
) -> None:
    (as_of,) = larkspur.raw_rows("select as_of from ops.run_context")
    published = _rows(
        larkspur.rows(f"select {_SAID} from quality.field_profile where verdict <> 'could_not_see'")
    )
    # A file does not say which options its lists declare, and one may be a placeholder.
    declared = {
        tuple(row)
        for row in larkspur.rows(
            "select source_system, source_object, field from quality.placeholder"
            " where why_not_empty = 'an option that the vendor declares'"
        )
    }
    with open_ledger(exported, as_of[0]) as ledger:
        told = _rows(ledger.models.query(f"select {_SAID} from quality.field_profile").rows)
    # An object without a day of creation is not known as its system's: it is a file's own.
    told |= {place: told[own] for place in published if (own := ("files", *place[1:])) in told}
    wrong = {
        place: (said, told.get(place))
        for place, said in published.items()
        if place not in declared and told.get(place) != said
    }
    assert wrong == {}
    assert len(declared) < 3
    assert len(published) > 200, "the company has fields of both systems, or this tests nothing"

"""Whether two warehouses hold the same published rows."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.dbt.build import Build


def assert_same_marts(here: Build, there: Build, names: Iterable[str]) -> None:
    """Every named mart has the same rows, columns in the same order, in both."""
    for name in names:
        columns = ", ".join(
            row[0]
            for row in here.rows(
                "select column_name from information_schema.columns"
                f" where table_schema = 'marts' and table_name = '{name}' order by 1"
            )
        )
        left, right = (
            sorted(map(str, build.rows(f"select {columns} from {build.schema('marts')}.{name}")))
            for build in (here, there)
        )
        assert left == right, name

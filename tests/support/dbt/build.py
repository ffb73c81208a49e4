"""A warehouse with a few hand-made raw rows in it, built by dbt: for tests of the quality models.

Raw tables get the columns that the dbt sources promise; rows are dicts, missing columns are null.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import NullPool

from orchestration.loading import resolve_web_addresses
from orchestration.matching import MATCHED, score_matches
from orchestration.transform import described_tables
from orchestration.warehouse import Described, Place, Warehouse, open_warehouse
from tests.support.dbt.parsed import PARSED_AMID, PARTIAL_PARSE, kept_parse
from tests.support.dbt.warm import warm_dbt
from tests.support.paths import PROJECT

#: What a build makes in a run, for whoever asks expectations, unit tests or quality tables.
EVERYTHING = ("resource_type:seed", "resource_type:model")
QUALITY_TABLES = tuple(sorted(path.stem for path in (PROJECT / "models/quality").glob("*.sql")))
Rows = dict[tuple[str, str], list[dict[str, Any]]]

_TYPES = {
    "text": "varchar",
    "integer": "bigint",
    "number": "double precision",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
_OWN_COLUMNS = {
    "_synced_at": "timestamp",
    "_run_id": "text",
    "_deleted_at": "timestamp",
    "_source_updated_at": "timestamp",
    "_merged_into": "text",
}


class Build:
    """One database, filled and built."""

    def __init__(self, engine: Engine, environment: Mapping[str, str], scratch: Path) -> None:
        self.engine = engine
        self._environment = environment
        self._scratch = scratch

    @classmethod
    def on_duckdb(cls, scratch: Path) -> Build:
        environment = PARSED_AMID["duckdb"]
        # by its name alone, with dbt in that folder: a parse made for one such file fits all
        path = scratch / environment["HYMNSHEET_DBT_DUCKDB_PATH"]
        engine = create_engine(f"duckdb:///{path}", poolclass=NullPool)
        return cls(engine, environment, scratch)

    def copy(self, scratch: Path) -> Build:
        """The same DuckDB file elsewhere, under the same name, which the views in it spell out."""
        copied = Build.on_duckdb(scratch)
        shutil.copy(str(self.engine.url.database), str(copied.engine.url.database))
        (scratch / "target").mkdir()
        shutil.copy(self._scratch / "target" / "manifest.json", scratch / "target")
        return copied

    @classmethod
    def on_postgres(cls, url: str, scratch: Path) -> Build:
        parsed = make_url(url)
        environment = {
            "HYMNSHEET_DBT_TARGET": "postgres",
            "HYMNSHEET_DBT_PG_HOST": str(parsed.host),
            "HYMNSHEET_DBT_PG_PORT": str(parsed.port),
            "HYMNSHEET_DBT_PG_USER": str(parsed.username),
            "HYMNSHEET_DBT_PG_DATABASE": str(parsed.database),
        }
        return cls(create_engine(url, poolclass=NullPool), environment, scratch)

    def schema(self, layer: str) -> str:
        on_the_side = self.engine.dialect.name == "postgresql" and layer in ("marts", "quality")
        return f"build_{layer}" if on_the_side else layer

    def fill(self, rows: Rows, extra_columns: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
        quote = self.engine.dialect.identifier_preparer.quote_identifier
        with self.engine.begin() as connection:
            for schema in ("raw_hubspot", "raw_salesforce", "raw_files", "ops"):
                connection.execute(text(f"create schema {schema}"))
            for place, columns in _promised_tables().items():
                named = {**columns, **extra_columns.get(place, {})}
                table = f"{place[0]}.{quote(place[1])}"
                declared = ", ".join(
                    f"{quote(name)} {_TYPES[kind]}" for name, kind in named.items()
                )
                connection.execute(text(f"create table {table} ({declared})"))
                for row in rows.get(place, []):
                    self._insert(connection, table, row, quote)

    @staticmethod
    def _insert(connection: Any, table: str, row: Mapping[str, Any], quote: Any) -> None:
        values = {f"v{place}": value for place, value in enumerate(row.values())}
        connection.execute(
            text(
                f"insert into {table} ({', '.join(map(quote, row))})"
                f" values ({', '.join(f':{name}' for name in values)})"
            ),
            values,
        )

    def at(self, as_of: datetime) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("delete from ops.run_context"))
            connection.execute(
                text("insert into ops.run_context (run_id, as_of) values (:run_id, :as_of)"),
                {"run_id": as_of.isoformat(), "as_of": as_of},
            )

    def execute(self, statement: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement))

    def dbt(self, *selected: str, command: str = "build", project: Path = PROJECT) -> None:
        resolve_web_addresses(self.engine)
        arguments = ["--project-dir", str(project), "--profiles-dir", str(PROJECT), "--quiet"]
        arguments += ["--target-path", str(self._scratch / "target")]
        arguments += ["--log-path", str(self._scratch / "logs"), "--log-level-file", "warn"]
        arguments += ["--select", *selected]
        if command == "build":  # unit tests are about our SQL, whatever the rows: they run once
            arguments += ["--exclude-resource-type", "unit_test"]
            # a test that reads what is not built here as well is for builds of more
            arguments += ["--indirect-selection", "buildable"]
        if project == PROJECT:
            warm_dbt(self.engine.dialect.name).run(
                [command, *arguments], self._environment, self._scratch
            )
            return
        self._put_parse(self._scratch / "target" / PARTIAL_PARSE)
        done = subprocess.run(
            [str(Path(sys.executable).with_name("dbt")), command, *arguments],
            env={**os.environ, **self._environment},
            cwd=self._scratch,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _put_parse(self, path: Path) -> None:
        """What a copy of the project has in common with ours is not parsed again."""
        if self.engine.dialect.name == "duckdb" and not path.exists():
            path.parent.mkdir(exist_ok=True)
            shutil.copy(kept_parse() / PARTIAL_PARSE, path)

    def score(self) -> None:
        """Score possible matches, as a build does between its models."""
        for command in ("seed", "run"):  # tests of a part of the models ask for the rest
            self.dbt(*(f"+{model}" for model in MATCHED), command=command)
        score_matches(self.engine)

    def publish(self) -> None:
        """Swap the built layers in, as a run does at its end."""
        warehouse = self.warehouse()
        warehouse.publish(self.described())
        self._environment = {**self._environment, **warehouse.dbt_environment()}

    def warehouse(self) -> Warehouse:
        return open_warehouse(
            self.engine.url.render_as_string(hide_password=False).replace("_build.", ".")
        )

    def described(self) -> dict[Place, Described]:
        """What the models that were built last promise of their tables."""
        manifest = (self._scratch / "target" / "manifest.json").read_bytes()
        return described_tables(json.loads(manifest))

    @property
    def target(self) -> Path:
        """Where dbt leaves what it compiled."""
        return self._scratch / "target"

    def columns(self, place: str) -> list[str]:
        with self.engine.connect() as connection:
            return list(connection.execute(text(f"select * from {place} where 1 = 0")).keys())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def table(self, name: str) -> list[str]:
        return sorted(map(str, self.rows(f"select * from {self.schema('quality')}.{name}")))


def _promised_tables() -> dict[tuple[str, str], dict[str, str]]:
    tables: dict[tuple[str, str], dict[str, str]] = {}
    for place in (
        "hubspot/_hubspot__sources.yml",
        "salesforce/_salesforce__sources.yml",
        "files/_files__sources.yml",
        "ops/_ops.yml",
    ):
        document = yaml.safe_load((PROJECT / "models" / "staging" / place).read_text("utf-8"))
        for source in document["sources"]:
            own: Mapping[str, str] = {} if source["name"] == "ops" else _OWN_COLUMNS
            for table in source["tables"]:
                columns = {column["name"]: column["data_type"] for column in table["columns"]}
                tables[(source["name"], table["name"])] = {**columns, **own}
    return tables


def field_row(object_name: str, field: str, **changes: Any) -> dict[str, Any]:
    """A row of `_fields`: a plain readable text field, unless told otherwise."""
    return {
        "object": object_name,
        "field": field,
        "label": field,
        "vendor_type": "string",
        "column_type": "text",
        "is_custom": False,
        "is_calculated": False,
        "is_system": False,
        "is_required": False,
        "is_readable": True,
        **changes,
    }


def option_rows(
    object_name: str, field: str, options: Sequence[tuple[str, bool]]
) -> list[dict[str, Any]]:
    """Rows of `_field_options` for one list field."""
    return [
        {
            "object": object_name,
            "field": field,
            "value": value,
            "label": value,
            "is_active": active,
            "position": place,
        }
        for place, (value, active) in enumerate(options)
    ]


def misfit_row(
    object_name: str, record_id: str, field: str, declared_type: str, value: str
) -> dict[str, Any]:
    """A row of `_misfits`: a value that did not fit its column, which is null there."""
    return {
        "object": object_name,
        "record_id": record_id,
        "field": field,
        "declared_type": declared_type,
        "value": value,
    }

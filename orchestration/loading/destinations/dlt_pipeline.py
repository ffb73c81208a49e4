"""How dlt is made to carry rows for us: its surroundings, its connection, what it may say.

The only module that knows dlt. It carries tables into a schema that nobody reads; see dlt.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import dlt
import pyarrow as pa
from dlt.common.configuration.container import Container
from dlt.common.configuration.providers import CustomLoaderDocProvider
from dlt.common.configuration.specs.pluggable_run_context import PluggableRunContext
from dlt.common.destination import Destination as DltDestination
from dlt.common.exceptions import DltException
from dlt.common.runtime.run_context import RunContext
from dlt.destinations.impl.postgres.configuration import PostgresCredentials
from sqlalchemy.engine import make_url

from orchestration.errors import RowTooWideError, WarehouseError
from orchestration.sources.spec import ColumnType
from orchestration.sources.typing import type_of
from orchestration.warehouse import Warehouse

_NAME = "hymnsheet"
#: They count before dlt's variables of the environment and before its files.
_SETTINGS: Mapping[str, Any] = {
    "runtime": {
        "dlthub_telemetry": False,
        "intercept_signals": False,  # ours end the process at once
        "log_level": "CRITICAL",  # its log spells values; what fails is raised
    },
    "pipelines": {"restore_from_destination": False, "enable_runtime_trace": False},
    "schema": {"naming": "direct"},
    "load": {"workers": 1, "raise_on_max_retries": 3},
}
_TYPES: Mapping[ColumnType, Mapping[str, Any]] = {
    ColumnType.TEXT: {"data_type": "text"},
    ColumnType.INTEGER: {"data_type": "bigint"},
    ColumnType.NUMBER: {"data_type": "double"},
    ColumnType.BOOLEAN: {"data_type": "bool"},
    ColumnType.DATE: {"data_type": "date"},
    ColumnType.TIMESTAMP: {"data_type": "timestamp", "timezone": False, "precision": 6},
}
#: By the number that Postgres has for a type. Its driver knows no Arrow, and is Redshift's too.
_NUMBERED: Mapping[int, ColumnType] = {
    16: ColumnType.BOOLEAN,
    20: ColumnType.INTEGER,
    701: ColumnType.NUMBER,
    1082: ColumnType.DATE,
    1114: ColumnType.TIMESTAMP,
}


@contextmanager
def open_pipeline(warehouse: Warehouse, schema: str) -> Iterator[DltPipeline]:
    """A pipeline beside one raw schema, for as long as the block lasts.

    Its working folder is a temporary one, and holds the rows of one transaction at a time. What a
    killed run left in the schema that it carries into is dropped first.

    Raises:
        WarehouseError: dlt or the engine refused; the message never spells values.
    """
    context = PluggableRunContext(_Surroundings("."))
    with (
        TemporaryDirectory() as folder,
        Container().injectable_context(context),
        _credentials(warehouse) as credentials,
    ):
        pipeline = dlt.pipeline(
            _NAME,
            pipelines_dir=folder,
            destination=DltDestination.from_reference(warehouse.kind, credentials=credentials),
            dataset_name=f"landing_{schema}",
        )
        try:
            with refusals(schema):
                _drop(pipeline)
            yield DltPipeline(pipeline)
        finally:
            with suppress(WarehouseError), refusals(schema):
                _drop(pipeline)
            pipeline.deactivate()


class DltPipeline:
    """What is asked of dlt: to carry tables, and for a connection of its own."""

    def __init__(self, pipeline: dlt.Pipeline) -> None:
        self._pipeline = pipeline

    def connect(self) -> Any:
        """A connection of dlt's, to be entered: transactions, statements, quotes."""
        return self._pipeline.sql_client()

    def carry(self, tables: Mapping[str, pa.Table], formats: Any) -> None:
        """Load tables under these names, each instead of what the name held.

        Args:
            tables: none of them empty; dlt's way into Postgres fails on one.
            formats: of files that the engine takes: Parquet, where it does, is six times as fast.
        """
        file_format: Any = "parquet" if "parquet" in formats else None
        try:
            self._pipeline.run(
                [_resource(name, rows) for name, rows in tables.items()],
                loader_file_format=file_format,
            )
        except DltException:
            self._pipeline.abort_packages()  # or the next run would begin with them
            raise


class _Surroundings(RunContext):
    """What dlt finds around it: our settings before anybody's."""

    def initial_providers(self) -> list[Any]:
        """Where settings are looked for, in order."""
        ours = CustomLoaderDocProvider(_NAME, lambda: dict(_SETTINGS))
        return [ours, *super().initial_providers()]


@contextmanager
def _credentials(warehouse: Warehouse) -> Iterator[Any]:
    """What dlt connects by."""
    kind: str = warehouse.kind
    if kind == "duckdb":
        # A process can have a file open in one way only: dlt works in a connection of ours.
        with warehouse.engine().connect() as connection:
            native: Any = connection.connection.driver_connection
            with native.duplicate() as own:
                yield own
    else:
        yield _libpq(warehouse.loader_url) if kind == "postgres" else warehouse.loader_url


def _libpq(written: str) -> PostgresCredentials:
    """A URL of libpq's in the parts that dlt wants to know, even where libpq could do without."""
    url = make_url(written)
    credentials = PostgresCredentials(written)
    # The folder of a socket, as libpq reads it there.
    credentials.host = url.host or quote(str(url.query.get("host", "localhost")), safe="")
    credentials.username = url.username or str(url.query.get("user", ""))
    credentials.password = str(url.password or url.query.get("password", ""))
    query = credentials.query or {}
    # dlt spells a space as a plus sign, which libpq takes for one; any white space parts options.
    credentials.query = query | {"options": str(query.get("options", "")).replace(" ", "\t")}
    return credentials


@contextmanager
def refusals(schema: str) -> Iterator[None]:
    """What dlt raises, as an error of ours.

    Raises:
        RowTooWideError: a row does not fit into a page of 8 kB of Postgres.
        WarehouseError: dlt or the engine refused; the message never spells values.
    """
    try:
        yield
    except Exception as error:
        if not _is_refusal(error):
            raise
        reason = _reason(error)
        if "row is too big" in reason:
            raise RowTooWideError(
                f"A row of {schema} is wider than Postgres can hold: {reason}.",
                next_step="Hide fields that nobody needs from the integration user, or use DuckDB.",
            ) from None
        raise WarehouseError(
            f"The warehouse refused an operation on {schema}, through dlt: {reason}.",
            next_step="Look at the message; rows committed before stay, run again.",
        ) from None


def _is_refusal(error: Exception) -> bool:
    """Whether dlt raised it, or a driver that dlt let through, as it does where none connects."""
    is_of_driver = any(kind.__name__ == "DatabaseError" for kind in type(error).__mro__)
    return is_of_driver or isinstance(error, DltException)


def _reason(error: BaseException) -> str:
    """The first line of what the engine itself said."""
    inner: BaseException | None = error
    while inner is not None:
        error = inner
        wrapped = getattr(error, "exception", None) or getattr(error, "client_exception", None)
        inner = wrapped or error.__cause__
    return next(iter(str(error).splitlines()), type(error).__name__)


def _drop(pipeline: dlt.Pipeline) -> None:
    with pipeline.sql_client() as client:
        if client.has_dataset():
            client.drop_dataset()


def _resource(name: str, rows: pa.Table) -> Any:
    columns: Any = {
        field.name: {**_TYPES[type_of(field.type)], "nullable": True} for field in rows.schema
    }
    return dlt.resource([rows], name=name, write_disposition="replace", columns=columns)


def typed_rows(cursor: Any) -> pa.Table:
    """The rows of a cursor of dlt's in our six types, whatever its driver makes of them."""
    if type(cursor.native_cursor).__module__.startswith("psycopg2"):
        kinds = [_NUMBERED.get(column[1], ColumnType.TEXT) for column in cursor.description]
        names = [column[0] for column in cursor.description]
        columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(names)
        arrays = [pa.array(c, kind.arrow) for c, kind in zip(columns, kinds, strict=True)]
        return pa.table(arrays, names=names)
    rows = cursor.arrow()
    return rows.cast(pa.schema([(field.name, type_of(field.type).arrow) for field in rows.schema]))

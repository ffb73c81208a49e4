"""Results of rows that were validated before: the same rows and expectation need no second look."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

from sqlalchemy import Column, MetaData, Table, Text, delete, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateSchema

from expectations.results import CheckResult
from expectations.validator import Batch

_SCHEMA = "ops"
_TABLE = Table(
    "verdict",
    MetaData(),
    Column("fingerprint", Text, nullable=False),
    Column("results", Text, nullable=False),
    schema=_SCHEMA,
)
Results = dict[str, list[CheckResult]]


def fingerprint(batch: Batch) -> str:
    """What a result depends on: the rows, what is expected of them, and who validates."""
    from pandas.util import hash_pandas_object  # slow to import

    digest = hashlib.sha256(f"{version('great-expectations')}\n{batch.suite}\n".encode())
    digest.update(repr((batch.name, batch.key, list(batch.expectations))).encode())
    digest.update(repr(list(batch.rows.dtypes.items())).encode())
    digest.update(hash_pandas_object(batch.rows, index=False).to_numpy().tobytes())
    return digest.hexdigest()


def recall(engine: Engine) -> Results:
    """The results of the last run; none where there are none, or none that can be read."""
    with engine.begin() as connection:
        connection.execute(CreateSchema(_SCHEMA, if_not_exists=True))
        _TABLE.create(connection, checkfirst=True)
        rows = connection.execute(select(_TABLE)).all()
    return {row.fingerprint: [_result(entry) for entry in json.loads(row.results)] for row in rows}


def keep(engine: Engine, results_of: Mapping[str, Sequence[CheckResult]]) -> None:
    """Replace what is remembered by the results of this run."""
    rows = [
        {"fingerprint": mark, "results": json.dumps([asdict(result) for result in results])}
        for mark, results in results_of.items()
    ]
    with engine.begin() as connection:
        connection.execute(delete(_TABLE))
        if rows:
            connection.execute(insert(_TABLE), rows)


def _result(entry: dict[str, object]) -> CheckResult:
    ids = entry.pop("unexpected_ids")
    assert isinstance(ids, list)  # noqa: S101  written by `keep`
    return CheckResult(**entry, unexpected_ids=tuple(ids))  # type: ignore[arg-type]

"""Verdicts on rows that were judged before: the same rows and expectation need no second look."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

import pandas as pd
from sqlalchemy import Column, MetaData, Table, Text, delete, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateSchema

from expectations.judge import Frame
from expectations.results import CheckResult

_SCHEMA = "ops"
_VERDICT = Table(
    "verdict",
    MetaData(),
    Column("fingerprint", Text, nullable=False),
    Column("results", Text, nullable=False),
    schema=_SCHEMA,
)
Verdicts = dict[str, list[CheckResult]]


def fingerprint(suite: str, frame: Frame) -> str:
    """What a verdict depends on: the rows, what is expected of them, and who judges."""
    digest = hashlib.sha256(f"{version('great-expectations')}\n{suite}\n".encode())
    digest.update(repr((frame.name, frame.key, list(frame.expectations))).encode())
    digest.update(repr(list(frame.rows.dtypes.items())).encode())
    digest.update(pd.util.hash_pandas_object(frame.rows, index=False).to_numpy().tobytes())
    return digest.hexdigest()


def recall(engine: Engine) -> Verdicts:
    """The verdicts of the last run; none where there are none, or none that can be read."""
    with engine.begin() as connection:
        connection.execute(CreateSchema(_SCHEMA, if_not_exists=True))
        _VERDICT.create(connection, checkfirst=True)
        rows = connection.execute(select(_VERDICT)).all()
    return {row.fingerprint: [_result(entry) for entry in json.loads(row.results)] for row in rows}


def keep(engine: Engine, verdicts: Mapping[str, Sequence[CheckResult]]) -> None:
    """Replace what is remembered by the verdicts of this run."""
    rows = [
        {"fingerprint": mark, "results": json.dumps([asdict(result) for result in results])}
        for mark, results in verdicts.items()
    ]
    with engine.begin() as connection:
        connection.execute(delete(_VERDICT))
        if rows:
            connection.execute(insert(_VERDICT), rows)


def _result(entry: dict[str, object]) -> CheckResult:
    ids = entry.pop("unexpected_ids")
    assert isinstance(ids, list)  # noqa: S101  written by `keep`
    return CheckResult(**entry, unexpected_ids=tuple(ids))  # type: ignore[arg-type]

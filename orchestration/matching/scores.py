"""`ops.match_score`: made anew, in the middle of a build, from what the models hold by then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, text
from sqlalchemy.engine import Engine
from sqlalchemy.schema import CreateSchema

from orchestration.matching.accounts import ACCOUNTS
from orchestration.matching.model import PRIOR, Model
from orchestration.matching.persons import PERSONS
from orchestration.matching.scoring import IDENTITY, Score, score_records
from orchestration.warehouse import qualified, quoted


def _splink_version() -> str:
    try:
        return version("splink")
    except PackageNotFoundError:
        return "none"


MATCH_SCORE: Final = ("ops", "match_score")
MODELS: Final = (PERSONS, ACCOUNTS)
#: The models that the scores are made from.
MATCHED: Final = tuple(model.table for model in MODELS)
#: Pairs below it are not kept: more likely two than one.
LEAST_SCORE: Final = 0.5
#: Tells apart what is scored with other weights, by another splink, or not at all.
WEIGHTS: Final = hashlib.sha256(
    repr((PRIOR, LEAST_SCORE, MODELS, _splink_version())).encode()
).hexdigest()[:16]
_BATCH: Final = 20_000
_COLUMNS: Final = ("kind", *Score._fields)


def score_matches(engine: Engine, schema: str = "intermediate") -> int | None:
    """Score the comparable records, and put the pairs in the place of those that are there.

    Args:
        engine: the build side of the warehouse.
        schema: where the intermediate layer stands on it.

    Returns:
        How many pairs were kept; None where splink is not installed: then there are none.
    """
    with engine.begin() as connection:
        connection.execute(CreateSchema(MATCH_SCORE[0], if_not_exists=True))
        target = qualified(connection, *MATCH_SCORE)
        typed = ", ".join(
            f"{name} {'double precision' if name == 'score' else 'varchar'}" for name in _COLUMNS
        )
        connection.execute(text(f"create table if not exists {target} ({typed})"))
        connection.execute(text(f"delete from {target}"))  # noqa: S608  quoted
        try:
            return sum(_fill(connection, target, schema, model) for model in MODELS)
        except ModuleNotFoundError as missing:
            if missing.name != "splink":
                raise
            return None


def _fill(connection: Connection, target: str, schema: str, model: Model) -> int:
    scores = score_records(_records(connection, schema, model), model, LEAST_SCORE)
    kept = 0
    while batch := [(model.kind, *score) for score in islice(scores, _BATCH)]:
        _insert(connection, target, batch)
        kept += len(batch)
    return kept


def _records(connection: Connection, schema: str, model: Model) -> Iterator[Sequence[Any]]:
    names = ", ".join(quoted(connection, name) for name in (*IDENTITY, *model.columns))
    place = qualified(connection, schema, model.table)
    query = text(f"select {names} from {place}")  # noqa: S608  quoted
    for rows in connection.execute(query).partitions(_BATCH):
        yield from rows


def _insert(connection: Connection, target: str, rows: Iterable[Sequence[Any]]) -> None:
    columns = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
    values = ", ".join(
        f"unnest(cast(:{name} as {'double precision' if name == 'score' else 'varchar'}[]))"
        for name in _COLUMNS
    )
    connection.execute(text(f"insert into {target} select {values}"), columns)

"""Splink at work, in a DuckDB of its own in memory, whatever the warehouse is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import duckdb

from orchestration.matching.model import PRIOR, Comparison, Level, Model

#: What names a record and its group, before a model's own columns.
IDENTITY: Final = ("label", "source_system", "source_object", "source_id")
_BATCH: Final = 20_000


class Score(NamedTuple):
    """Two records and how probable it is that they are one; the smaller one first."""

    source_system: str
    source_object: str
    source_id: str
    other_source_system: str
    other_source_object: str
    other_source_id: str
    score: float
    names: str
    why: str


def score_records(
    records: Iterable[Sequence[Any]], model: Model, least_score: float
) -> Iterator[Score]:
    """Every two records of different groups that score at least `least_score`, in order.

    Args:
        records: rows of IDENTITY and the model's columns.
        model: what is compared.
        least_score: from 0 to 1.

    Raises:
        ModuleNotFoundError: splink is not installed.
    """
    import splink  # noqa: F401  before any work is done

    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        if _load(connection, records, model) < 2:
            return
        weighed = _predict(connection, model, least_score)
        yield from _told(connection, weighed, model)


def _load(
    connection: duckdb.DuckDBPyConnection, records: Iterable[Sequence[Any]], model: Model
) -> int:
    """The records as `loaded`, each with a number in the order of their names; how many."""
    names = (*IDENTITY, *model.columns)
    typed = ", ".join(f"{name} {'bigint' if name == 'label' else 'text'}" for name in names)
    connection.execute(f"create table arrived ({typed})")
    places = ", ".join("unnest(?)" for _ in names)
    batch: list[Sequence[Any]] = []

    def land() -> None:
        if batch:
            connection.execute(
                f"insert into arrived select {places}",
                [list(column) for column in zip(*batch, strict=True)],
            )
            batch.clear()

    for record in records:
        batch.append(record)
        if len(batch) == _BATCH:
            land()
    land()
    connection.execute(
        "create table loaded as select row_number() over (order by source_system, source_object,"
        " length(source_id), source_id) as unique_id, * from arrived"
    )
    connection.execute("drop table arrived")
    return int(connection.execute("select count(*) from loaded").fetchall()[0][0])


def _predict(connection: duckdb.DuckDBPyConnection, model: Model, least_score: float) -> str:
    """The name of splink's table of pairs."""
    import logging

    from splink import DuckDBAPI, Linker, SettingsCreator
    from splink.blocking_rule_library import CustomRule

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        probability_two_random_records_match=PRIOR,
        comparisons=[_comparison(each) for each in model.comparisons],
        blocking_rules_to_generate_predictions=[
            CustomRule(f"{rule} and l.label <> r.label") for rule in model.blocking
        ],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )
    api = DuckDBAPI(connection)
    linker = Linker(api.register("loaded"), settings)
    pairs = linker.inference.predict(threshold_match_probability=least_score)
    return str(pairs.physical_name)


def _comparison(comparison: Comparison) -> Any:
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons

    def level(each: Level) -> Any:
        made = (
            levels.CustomLevel(each.when, each.told or each.code)
            if each.when
            else levels.ElseLevel()
        )
        return made.configure(m_probability=each.m, u_probability=each.u)

    unknown = levels.CustomLevel(comparison.unknown, "unknown").configure(is_null_level=True)
    return comparisons.CustomComparison(
        output_column_name=comparison.name,
        comparison_levels=[unknown, *map(level, (*comparison.levels, comparison.otherwise))],
    )


def _told(connection: duckdb.DuckDBPyConnection, pairs: str, model: Model) -> Iterator[Score]:
    """The pairs with their records' names, and splink's levels in words."""
    answers = [_answers(comparison) for comparison in model.comparisons]
    levels = ", ".join(f"pairs.gamma_{each.name}" for each in model.comparisons)
    query = (
        "select near_side.source_system, near_side.source_object, near_side.source_id,"  # noqa: S608  our own names and splink's
        " far_side.source_system, far_side.source_object, far_side.source_id,"
        f" round(pairs.match_probability, 4), {levels}"
        f" from {pairs} as pairs"
        " join loaded as near_side on near_side.unique_id = pairs.unique_id_l"
        " join loaded as far_side on far_side.unique_id = pairs.unique_id_r"
        " order by pairs.unique_id_l, pairs.unique_id_r"
    )
    found = connection.execute(query)
    while rows := found.fetchmany(_BATCH):
        for row in rows:
            given = [answer.get(level) for answer, level in zip(answers, row[7:], strict=True)]
            why = "; ".join(each.told for each in given if each is not None and each.told)
            names = given[0].code if given[0] is not None else "unknown"
            system, place, record_id, other_system, other_place, other_id, score = row[:7]
            yield Score(
                system, place, record_id, other_system, other_place, other_id, score, names, why
            )


def _answers(comparison: Comparison) -> dict[int, Level]:
    """Splink counts levels from below: 0 is what is left, -1 that there is nothing to compare."""
    return dict(enumerate((comparison.otherwise, *reversed(comparison.levels))))

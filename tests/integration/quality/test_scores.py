"""What a score must never do, over random pipelines: the SQL of the models on a DuckDB in memory.

Mending a record never lowers a score; the same rule twice, another currency, and rows in another
order change nothing; where there is nothing to judge, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.audit.models import Models
from tests.support.paths import PROJECT

WEIGHTS = {"minor": "0.25", "major": "0.5", "critical": "1"}
#: Few records make a share, so that small pipelines are judged; the two largest are whales.
NUMBERS = {"min_records": 2, "largest_left_out": 2}
#: Scores are rounded to six places, up or down.
LEAST = Decimal("0.000002")
ACCEPTED = settings(max_examples=12, deadline=None)
Score = tuple[Decimal | None, str]


@dataclass(frozen=True)
class Pipeline:
    """Open opportunities (amount, stage), rules (severity), and which rule each of them breaks."""

    deals: tuple[tuple[int | None, str], ...]
    rules: tuple[str, ...]
    failures: frozenset[tuple[int, int]]


@st.composite
def pipelines(draw: st.DrawFn) -> Pipeline:
    amounts = st.none() | st.integers(-50, 5_000)
    deals = draw(st.lists(st.tuples(amounts, st.sampled_from("st")), min_size=1, max_size=9))
    rules = draw(st.lists(st.sampled_from(sorted(WEIGHTS)), min_size=1, max_size=4))
    pairs = [(rule, deal) for rule in range(len(rules)) for deal in range(len(deals))]
    failures = draw(st.frozensets(st.sampled_from(pairs), max_size=len(pairs)))
    return Pipeline(tuple(deals), tuple(rules), failures)


@st.composite
def broken_pipelines(draw: st.DrawFn) -> tuple[Pipeline, tuple[int, int]]:
    """One in which something can be mended, and what."""
    pipeline = draw(pipelines().filter(lambda drawn: bool(drawn.failures)))
    return pipeline, draw(st.sampled_from(sorted(pipeline.failures)))


def _table(columns: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """A relation of these rows, typed by `columns` (name:type, ...)."""
    named = [column.split(":") for column in columns.split()]
    selects = [
        "select "
        + ", ".join(
            f"cast({'null' if value is None else repr(value)} as {kind}) as {name}"
            for (name, kind), value in zip(named, row, strict=True)
        )
        for row in rows
    ]
    nothing = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in named)
    return " union all ".join(selects) or f"select {nothing} where false"


def _inputs(pipeline: Pipeline, times: int) -> dict[str, tuple[str, list[tuple[Any, ...]]]]:
    """What the scores are made of: columns and rows of every table that they read."""
    failing = sorted(pipeline.failures)
    broken = {deal for _, deal in failing}
    place = "source_system:text source_object:text"
    return {
        "fct_opportunity": (
            "opportunity_key:text shared_stage:text stage_name:text is_open:boolean"
            " amount_corporate:decimal(24,4)",
            [
                (f"k{n}", stage, None, True, None if amount is None else amount * times)
                for n, (amount, stage) in enumerate(pipeline.deals)
            ],
        ),
        "int_opportunities__unified": ("opportunity_key:text kind_id:text", []),
        "int_quality__rules": (
            "rule_id:text severity:text severity_weight:decimal(4,2) level:text",
            [(f"R{n}", each, WEIGHTS[each], "record") for n, each in enumerate(pipeline.rules)],
        ),
        "int_quality__failures": (
            f"rule_id:text {place} source_id:text",
            [(f"R{rule}", "a", "deals", f"k{deal}") for rule, deal in failing],
        ),
        "int_quality__failed_record_opportunities": (
            f"{place} source_id:text opportunity_key:text is_opportunity_record:boolean",
            [("a", "deals", f"k{deal}", f"k{deal}", True) for deal in sorted(broken)],
        ),
        "int_quality__populations": (
            f"rule_id:text {place} population:bigint failed:bigint",
            [
                (f"R{n}", "a", "deals", len(pipeline.deals), [rule for rule, _ in failing].count(n))
                for n in range(len(pipeline.rules))
            ],
        ),
        "field_profile": (f"{place} field:text verdict:text", []),
        "int_quality__unseen": (f"{place} field:text", []),
        "int_quality__rule_reads": (f"rule_id:text {place} field:text", []),
        "cnf_field_roles": (f"{place} field:text field_role:text", []),
    }


def scores(
    pipeline: Pipeline, *, backwards: bool = False, times: int = 1
) -> dict[tuple[str, str], Score]:
    """Every score of the pipeline, by metric and scope."""
    with duckdb.connect() as connection:
        models = Models(PROJECT, connection, {"quality_parameter": NUMBERS.__getitem__})
        for name, (columns, rows) in _inputs(pipeline, times).items():
            models.give(name, _table(columns, reversed(rows) if backwards else rows))
        told = models.query(f"select metric, scope, value, outcome from {models.ref('score')}").rows
    return {(metric, scope): (value, outcome) for metric, scope, value, outcome in told}


TRUST = ("pipeline_trust", "(all)")
HEALTH = ("record_health", "deals")


@ACCEPTED
@given(broken_pipelines())
def test_mending_a_record_never_lowers_a_score(drawn: tuple[Pipeline, tuple[int, int]]) -> None:
    pipeline, mended = drawn
    before = scores(pipeline)
    after = scores(replace(pipeline, failures=pipeline.failures - {mended}))
    assert set(before) == set(after)
    for metric, (value, _) in before.items():
        better, _ = after[metric]
        assert (value is None) == (better is None)
        if value is not None and better is not None:
            assert better >= value - LEAST


@ACCEPTED
@given(pipelines())
def test_a_score_is_a_share(pipeline: Pipeline) -> None:
    for value, outcome in scores(pipeline).values():
        assert (value is not None) == (outcome == "judged")
        assert value is None or 0 <= value <= 1


@ACCEPTED
@given(pipelines(), st.data())
def test_the_same_rule_twice_does_not_change_the_trust(
    pipeline: Pipeline, data: st.DataObject
) -> None:
    copied = data.draw(st.integers(0, len(pipeline.rules) - 1))
    again = {(len(pipeline.rules), deal) for rule, deal in pipeline.failures if rule == copied}
    twice = Pipeline(
        pipeline.deals,
        (*pipeline.rules, pipeline.rules[copied]),
        pipeline.failures | again,
    )
    assert scores(twice)[TRUST] == scores(pipeline)[TRUST]


@ACCEPTED
@given(pipelines())
def test_rows_in_another_order_change_nothing(pipeline: Pipeline) -> None:
    assert scores(pipeline, backwards=True) == scores(pipeline)


@ACCEPTED
@given(pipelines(), st.sampled_from([2, 7, 100]))
def test_another_currency_changes_nothing(pipeline: Pipeline, rate: int) -> None:
    own, other = scores(pipeline), scores(pipeline, times=rate)
    assert {metric: outcome for metric, (_, outcome) in own.items()} == {
        metric: outcome for metric, (_, outcome) in other.items()
    }
    for metric, (value, _) in own.items():
        assert value is None or abs(value - (other[metric][0] or 0)) <= LEAST


@ACCEPTED
@given(pipelines())
def test_without_the_largest_is_the_trust_of_the_others(pipeline: Pipeline) -> None:
    """Where every amount is known: an estimate rests on the largest as well."""
    known = [amount for amount, _ in pipeline.deals]
    if any(amount is None or amount <= 0 for amount in known) or len(set(known)) < len(known):
        return
    largest = sorted(range(len(known)), key=lambda n: -(known[n] or 0))[:2]
    kept = [n for n in range(len(known)) if n not in largest]
    places = {n: place for place, n in enumerate(kept)}
    rest = Pipeline(
        tuple(pipeline.deals[n] for n in kept),
        pipeline.rules,
        frozenset((rule, places[deal]) for rule, deal in pipeline.failures if deal in places),
    )
    told = scores(pipeline)["pipeline_trust_without_largest", "(all)"]
    assert told == scores(rest)[TRUST]


@pytest.mark.parametrize("rules", [(), ("critical",)])
def test_of_nothing_nothing_is_said(rules: tuple[str, ...]) -> None:
    found = scores(Pipeline((), rules, frozenset()))
    assert found[TRUST] == (None, "nothing_to_judge")
    assert found["pipeline_trust_without_largest", "(all)"] == (None, "nothing_to_judge")
    assert found.get(HEALTH, (None, "nothing_to_judge")) == (None, "nothing_to_judge")
    assert {value for value, _ in found.values()} == {None}


def test_of_too_few_records_no_health_is_told() -> None:
    one = Pipeline(((100, "s"),), ("minor",), frozenset())
    assert scores(one)[HEALTH] == (None, "nothing_to_judge")
    assert scores(one)[TRUST] == (Decimal(1), "judged")

"""What every reader of the marts may rely on: keys, vocabulary, sums. A failure blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from expectations import expect
from expectations.judge import Frame, Judged
from expectations.tables import Tables

SUITE: Final = "pipeline"

# table -> the columns that together name a row
_KEYS: Final[Mapping[str, Sequence[str]]] = {
    "marts.dim_person": ("person_key",),
    "marts.dim_account": ("account_key",),
    "marts.dim_user": ("owner_key",),
    "marts.dim_stage": ("stage_code",),
    "marts.bridge_person_source": ("source_system", "source_object", "source_id"),
    "marts.bridge_account_source": ("source_system", "source_object", "source_id"),
    "marts.bridge_opportunity_source": ("source_system", "source_object", "source_id"),
    "marts.fct_opportunity": ("opportunity_key",),
    "marts.fct_funnel_stage_event": ("cycle_key", "stage_code"),
    "marts.mart_pipeline": ("cycle_key",),
    "quality.finding": ("finding_key",),
}
# table, its key, the column, the values it may hold
_VOCABULARY: Final[Sequence[tuple[str, str, str, Sequence[str]]]] = (
    ("marts.fct_opportunity", "opportunity_key", "stage_category", ("open", "won", "lost")),
    (
        "marts.mart_pipeline",
        "cycle_key",
        "cycle_type",
        ("marketing_generated", "sales_generated", "expansion"),
    ),
    (
        "marts.mart_pipeline",
        "cycle_key",
        "disposition",
        ("open", "recycled", "disqualified", "won", "lost"),
    ),
)
_STAGE_CODES: Final = """
select events.stage_code, min(stages.stage_code) as known_stage_code
from {marts.fct_funnel_stage_event} as events
left join {marts.dim_stage} as stages on events.stage_code = stages.stage_code
group by events.stage_code
order by events.stage_code
"""
# What is counted in two places must come to the same: differences, in cents.
_SUMS: Final = """
with facts as (
    select coalesce(sum(case when is_won then amount_corporate end), 0) as won,
           coalesce(sum(case when is_open then amount_corporate end), 0) as open
    from {marts.fct_opportunity}
),
cycles as (
    select coalesce(sum(case when facts.is_won then cycles.amount_corporate end), 0) as won,
           coalesce(sum(case when facts.is_open then cycles.amount_corporate end), 0) as open
    from {marts.mart_pipeline} as cycles
    inner join {marts.fct_opportunity} as facts
        on cycles.opportunity_key = facts.opportunity_key
),
claims as (
    select count(*) - count(distinct opportunity_key) as twice
    from {marts.mart_pipeline}
    where opportunity_key is not null
)
select 'won amount: cycles against opportunities' as measure,
       cast(100 * (cycles.won - facts.won) as bigint) as difference
from facts cross join cycles
union all
select 'open amount: cycles against opportunities', cast(100 * (cycles.open - facts.open) as bigint)
from facts cross join cycles
union all
select 'opportunities claimed by several cycles', cast(twice as bigint)
from claims
order by 1
"""


def frames(tables: Tables) -> Iterator[Frame]:
    """One frame per contract: keys, then vocabulary, then sums."""
    for table, columns in _KEYS.items():
        yield _key_frame(tables, table, columns)
    for table, key, column, values in _VOCABULARY:
        rows = tables.read(f"select {key}, {column} from {{{table}}} order by {key}")  # noqa: S608
        yield Frame(table, rows, key, [_blocking(expect.in_set(column, values, "critical"))])
    yield Frame(
        "marts.fct_funnel_stage_event",
        tables.read(_STAGE_CODES),
        "stage_code",
        [_blocking(expect.not_null("known_stage_code", "critical"))],
    )
    yield Frame(
        "marts.sums",
        tables.read(_SUMS),
        "measure",
        [_blocking(expect.in_set("difference", [0], "critical"))],
    )


def _key_frame(tables: Tables, table: str, columns: Sequence[str]) -> Frame:
    # A null anywhere makes the joined key null, which is the other thing a key must not be.
    joined = " || '|' || ".join(columns)
    rows = tables.read(f"select {joined} as row_key from {{{table}}} order by 1")  # noqa: S608
    return Frame(
        table,
        rows,
        "row_key",
        [
            _blocking(expect.unique("row_key", "critical")),
            _blocking(expect.not_null("row_key", "critical")),
        ],
    )


def _blocking(expectation: expect.Expected) -> Judged:
    return Judged(expectation, severity="critical", blocking=True)

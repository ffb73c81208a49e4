"""What every reader of the marts relies on: figures that two tables tell are the same. It blocks.

Keys, vocabulary and what refers to what stand beside the models, as tests of dbt.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from expectations import expect
from expectations.tables import Tables
from expectations.validator import Batch, Expectation

# Differences: of amounts in cents, of opportunities in number.
_SUMS: Final = """
with facts as (
    select stage_category, sum(amount_corporate) as amount, count(*) as opportunities
    from {marts.fct_opportunity}
    group by stage_category
),
cycles as (
    select disposition, sum(amount_corporate) as amount, count(*) as opportunities
    from {marts.mart_pipeline}
    where opportunity_key is not null
    group by disposition
),
compared as (
    select coalesce(facts.stage_category, cycles.disposition) as outcome,
           coalesce(cycles.amount, 0) - coalesce(facts.amount, 0) as amount,
           coalesce(cycles.opportunities, 0) - coalesce(facts.opportunities, 0) as opportunities
    from facts
    full outer join cycles on cycles.disposition = facts.stage_category
),
claims as (
    select count(*) - count(distinct opportunity_key) as twice
    from {marts.mart_pipeline}
    where opportunity_key is not null
)
select outcome || ' amount: cycles against opportunities' as measure,
       cast(100 * amount as bigint) as difference
from compared
union all
select outcome || ' opportunities: cycles against opportunities', cast(opportunities as bigint)
from compared
union all
select 'opportunities claimed by several cycles', cast(twice as bigint)
from claims
order by 1
"""


def batches(tables: Tables) -> Iterator[Batch]:
    """One batch: a row per measure."""
    expected = expect.in_set("difference", [0], "critical").described(
        "Figures that two marts tell are the same"
    )
    asked = [Expectation(expected, severity="critical", blocking=True)]
    yield Batch("pipeline", "marts.sums", tables.read(_SUMS), "measure", asked)

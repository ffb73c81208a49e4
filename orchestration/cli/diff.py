"""`diff`: the numbers that one run published otherwise than another, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import ConfigError
from orchestration.settings import load_settings

_RUNS = sa.text(
    """
    select run_number, run_id, as_of, reporting_date, definitions, rates, product_version
    from marts.dim_run
    order by run_number
    """
)
_CHANGES = sa.text(
    """
    with steps as (
        select
            changes.*,
            min(run_number) over number as first_run,
            max(run_number) over number as last_run
        from marts.mart_metric_restatement as changes
        where run_number > :older and run_number <= :newer
        window number as (partition by metric_id, period_type, period_start)
    ),

    ends as (
        select
            metric_id,
            period_type,
            period_start,
            max(case when run_number = first_run then old_value end) as old_value,
            max(case when run_number = last_run then new_value end) as new_value
        from steps
        group by metric_id, period_type, period_start
    ),

    causes as (
        select
            metric_id,
            period_type,
            period_start,
            period_end,
            period_label,
            cause,
            sum(numerator_change) as numerator_change,
            sum(denominator_change) as denominator_change,
            cast(sum(count_entities) as bigint) as count_entities
        from steps
        group by metric_id, period_type, period_start, period_end, period_label, cause
        having sum(numerator_change) <> 0 or sum(denominator_change) <> 0
    )

    select
        metrics.label,
        causes.*,
        causes.period_end < cast(:older_date as date) as was_complete,
        ends.old_value,
        ends.new_value
    from causes
    inner join
        ends
        on ends.metric_id = causes.metric_id
        and ends.period_type = causes.period_type
        and ends.period_start = causes.period_start
    inner join marts.dim_metric as metrics on metrics.metric_id = causes.metric_id
    order by
        metrics.place, causes.period_type, causes.period_start desc, causes.cause
    """
)
#: Causes that correct nothing: what happened after the older run had looked.
_SINCE: Final = frozenset({"new", "decided"})
_SHOWN_RUNS: Final = 20
_SHORT: Final = 8


@click.command()
@click.argument("older", metavar="RUN1")
@click.argument("newer", metavar="RUN2")
@click.option(
    "--period",
    type=click.Choice(("week", "month", "quarter", "year")),
    default="month",
    show_default=True,
    help="The kind of period to tell of.",
)
@click.option("--metric", help="Only of this metric, by its id.")
@click.option("--all", "everything", is_flag=True, help="Also what only happened since RUN1.")
@json_option
def diff(
    older: str, newer: str, period: str, metric: str | None, everything: bool, as_json: bool
) -> None:
    """The numbers that two runs published differently, and why.

    What RUN2 says otherwise than RUN1 of the same periods. A run is its id or the start of it,
    `latest`, `previous`, or a day (the last run of it or before it). Causes add up to the
    difference.
    """
    with published_for(load_settings(), _RUNS, _CHANGES) as connection:
        runs = connection.execute(_RUNS).all()
        one, other = sorted(
            (_run(older, runs), _run(newer, runs)), key=lambda run: int(run.run_number)
        )
        rows = connection.execute(
            _CHANGES,
            {
                "older": one.run_number,
                "newer": other.run_number,
                "older_date": one.reporting_date,
            },
        ).all()
    told = [row for row in rows if row.period_type == period and metric in (None, row.metric_id)]
    numbers = [list(group) for _, group in groupby(told, lambda r: (r.metric_id, r.period_start))]
    restated = [
        rows for rows in numbers if everything or any(row.cause not in _SINCE for row in rows)
    ]
    result(
        as_json,
        {
            "older": _run_document(one),
            "newer": _run_document(other),
            "numbers": [_document(rows) for rows in restated],
        },
        [_heading(one, other), *(line for rows in restated for line in _lines(rows))]
        if restated
        else [_heading(one, other), _nothing(numbers)],
    )


def _run(name: str, runs: Sequence[Any]) -> Any:
    """The run that is called so.

    Raises:
        ConfigError: none is, or several are; those that there are are listed.
    """
    places = {"latest": -1, "previous": -2}
    if name in places:
        found = runs[places[name] :][:1] if len(runs) >= -places[name] else []
    elif (day := _day(name)) is not None:
        found = [run for run in runs if _date(run.reporting_date) <= day][-1:]
    else:
        found = [run for run in runs if (run.run_id or "").startswith(name)]
    if len(found) == 1:
        return found[0]
    shown = [_run_words(run) for run in runs[-_SHOWN_RUNS:]]
    rest = f" and {len(runs) - len(shown)} before" if len(runs) > len(shown) else ""
    raise ConfigError(
        f"{'Several runs begin with' if found else 'No run is called'} {name!r}.",
        next_step=f"Kept are {', '.join(shown)}{rest}.",
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _run_words(run: Any) -> str:
    return f"{(run.run_id or 'unnamed')[:_SHORT]} of {run.as_of:%Y-%m-%d %H:%M}"


def _run_document(run: Any) -> dict[str, object]:
    return dict(run._mapping)


def _heading(one: Any, other: Any) -> str:
    changed = [
        words
        for words, column in (
            ("definitions", "definitions"),
            ("exchange rates", "rates"),
            ("the product", "product_version"),
        )
        if getattr(one, column) != getattr(other, column)
    ]
    between = f"; between them changed {', '.join(changed)}" if changed else ""
    return f"{_run_words(other)} beside {_run_words(one)}{between}"


def _nothing(numbers: Sequence[Any]) -> str:
    since = " (--all shows what happened since)" if numbers else ""
    return f"No number was restated{since}."


def _document(rows: Sequence[Any]) -> dict[str, object]:
    first = rows[0]
    return {
        "metric_id": first.metric_id,
        "period": first.period_label,
        "period_start": first.period_start,
        "was_complete": first.was_complete,
        "old_value": first.old_value,
        "new_value": first.new_value,
        "causes": [
            {
                "cause": row.cause,
                "numerator_change": row.numerator_change,
                "denominator_change": row.denominator_change,
                "count_entities": row.count_entities,
            }
            for row in rows
        ],
    }


def _lines(rows: Sequence[Any]) -> list[str]:
    first = rows[0]
    running = "" if first.was_complete else " (was running)"
    head = (
        f"{first.label}, {first.period_label}{running}:"
        f" {_number(first.old_value)} -> {_number(first.new_value)}"
    )
    return [head, *(f"  {_cause(row)}" for row in rows)]


def _cause(row: Any) -> str:
    change = _signed(row.numerator_change)
    if row.denominator_change is not None:
        change = f"{change} of {_signed(row.denominator_change)}"
    return f"{row.cause.replace('_', ' ')}: {change} ({row.count_entities})"


def _number(value: Decimal | None) -> str:
    return "nothing" if value is None else f"{value.normalize():,f}"


def _signed(value: Decimal) -> str:
    return f"{value.normalize():+,f}"

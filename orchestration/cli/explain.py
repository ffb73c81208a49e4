"""`explain`: why a system's own count of a metric is not ours, cause by cause, with the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

import click
import sqlalchemy as sa

from orchestration.cli.output import json_option, result
from orchestration.cli.published import published_for
from orchestration.errors import ConfigError
from orchestration.report.links import LinkTemplates
from orchestration.report.names import object_title, system_name
from orchestration.settings import load_settings

AGREED: Final = "agreed"
IMPUTED: Final = "imputed"

_METRICS: Final = sa.text(
    """
    select metrics.metric_id, metrics.label, metrics.unit
    from marts.dim_metric as metrics
    where metrics.metric_id in (select metric_id from marts.mart_metric_gap)
    order by metrics.place
    """
)
_CAUSES: Final = sa.text(
    """
    select *
    from marts.mart_metric_gap
    where metric_id = :metric and upper(period_label) in (:period, :fiscal)
    order by compared_system, cause_place
    """
)
_LAST: Final = sa.text(
    """
    select max(period_label)
    from marts.mart_metric_gap
    where metric_id = :metric and period_type = 'month' and is_complete
    """
)
_PERIODS: Final = sa.text(
    """
    select period_label
    from marts.mart_metric_gap
    where metric_id = :metric
    group by period_type, period_label
    order by period_type, max(period_start) desc
    """
)
#: What moved from day to day within the period agrees there.
_RECORDS: Final = sa.text(
    """
    with named as (
        select compared_system, cause, happened_date, other_date, source_system, source_object,
               source_id, entity_key, difference,
               row_number() over (
                   partition by compared_system, cause
                   order by happened_date, source_system, source_object, source_id
               ) as place
        from marts.fct_metric_gap
        where metric_id = :metric
          and happened_date between :first and :last
          and difference <> 0
          and (cause = 'amount_differs' or other_date is null
               or other_date not between :first and :last)
    )
    select * from named where place <= :limit order by compared_system, cause, place
    """
)
_ACCOUNTS: Final = sa.text("select source_system, ui_url from marts.dim_source_system")
_NOT_TOLD: Final = frozenset({"compared_system", "cause", "place"})


@dataclass(frozen=True)
class Metric:
    """A metric that some system counts by itself."""

    id: str
    label: str
    unit: str

    def words(self, value: float) -> str:
        """A value of it: whole where things are counted, with cents where money is."""
        return f"{value:,.2f}" if self.unit == "currency" else f"{value:,.0f}"

    def signed(self, value: float) -> str:
        """The same with its sign."""
        return f"{'-' if value < 0 else '+'}{self.words(abs(value))}"


@click.command()
@click.argument("metric")
@click.option(
    "--period",
    metavar="P",
    help="2024-03, 2024-W12, 2024-Q1 or 2024; without it the last full month.",
)
@click.option("--records", default=3, show_default=True, help="At most so many per cause.")
@json_option
def explain(metric: str, period: str | None, records: int, as_json: bool) -> None:
    """Why a system counts more or less than we do.

    METRIC is an id of a metric, or the code of a stage: MQL. For each system that could count it by
    itself: its count, what each cause adds or takes, and what we count.
    """
    with published_for(load_settings(), _METRICS, _CAUSES, _RECORDS, _ACCOUNTS) as connection:
        wanted = _metric(connection, metric)
        causes = _causes(connection, wanted, period)
        named = _records(connection, wanted, causes, records)
    systems = [
        _system(system, list(rows), named)
        for system, rows in groupby(causes, lambda row: row["compared_system"])
    ]
    first = causes[0]
    document = {
        "metric": wanted.id,
        "period": first["period_label"],
        "period_start": first["period_start"],
        "period_end": first["period_end"],
        "systems": systems,
    }
    head = f"{wanted.label}, {first['period_label']}"
    days = f" ({first['period_start']} to {first['period_end']})"
    told = [line for one in systems for line in _lines(one, wanted)]
    result(as_json, document, [head + days, *told])


def _metric(connection: sa.Connection, asked: str) -> Metric:
    known = {row.metric_id: Metric(*row) for row in connection.execute(_METRICS)}
    for name in (asked.lower(), f"entered_{asked.lower()}"):
        if name in known:
            return known[name]
    raise ConfigError(
        f"No system counts a metric {asked!r} by itself.",
        next_step=f"There are: {', '.join(known) or 'none'}.",
    )


def _causes(
    connection: sa.Connection, metric: Metric, period: str | None
) -> Sequence[Mapping[str, Any]]:
    period = period or connection.execute(_LAST, {"metric": metric.id}).scalar() or ""
    asked = period.upper()
    found = connection.execute(
        _CAUSES, {"metric": metric.id, "period": asked, "fiscal": f"FY{asked}"}
    )
    causes = [dict(row) for row in found.mappings()]
    if not causes:
        labels = connection.execute(_PERIODS, {"metric": metric.id}).scalars().all()
        raise ConfigError(
            f"Nothing was counted of {metric.id} in a period {period!r}.",
            next_step=f"There are: {', '.join(labels) or 'none'}.",
        )
    return causes


def _records(
    connection: sa.Connection, metric: Metric, causes: Sequence[Mapping[str, Any]], limit: int
) -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    """The first records of each system and cause, with where they open."""
    links = LinkTemplates.of_accounts(
        {row.source_system: row.ui_url for row in connection.execute(_ACCOUNTS)}
    )
    asked = {
        "metric": metric.id,
        "first": causes[0]["period_start"],
        "last": causes[0]["period_end"],
        "limit": limit,
    }
    named: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in connection.execute(_RECORDS, asked).mappings():
        place = (row["source_system"], row["source_object"], row["source_id"])
        named.setdefault((row["compared_system"], row["cause"]), []).append(
            {
                **{name: _number(row[name]) for name in row if name not in _NOT_TOLD},
                "record_link": links.record(*place) if all(place) else None,
            }
        )
    return named


def _number(value: object) -> object:
    """A number of JSON for one of the database; anything else as it is."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _system(
    system: str,
    rows: Sequence[Mapping[str, Any]],
    named: Mapping[tuple[str, str], list[dict[str, Any]]],
) -> dict[str, Any]:
    """One system's bridge, from what it counts to what we count."""

    def total(column: str, *causes: str) -> object:
        wanted = (row[column] for row in rows if not causes or row["cause"] in causes)
        return _number(sum(wanted, Decimal(0)))

    named_by = ("cause", "cause_group", "cause_label", "cause_explanation")
    told = (*named_by, "difference", "added_value", "taken_value", "count_records")
    proven = [row["cause"] for row in rows if row["cause"] != IMPUTED]
    return {
        "system": system,
        "system_count": total("system_value"),
        "agreed_count": total("our_value", AGREED),
        "causes": [
            {
                **{name: _number(row[name]) for name in told},
                "records": named.get((system, row["cause"]), []),
            }
            for row in rows
            if row["cause"] != AGREED
        ],
        "scorecard_count": total("our_value", *proven) if proven else 0,
        "funnel_count": total("our_value"),
    }


def _lines(one: Mapping[str, Any], metric: Metric) -> Iterator[str]:
    yield ""
    yield _line(f"{system_name(one['system'])} counts", metric.words(one["system_count"]))
    for cause in one["causes"]:
        if cause["cause"] != IMPUTED:
            yield from _cause_lines(cause, metric)
    yield _line("We count, as records prove it", metric.words(one["scorecard_count"]))
    for cause in one["causes"]:
        if cause["cause"] == IMPUTED:
            yield from _cause_lines(cause, metric)
            yield _line("We count in the funnel", metric.words(one["funnel_count"]))


def _cause_lines(cause: Mapping[str, Any], metric: Metric) -> Iterator[str]:
    both = ""
    if cause["added_value"] and cause["taken_value"]:
        added, taken = cause["added_value"], cause["taken_value"]
        both = f"  ({metric.signed(added)}, {metric.signed(-taken)})"
    yield _line(f"  {cause['cause_label']}", metric.signed(cause["difference"])) + both
    for record in cause["records"]:
        place = object_title(record["source_system"] or "", record["source_object"] or "")
        told = f"{place} {record['source_id']}, {record['happened_date']}"
        other = f" and {record['other_date']}" if record["other_date"] else ""
        link = f"  {record['record_link']}" if record["record_link"] else ""
        yield f"      {told}{other}{link}"


def _line(words: str, value: str) -> str:
    return f"{words:<44}{value:>14}"

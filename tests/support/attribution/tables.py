"""Journeys as the tables that the models of attribution read, each under keys of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text

from tests.support.attribution.journeys import TYPES, Journey
from tests.support.dbt.build import Build

SEEDS: Final = ("glossary_touch_types", "glossary_attribution_models", "glossary_channels")
MODELS: Final = (
    "int_opportunity_buyers__found",
    "int_conversion*",
    "int_journey_steps__ordered",
    "int_channel_*",
    "int_credits__fingerprinted",
    "fct_attribution",
)
#: Layer and table -> its columns, as far as the models read them.
_TABLES: Final[Mapping[tuple[str, str], str]] = {
    ("marts", "fct_opportunity"): (
        "opportunity_key text, account_key text, cycle_key text, created_at timestamp,"
        " close_date date, amount_corporate decimal(24, 4), is_won boolean,"
        " is_lost boolean"
    ),
    ("intermediate", "int_opportunities__unified"): "opportunity_key text, time_zone text",
    ("marts", "mart_pipeline"): "cycle_key text, inq_at timestamp, is_inq_imputed boolean",
    ("marts", "bridge_opportunity_person"): "opportunity_key text, person_key text",
    ("marts", "dim_person"): "person_key text, account_key text",
    ("marts", "fct_touchpoint"): (
        "touchpoint_key text, person_key text, touch_type text, channel text, campaign_key text,"
        " touch_at timestamp, is_credited boolean, source_system text, source_object text,"
        " source_id text"
    ),
}
Rows = dict[str, list[dict[str, Any]]]


def make(build: Build) -> None:
    """The tables, empty, and the seeds."""
    build.fill({}, {})
    build.at(datetime.fromisoformat("2026-06-01T00:00:00"))
    build.dbt(*SEEDS, command="seed")
    for layer in ("marts", "intermediate"):
        build.execute(f"create schema if not exists {build.schema(layer)}")
    for (layer, name), columns in _TABLES.items():
        build.execute(f"create table {build.schema(layer)}.{name} ({columns})")
    for code, (_, days) in TYPES.items():
        build.execute(
            f"update staging.glossary_touch_types set lookback_days = {days} where code = '{code}'"
        )


def fill(build: Build, journeys: Sequence[Journey]) -> None:
    """The rows of all journeys; a deal is `o<place>`, its touches `o<place>-<place>`."""
    rows: Rows = {}
    for place, journey in enumerate(journeys):
        for name, more in _rows_of(f"o{place}", journey).items():
            rows.setdefault(name, []).extend(more)
    for layer, name in _TABLES:
        for row in rows.get(name, [])[:1]:
            statement = (
                f"insert into {build.schema(layer)}.{name} ({', '.join(row)})"
                f" values ({', '.join(f':{column}' for column in row)})"
            )
            with build.engine.begin() as connection:
                connection.execute(text(statement), rows[name])


def _rows_of(key: str, journey: Journey) -> Rows:
    return {
        "fct_opportunity": [
            {
                "opportunity_key": key,
                "account_key": f"{key}-company",
                "cycle_key": f"{key}-cycle",
                "created_at": journey.created_at,
                "close_date": journey.closed_on,
                "amount_corporate": journey.amount,
                "is_won": journey.is_won,
                "is_lost": journey.is_lost,
            }
        ],
        "int_opportunities__unified": [{"opportunity_key": key, "time_zone": journey.zone}],
        "mart_pipeline": [
            {
                "cycle_key": f"{key}-cycle",
                "inq_at": journey.lead_at,
                "is_inq_imputed": journey.is_lead_imputed,
            }
        ],
        "bridge_opportunity_person": [
            {"opportunity_key": key, "person_key": f"{key}-{name}"} for name in journey.names
        ],
        "dim_person": [
            {
                "person_key": f"{key}-{name}",
                "account_key": f"{key}-company" if name in "abc" else None,
            }
            for name in "abcd"
        ],
        "fct_touchpoint": [
            {
                "touchpoint_key": f"{key}-{place}",
                "person_key": f"{key}-{touch.person}",
                "touch_type": touch.type,
                "channel": touch.channel,
                "touch_at": touch.at,
                "is_credited": touch.is_credited,
                "source_system": "a",
                "source_object": "touches",
                "source_id": str(place),
            }
            for place, touch in enumerate(journey.touches)
        ],
    }

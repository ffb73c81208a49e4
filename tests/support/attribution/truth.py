"""What a generated company's truth says of touches, sources and credit, beside the tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

Rows = Callable[[str], list[tuple[Any, ...]]]
#: Rules that the truth parts deals by.
_MODELS = ("first", "last", "linear", "shapley")


def differences(rows: Rows, truth: Path) -> list[Any]:
    """Whatever is told and was not planned, or the other way round."""
    told, planned = touches(rows, truth)
    whose, wanted = sources(rows, truth)
    assert planned
    return [*(told - planned), *(planned - told), *(whose ^ wanted), *credits(rows, truth)]


def touches(rows: Rows, truth: Path) -> tuple[Counter[Any], Counter[Any]]:
    """Every touch: its record, person, kind, instant, channel, campaign; as told, as planned."""
    people = {
        (row["system"], row["object"], row["record_id"]): row["person_id"]
        for row in _answers(truth, "persons")
    }
    keys: dict[str, set[str]] = {}
    for system, name, record, key in rows(
        "select source_system, source_object, source_id, person_key from marts.bridge_person_source"
    ):
        if (system, name, record) in people:
            keys.setdefault(key, set()).add(people[system, name, record])
    told = Counter(
        (system, record, *sorted(keys.get(person, ())), kind, f"{at:%Y-%m-%dT%H:%M:%S}", *where)
        for system, record, person, kind, at, *where in rows(
            "select t.source_system, t.source_id, t.person_key, t.touch_type, t.touch_at,"
            " t.channel, coalesce(c.name, '') from marts.fct_touchpoint as t"
            " left join marts.dim_campaign as c on c.campaign_key = t.campaign_key where t.is_human"
        )
    )
    planned = Counter(
        (
            row["system"],
            row["record_id"],
            row["person_id"],
            row["touch_type"],
            row["touched_at"][:19],
            row["channel"],
            row["campaign"],
        )
        for row in _answers(truth, "touches")
    )
    return told, planned


def sources(rows: Rows, truth: Path) -> tuple[set[Any], set[Any]]:
    """Whose each deal is, and whether marketing had a part: as told, and as planned."""
    deals = _deals(rows, truth)
    told = {
        (deals[key], first, sales, before, after)
        for key, first, sales, before, after in rows(
            "select opportunity_key, sourced_by_first_touch, sourced_by_pre_sales,"
            " is_influenced_before, is_influenced_after from marts.mart_opportunity_sourcing"
        )
    }
    planned = {
        (
            row["opportunity_id"],
            row["by_first_touch"],
            row["by_pre_sales"],
            row["is_influenced_before"] == "true",
            row["is_influenced_after"] == "true",
        )
        for row in _answers(truth, "sourcing")
    }
    return told, planned


def credits(rows: Rows, truth: Path) -> list[Any]:
    """Where what a rule gives a channel of a deal is not what was planned."""
    deals = _deals(rows, truth)
    told = {
        (deals[key], conversion, model, channel): weight
        for key, conversion, model, channel, weight in rows(
            "select opportunity_key, conversion, model, channel, sum(weight)"
            f" from marts.fct_attribution where model in {_MODELS}"
            " group by opportunity_key, conversion, model, channel"
        )
    }
    planned = {
        (row["opportunity_id"], row["conversion"], row["model"], row["channel"]): Decimal(
            row["weight"]
        )
        for row in _answers(truth, "credits")
    }
    return [
        (place, told.get(place), planned.get(place))
        for place in sorted(told.keys() | planned.keys())
        if abs(told.get(place, Decimal(9)) - planned.get(place, Decimal(9))) > Decimal("2e-12")
    ]


def influences(rows: Rows, truth: list[dict[str, str]]) -> tuple[set[Any], set[Any]]:
    """What systems credit their campaigns with: as told, and as planned."""
    told = {
        (model, campaign, deals, won, amount, won_amount)
        for model, campaign, deals, won, amount, won_amount in rows(
            "select i.influence_model, c.name, i.count_opportunities, i.count_won,"
            " i.influenced_amount_corporate, i.won_amount_corporate"
            " from marts.mart_campaign_influence as i"
            " left join marts.dim_campaign as c on c.campaign_key = i.campaign_key"
        )
    }
    planned = {
        (
            row["model"],
            row["campaign"],
            int(row["opportunities"]),
            int(row["won"]),
            Decimal(row["amount"]) if row["amount"] else None,
            Decimal(row["won_amount"]),
        )
        for row in truth
    }
    return told, planned


def reports(rows: Rows, truth: list[dict[str, str]]) -> tuple[set[Any], set[Any]]:
    """What systems say that their campaigns brought: as told, and as planned."""
    names = ("sessions", "new_contacts_first_touch", "new_contacts_last_touch")
    names += ("influenced_contacts", "contacts", "deals", "deal_amount", "revenue_amount")
    told = {
        tuple(row)
        for row in rows(
            "select c.source_id, r.count_sessions, r.count_new_contacts_first_touch,"
            " r.count_new_contacts_last_touch, r.count_influenced_contacts,"
            " r.count_reported_contacts, r.count_reported_deals,"
            " r.reported_deal_amount_corporate, r.reported_revenue_corporate"
            " from marts.mart_campaign_report as r"
            " inner join marts.dim_campaign as c on c.campaign_key = r.campaign_key"
        )
    }
    planned = {(row["campaign_id"], *(Decimal(row[name]) for name in names)) for row in truth}
    return told, planned


def _deals(rows: Rows, truth: Path) -> dict[str, str]:
    planned = {
        (row["system"], row["object"], row["record_id"]): row["opportunity_id"]
        for row in _answers(truth, "opportunities")
    }
    return {
        key: planned[system, name, record]
        for system, name, record, key in rows(
            "select source_system, source_object, source_id, opportunity_key"
            " from marts.fct_opportunity"
        )
        if (system, name, record) in planned
    }


def _answers(truth: Path, name: str) -> list[dict[str, str]]:
    with (truth / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))

"""Content of a built company, as the models tell it and as it should be.

What was simulated is in the world's truth; whom content touched is reckoned once more, touch by
touch in plain Python, from the tables that mart_content is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

Rows = Callable[[str], list[tuple[Any, ...]]]
Truth = list[dict[str, str]]


def uses_told(rows: Rows) -> dict[str, tuple[int, ...]]:
    """By piece that sales is given."""
    return {
        key: tuple(counts)
        for key, *counts in rows(
            "select source_id, count_sales_uses, count_sales_users, count_recipients,"
            " count_opened_after from marts.mart_content where source_object = 'content_pieces'"
        )
    }


def uses_simulated(truth: Truth) -> dict[str, tuple[int, ...]]:
    names = ("uses", "users", "recipients", "opened_after")
    return {row["content_id"]: tuple(int(row[name]) for name in names) for row in truth}


Piece = tuple[Any, ...]


def pieces_told(rows: Rows) -> dict[str, Piece]:
    """By piece that somebody met: persons, leads, MQLs, deals, their amount, won and closed."""
    return {
        key: tuple(told)
        for key, *told in rows(
            "select content_key, count_engaged_persons, count_leads, count_mqls,"
            " count_opportunities_touched, coalesce(amount_touched_corporate, 0),"
            " count_touched_won, count_touched_closed, count_untouched_won,"
            " count_untouched_closed from marts.mart_content where count_engaged_persons > 0"
        )
    }


def pieces_reckoned(rows: Rows) -> dict[str, Piece]:
    """The same, each touch looked at by itself."""
    touches = rows(
        "select t.person_key, t.content_key, t.touch_at, g.lookback_days, g.rank, t.source_system,"
        " t.source_object, length(t.source_id), t.source_id, t.touch_date"
        " from marts.fct_touchpoint as t"
        " inner join staging.glossary_touch_types as g on g.code = t.touch_type"
        " where t.is_credited"
    )
    of_person: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    persons: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Any] = {}
    for touch in touches:
        of_person[touch[0]].append(touch)
        if touch[1] is not None:
            persons[touch[1]].add(touch[0])
            first[touch[1]] = min(first.get(touch[1], touch[9]), touch[9])
    leads, mqls = _cycles(rows, of_person)
    deals = _deals(rows, of_person)
    return {
        key: (
            len(persons[key]),
            len(leads[key]),
            len(mqls[key]),
            *_money(key, deals, first[key]),
        )
        for key in persons
    }


def _cycles(
    rows: Rows, of_person: dict[str, list[tuple[Any, ...]]]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    leads: dict[str, set[str]] = defaultdict(set)
    mqls: dict[str, set[str]] = defaultdict(set)
    for cycle, person, inq_at, no_inq, mql_at, no_mql in rows(
        "select cycle_key, person_key, inq_at, is_inq_imputed, mql_at, is_mql_imputed"
        " from marts.mart_pipeline"
    ):
        if inq_at and not no_inq:
            before = _between(of_person[person], inq_at)
            if before and (last := max(before, key=lambda one: (one[2], *one[4:9]))[1]):
                leads[last].add(cycle)
        if mql_at and not no_mql:
            for touch in _between(of_person[person], mql_at):
                if touch[1]:
                    mqls[touch[1]].add(cycle)
    return leads, mqls


def _between(touches: list[tuple[Any, ...]], until: datetime) -> list[tuple[Any, ...]]:
    return [one for one in touches if until - timedelta(days=one[3]) <= one[2] <= until]


def _deals(
    rows: Rows, of_person: dict[str, list[tuple[Any, ...]]]
) -> list[tuple[set[str], Decimal | None, bool, bool, Any]]:
    """Each deal: what touched it, its amount, whether it is won, whether open, and its day."""
    buyers: dict[str, set[str]] = defaultdict(set)
    for deal, person in rows(
        "select opportunity_key, person_key from marts.bridge_opportunity_person"
    ):
        buyers[deal].add(person)
    of_account: dict[str, set[str]] = defaultdict(set)
    for person, account in rows("select person_key, account_key from marts.dim_person"):
        of_account[account].add(person)
    found = []
    for deal, account, made, closes, zone, is_open, is_won, amount in rows(
        "select o.opportunity_key, o.account_key, o.created_at, o.close_date, u.time_zone,"
        " o.is_open, o.is_won, o.amount_corporate from marts.fct_opportunity as o inner join"
        " intermediate.int_opportunities__unified as u on u.opportunity_key = o.opportunity_key"
    ):
        begins = made or _midnight(closes, zone)
        over = None if is_open else _midnight(closes + timedelta(days=1), zone)
        people = buyers[deal] or (of_account[account] if account else set())
        touched = {
            touch[1]
            for person in people
            for touch in of_person[person]
            if touch[1]
            and touch[2] >= begins - timedelta(days=touch[3])
            and (over is None or touch[2] < over)
        }
        found.append((touched, amount, is_won, is_open, closes))
    return found


def _midnight(day: Any, zone: str | None) -> datetime:
    local = datetime.combine(day, time(), ZoneInfo(zone or "UTC"))
    return local.astimezone(UTC).replace(tzinfo=None)


def _money(key: str, deals: list[Any], first: Any) -> tuple[Any, ...]:
    touched = [deal for deal in deals if key in deal[0]]
    others = [d for d in deals if key not in d[0] and not d[3] and d[4] and d[4] >= first]
    return (
        len(touched),
        sum((deal[1] or Decimal(0) for deal in touched), Decimal(0)),
        sum(deal[2] for deal in touched),
        sum(not deal[3] for deal in touched),
        sum(deal[2] for deal in others),
        len(others),
    )

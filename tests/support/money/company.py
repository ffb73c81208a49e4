"""The facts of a company that was built, read from its own tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

from tests.support.money.facts import STAGES, Answer, Cost, Cycle, Facts, Line, Rules
from tests.support.money.returns import Share, Shares

Rows = Callable[[str], list[tuple[Any, ...]]]
_DATES: Final = ", ".join(f"{stage}_date" for stage in STAGES)
_GUESSED: Final = ", ".join(f"coalesce(is_{stage}_imputed, false)" for stage in STAGES)
_CYCLES: Final = f"""
select cycle_key, opportunity_key, cycle_number, person_key, account_key, channel, cycle_type,
    is_won, won_date, amount_corporate, {_DATES}, {_GUESSED}
from marts.mart_pipeline
"""
_COSTS: Final = """
select spent_from, spent_to, channel, campaign_name, cost_basis, counted_amount_corporate
from marts.fct_marketing_spend where is_counted
"""
_ANSWERS: Final = """
select members.person_key, campaigns.name, members.first_responded_date, members.campaign_key
from marts.bridge_campaign_person as members
inner join marts.dim_campaign as campaigns on campaigns.campaign_key = members.campaign_key
where members.has_responded and members.first_responded_date is not null
    and campaigns.name is not null
"""
_LINES: Final = """
select opportunity_key, net_amount_corporate, net_amount_corporate - margin_amount_corporate
from marts.fct_opportunity_line
"""
#: Of a deal with several, the longest; with one that has no term, or was canceled, nobody knows.
_TERMS: Final = """
select opportunity_key, status, term_months from marts.fct_contract
where is_counted and opportunity_key is not null
    and status not in ('draft', 'in_approval', 'rejected')
"""
_SHARES: Final = """
select credit.opportunity_key, credit.model, credit.channel, campaigns.name, credit.weight
from marts.fct_attribution as credit
left join marts.dim_campaign as campaigns on campaigns.campaign_key = credit.campaign_key
where credit.conversion = 'won'
order by credit.model, credit.opportunity_key, credit.position
"""


def facts_of(rows: Rows) -> tuple[Facts, Shares]:
    """Whatever the tables of money are made of."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for deal, net, cost in rows(_LINES):
        lines[deal].append(Line(net, cost))
    deals: dict[str, Cycle] = {}
    terms = _terms(rows)
    cycles = []
    told = sorted(rows(_CYCLES), key=lambda row: str(row[0]).encode())
    for number, (_, deal, nth, person, account, channel, kind, *rest) in enumerate(told):
        outcome, days, guessed = rest[:3], rest[3:8], rest[8:]
        who = (number, nth, person, account, channel, kind)
        cycles.append(
            Cycle(*who, tuple(days), tuple(guessed), *outcome, tuple(lines[deal]), terms.get(deal))
        )
        if deal:
            deals[deal] = cycles[-1]
    costs = [
        Cost(*row[:3], _comparable(row[3]), *row[4:])  # type: ignore[arg-type]
        for row in rows(_COSTS)
    ]
    answers = [Answer(row[0], _comparable(row[1]) or "", *row[2:]) for row in rows(_ANSWERS)]
    shares: dict[Cycle, list[Share]] = defaultdict(list)
    for deal, model, channel, campaign, weight in rows(_SHARES):
        if deal in deals:
            shares[deals[deal]].append(Share(model, channel, _comparable(campaign), weight))
    return Facts(cycles, costs, answers, _rules(rows)), shares


def _terms(rows: Rows) -> dict[str, int]:
    told: dict[str, list[int | None]] = defaultdict(list)
    for deal, status, months in rows(_TERMS):
        is_held = status in ("signed", "scheduled", "active", "ended")
        told[deal].append(months if is_held else None)
    return {
        deal: max(month for month in months if month)
        for deal, months in told.items()
        if all(months)
    }


def models_of(rows: Rows) -> list[str]:
    """The rules of attribution."""
    return [model for (model,) in rows("select model from marts.dim_attribution_model")]


def touched_of(rows: Rows) -> set[tuple[str, str]]:
    """Channels that a touch is told of, and campaigns that a touch or a member is told of."""
    channels = rows("select distinct channel from marts.fct_touchpoint")
    names = rows(
        "select name from marts.dim_campaign where campaign_key in"
        " (select campaign_key from marts.fct_touchpoint"
        " union select campaign_key from marts.bridge_campaign_person)"
    )
    campaigns = {_comparable(name) for (name,) in names}
    told = {("channel", channel) for (channel,) in channels}
    return told | {("campaign_name", name) for name in campaigns if name}


def _rules(rows: Rows) -> Rules:
    [(today,)] = rows("select today from intermediate.int_today__reported")
    [(term, value, cap)] = rows(
        "select deal_term_months, customer_value_months, lifetime_cap_months"
        " from intermediate.int_customer_rules__set"
    )
    paid = rows("select code from staging.glossary_channels where is_paid")
    return Rules(today, frozenset(code for (code,) in paid), term, value, cap)


def _comparable(name: str | None) -> str | None:
    return name and name.strip().lower().replace("_", " ")

"""The facts as rows of the tables that the models of money read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from tests.support.money.facts import STAGES, Cycle, Facts
from tests.support.money.returns import Shares, Touched, part
from tests.support.paths import PROJECT

#: In the order in which they are built.
MODELS: Final = (
    *("int_deal_profits__known", "int_acquisition_cycles__described", "int_customer_deals__won"),
    *("int_customer_months__paid", "fct_customer", "int_marketing_spend__monthly"),
    *("int_acquisition__counted", "int_acquisition__measured", "int_acquisition__summed"),
    *("mart_acquisition_cost", "int_customer_values__measured", "int_customer_values__summed"),
    *("mart_customer_value", "int_attributed_profits__parted", "int_returns__measured"),
    *("int_returns__summed", "mart_marketing_return"),
)
_MONEY: Final = "decimal(24, 4)"
_STAGES: Final = ", ".join(
    f"{stage}_at timestamp, {stage}_date date, is_{stage}_imputed boolean" for stage in STAGES
)
TABLES: Final = {
    "intermediate.int_today__reported": "today date",
    "intermediate.int_customer_rules__set": "deal_term_months integer,"
    " customer_value_months integer, lifetime_cap_months integer",
    "intermediate.int_deal_terms__known": "opportunity_key text, term_months integer",
    "intermediate.int_stages__seen": "stage_code text, is_seen boolean, could_not_see text",
    "intermediate.int_touched_scopes__seen": "scope_type text, scope_value text",
    "staging.glossary_channels": "code text, is_paid boolean",
    "marts.dim_attribution_model": "model text",
    "marts.dim_campaign": "campaign_key text, name text",
    "marts.bridge_campaign_person": "person_key text, campaign_key text, has_responded boolean,"
    " first_responded_date date",
    "marts.mart_pipeline": "cycle_key text, cycle_number bigint, person_key text, account_key text,"
    f" opportunity_key text, channel text, cycle_type text, {_STAGES}, inq_month date,"
    f" mql_month date, is_won boolean, won_date date, amount_corporate {_MONEY}",
    "marts.fct_opportunity": "opportunity_key text",
    "marts.fct_opportunity_line_check": "opportunity_key text, lines_state text",
    "marts.fct_opportunity_line": "opportunity_key text, net_amount_corporate decimal(24, 4),"
    f" margin_amount_corporate {_MONEY}",
    "marts.fct_marketing_spend": "spend_key text, is_counted boolean, spent_from date,"
    " spent_to date, count_days bigint, channel text, campaign_name text, cost_basis text,"
    f" counted_amount_corporate {_MONEY}",
    "marts.fct_attribution": "model text, conversion text, opportunity_key text, channel text,"
    " campaign_key text, position bigint, weight decimal(18, 12),"
    f" attributed_amount {_MONEY}",
}
Rows = dict[str, list[tuple[Any, ...]]]


def written(facts: Facts, shares: Shares, models: Sequence[str], touched: Touched) -> Rows:
    """Rows by table; beside what counts a cost that does not, and credit for another conversion."""
    rules, deals = facts.rules, [cycle for cycle in facts.cycles if cycle.is_won]
    with (PROJECT / "seeds/generated/glossary_channels.csv").open(encoding="utf-8") as handle:
        channels = [
            (row["code"], row["code"] in rules.paid_channels) for row in csv.DictReader(handle)
        ]
    campaigns = {one.campaign for one in facts.answers}
    return {
        "intermediate.int_today__reported": [(rules.today,)],
        "intermediate.int_customer_rules__set": [
            (rules.term_months, rules.value_months, rules.cap_months)
        ],
        "intermediate.int_deal_terms__known": [(one.deal, one.term) for one in deals if one.term],
        "intermediate.int_touched_scopes__seen": sorted(touched),
        "staging.glossary_channels": channels,
        "marts.dim_attribution_model": [(model,) for model in models],
        "marts.dim_campaign": [(name, name) for name in sorted(campaigns)],
        "marts.bridge_campaign_person": [*_answers(facts)],
        "marts.mart_pipeline": [_cycle(cycle) for cycle in facts.cycles],
        "marts.fct_opportunity": [(cycle.deal,) for cycle in deals],
        "marts.fct_opportunity_line_check": [(cycle.deal, "no_lines") for cycle in deals],
        "marts.fct_opportunity_line": [
            (cycle.deal, net, None if net is None or cost is None else net - cost)
            for cycle in deals
            for net, cost in cycle.lines
        ],
        "marts.fct_marketing_spend": [*_costs(facts)],
        "marts.fct_attribution": [*_credit(shares)],
    }


def _answers(facts: Facts) -> Iterator[tuple[Any, ...]]:
    """Beside whoever answered somebody who was only invited."""
    for one in facts.answers:
        yield one.person, one.campaign, True, one.day
        yield f"{one.person} invited", one.campaign, False, None


def _cycle(cycle: Cycle) -> tuple[Any, ...]:
    stages = [
        value
        for day, guessed in zip(cycle.days, cycle.is_imputed, strict=True)
        for value in (day, day, guessed)
    ]
    months = [day and day.replace(day=1) for day in cycle.days[:2]]
    who = (cycle.key, cycle.nth, cycle.person, cycle.account)
    deal = cycle.deal if cycle.is_won else None
    outcome = (cycle.is_won, cycle.won, cycle.amount)
    return (*who, deal, cycle.channel, cycle.kind, *stages, *months, *outcome)


def _costs(facts: Facts) -> Iterator[tuple[Any, ...]]:
    for number, one in enumerate(facts.costs):
        days = (one.last - one.first).days + 1
        what = (one.channel, one.campaign, one.basis, one.amount)
        yield f"s{number}", True, one.first, one.last, days, *what
        told_again = one.first + timedelta(days=1)
        yield f"t{number}", False, one.first, told_again, 2, *what[:3], Decimal(77)


def _credit(shares: Shares) -> Iterator[tuple[Any, ...]]:
    for cycle, parts in shares.items():
        until = dict.fromkeys((one.model for one in parts), Decimal(0))
        for position, one in enumerate(parts, start=1):
            before, until[one.model] = until[one.model], until[one.model] + one.weight
            amount = part(cycle.amount, before, until[one.model])
            where = (cycle.deal, one.channel, one.campaign, position, one.weight)
            yield one.model, "won", *where, amount
            yield one.model, "created", *where, amount

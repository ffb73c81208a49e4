"""The lines that count and what they come to, once more in plain Python over what was written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from orchestration.worlds.generator.goods import CATALOGUE_COSTS, COST_FIELD, FILE_COSTS
from orchestration.worlds.generator.spec import PORTAL_TIME_ZONE
from orchestration.worlds.generator.tables import Row, Simulation

#: Of a line while it is compared: the answers do not have it.
_CURRENCY: Final = "currency"


def line_rows(simulation: Simulation) -> list[Row]:
    """lines.csv: every line that counts, with its cost and whose word that is."""
    return [
        {name: value for name, value in row.items() if name != _CURRENCY}
        for _, rows in told_lines(simulation)
        for row in rows
    ]


def check_rows(simulation: Simulation) -> list[Row]:
    """line_checks.csv: how the lines of each opportunity stand to its amount."""
    found = []
    for (system, name, record), lines in told_lines(simulation):
        amount = record.get("Amount") or record.get("amount") or ""
        if not lines:
            state = "no_lines"
        elif not amount:
            state = "no_amount"
        elif {line[_CURRENCY] for line in lines} != {_currency(record)}:
            state = "cannot_be_compared"
        else:
            total = sum(Decimal(line["net_amount"]) for line in lines)
            near = abs(total - Decimal(amount)) <= Decimal("0.01") * len(lines)
            state = "agree" if near else "differ"
        found.append(
            {
                "source_system": system,
                "source_object": name,
                "source_id": record.get("Id") or record["id"],
                "lines_state": state,
                "count_lines": str(len(lines)),
            }
        )
    return found


def told_lines(simulation: Simulation) -> Iterator[tuple[tuple[str, str, Row], list[Row]]]:
    """Each opportunity by the record that represents it, and the lines that count of it.

    A deal that names a living opportunity is that one; its lines count where that one has none.
    """
    ours = {row["Id"][:15]: row for row in simulation.table("salesforce", "Opportunity").alive()}
    own = _lines_of(simulation)
    theirs: dict[str, list[Row]] = {}
    for deal in sorted(simulation.table("hubspot", "deals").alive(), key=lambda row: row["id"]):
        lines = [_hubspot_line(simulation, deal, line) for line in own.get(deal["id"], [])]
        named = deal.get("hs_salesforceopportunityid", "")[:15]
        if named not in ours:
            yield ("hubspot", "deals", deal), lines
        elif lines:
            theirs.setdefault(named, lines)
    for short, row in ours.items():
        lines = [_salesforce_line(simulation, row, line) for line in own.get(row["Id"], [])]
        yield ("salesforce", "opportunity", row), lines or theirs.get(short, [])


def _lines_of(simulation: Simulation) -> dict[str, list[Row]]:
    """Lines by the record that they are of."""
    found: dict[str, list[Row]] = {}
    for row in simulation.table("salesforce", "OpportunityLineItem").alive():
        found.setdefault(row["OpportunityId"], []).append(row)
    items = simulation.table("hubspot", "line_items").rows
    for tie in simulation.associations:
        if (tie["from_type"], tie["to_type"]) == ("deals", "line_items"):
            found.setdefault(tie["from_id"], []).append(items[tie["to_id"]])
    return found


def _salesforce_line(simulation: Simulation, deal: Row, line: Row) -> Row:
    sold = date.fromisoformat(deal["CloseDate"]) if deal["CloseDate"] else None
    return {
        "source_system": "salesforce",
        "source_object": "opportunity_line_item",
        "source_id": line["Id"],
        "product_code": line["ProductCode"],
        "quantity": line["Quantity"],
        "list_price": line["ListPrice"] if Decimal(line["ListPrice"]) else "",
        "net_amount": line["TotalPrice"],
        _CURRENCY: _currency(deal),
        **_cost(simulation, line["ProductCode"], line[COST_FIELD], sold),
    }


def _hubspot_line(simulation: Simulation, deal: Row, line: Row) -> Row:
    sold = None
    if deal["closedate"]:
        sold = datetime.fromisoformat(deal["closedate"]).astimezone(ZoneInfo(PORTAL_TIME_ZONE))
    return {
        "source_system": "hubspot",
        "source_object": "line_items",
        "source_id": line["id"],
        "product_code": line["hs_sku"],
        "quantity": line["quantity"],
        "list_price": line["price"],
        "net_amount": line["amount"],
        _CURRENCY: _currency(deal),
        **_cost(
            simulation,
            line["hs_sku"],
            line["hs_cost_of_goods_sold"],
            sold.date() if sold else None,
        ),
    }


def _currency(deal: Row) -> str:
    """That of a record of either system; of the company's own, where it names none."""
    return deal.get("CurrencyIsoCode") or deal.get("deal_currency_code") or "EUR"


def _cost(simulation: Simulation, code: str, own: str, sold: date | None) -> Row:
    """The line's own word, else the file's of that day, else the catalogue's, else nobody's."""
    on = sold or simulation.as_of.date()
    dated = [
        (since, cost)
        for since, cost in (
            ((simulation.as_of - timedelta(days=days)).date() if days else date.min, cost)
            for told, days, cost in FILE_COSTS
            if told.lower() == code.lower()
        )
        if since <= on
    ]
    if own:
        return {"unit_cost": own, "cost_basis": "line"}
    if dated:
        return {"unit_cost": str(max(dated)[1]), "cost_basis": "file"}
    if code in CATALOGUE_COSTS:
        return {"unit_cost": str(CATALOGUE_COSTS[code]), "cost_basis": "catalogue"}
    return {"unit_cost": "", "cost_basis": ""}

"""What the company sells: its catalogue in each system, and the lines of the deals that sell it.

Lines come to the amount that the deal's record says, but for the few that are planted not to.
Nothing that was there before is changed. What a unit costs stands in four places, of some in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Final

from orchestration.worlds.generator.entities import Opportunity
from orchestration.worlds.generator.salesforce_records import stamps
from orchestration.worlds.generator.spec import day, flag, iso, salesforce_id
from orchestration.worlds.generator.tables import Simulation

#: Salesforce has no field for a cost: this company made one.
COST_FIELD: Final = "unit_cost__c"


@dataclass(frozen=True)
class Good:
    """A product: `line_cost` is what lines say that a unit costs, as far as they say so."""

    code: str
    name: str
    family: str
    price: Decimal
    line_cost: Decimal | None = None
    line_share: float = 0.0


#: Priced deal by deal: it stands in the catalogues at 0.
_SERVICE: Final = Good("LK-900", "Onboarding", "Services", Decimal(0))
GOODS: Final = (
    Good("LK-100", "Metering", "Software", Decimal(25), Decimal("10.5"), 0.7),
    Good("LK-200", "Forecasting", "Software", Decimal(40)),
    Good("LK-300", "Carbon Ledger", "Software", Decimal(60)),
    Good("LK-400", "Grid Control", "Hardware", Decimal(90), Decimal(71), 0.5),
    _SERVICE,
)
#: What the dropped file says: the second cost of a product holds from so many days before as_of on.
FILE_COSTS: Final = (
    ("LK-100", None, Decimal("11.25")),
    ("lk-200", None, Decimal(16)),
    ("LK-200", 300, Decimal("18.5")),
)
#: What a catalogue says: HubSpot's, or, in a company without it, Salesforce's.
CATALOGUE_COSTS: Final = {"LK-300": Decimal("21.75")}
_DISCOUNTS: Final = (0, 0, 5, 10, 15, 20)


@dataclass(frozen=True)
class _Line:
    good: Good
    quantity: int
    discount: int
    price: Decimal
    net: Decimal
    cost: Decimal | None


def sell_goods(simulation: Simulation) -> None:
    """Products, prices, lines and the file of costs, after all else was written."""
    rng = simulation.spec.rng("goods")
    _list_goods(simulation)
    for deal in simulation.opportunities:
        if deal.deleted_at is None:
            _sell(simulation, rng, deal)
    costs = []
    for code, days, cost in FILE_COSTS:
        first = day(simulation.as_of - timedelta(days=days)) if days else ""
        costs.append({"product_code": code, "valid_from": first, "unit_cost": str(cost)})
    simulation.dropped["product_costs"] = costs


def _list_goods(simulation: Simulation) -> None:
    made = simulation.as_of - timedelta(days=900)
    if simulation.spec.has_salesforce:
        simulation.table("salesforce", "Pricebook2").add(
            {
                "Id": salesforce_id("01s", 1),
                "Name": "Standard Price Book",
                "IsActive": "true",
                "IsStandard": "true",
                **stamps(made, made),
            }
        )
    for number, good in enumerate(GOODS, start=1):
        if simulation.spec.has_salesforce:
            _list_in_salesforce(simulation, number, good)
        if simulation.spec.has_hubspot:
            simulation.table("hubspot", "products").add(
                {
                    "id": _hubspot_product(good),
                    "name": good.name,
                    "hs_sku": good.code,
                    "price": str(good.price),
                    "hs_cost_of_goods_sold": str(CATALOGUE_COSTS.get(good.code, "")),
                    "createdate": iso(made),
                    "hs_lastmodifieddate": iso(made),
                }
            )


def _list_in_salesforce(simulation: Simulation, number: int, good: Good) -> None:
    made = simulation.as_of - timedelta(days=900)
    cost = "" if simulation.spec.has_hubspot else str(CATALOGUE_COSTS.get(good.code, ""))
    simulation.table("salesforce", "Product2").add(
        {
            "Id": _salesforce_product(good),
            "Name": good.name,
            "ProductCode": good.code,
            "Family": good.family,
            "IsActive": "true",
            **({} if simulation.spec.has_hubspot else {COST_FIELD: cost}),
            **stamps(made, made),
        }
    )
    simulation.table("salesforce", "PricebookEntry").add(
        {
            "Id": salesforce_id("01u", number),
            "Pricebook2Id": salesforce_id("01s", 1),
            "Product2Id": _salesforce_product(good),
            "UnitPrice": str(good.price),
            "IsActive": "true",
            **stamps(made, made),
        }
    )


def _salesforce_product(good: Good) -> str:
    return salesforce_id("01t", GOODS.index(good) + 1)


def _hubspot_product(good: Good) -> str:
    return str(1_900_000_000 + 17 * (GOODS.index(good) + 1))


def _sell(simulation: Simulation, rng: Random, deal: Opportunity) -> None:
    """One deal in eight has no lines, one in ten has lines that miss its amount.

    Of the deals of both systems one in eight has its lines in HubSpot alone.
    """
    draws = [rng.random() for _ in range(3)]
    opportunity = simulation.table("salesforce", "Opportunity").rows.get(deal.salesforce_id)
    record = simulation.table("hubspot", "deals").rows.get(deal.deal_id)
    said = (opportunity or {}).get("Amount") or (record or {}).get("amount") or ""
    if not said or draws[0] < 0.125:
        return
    amount = Decimal(said) * (Decimal("0.9") if draws[1] < 0.1 else 1)
    lines = _lines(rng, deal, round(amount, 2))
    if opportunity and not (record and draws[2] < 0.125):
        for line in lines:
            _write_salesforce(simulation, deal, line)
    if record:
        for line in lines:
            _write_hubspot(simulation, deal, line)


def _lines(rng: Random, deal: Opportunity, amount: Decimal) -> list[_Line]:
    """Up to two products by their list price, and what is left as a service at its own price."""
    sold = next((good for good in GOODS if good.name == deal.company.product), GOODS[0])
    wanted = [sold, *rng.sample([good for good in GOODS[:-1] if good is not sold], 1)]
    found, left = [], amount
    for good, share in zip(wanted[: rng.choice((1, 1, 2))], (0.85, 0.6), strict=False):
        discount = rng.choice(_DISCOUNTS)
        net_price = good.price * (100 - discount) / 100
        quantity = int(left * Decimal(share) / net_price)
        costed = rng.random() < good.line_share
        if quantity:
            cost = good.line_cost if costed else None
            net = net_price * quantity
            found.append(_Line(good, quantity, discount, good.price, net, cost))
            left -= net
    if left > 0:
        found.append(_Line(_SERVICE, 1, 0, left, left, None))
    return found


def _write_salesforce(simulation: Simulation, deal: Opportunity, line: _Line) -> None:
    simulation.table("salesforce", "OpportunityLineItem").add(
        {
            "Id": salesforce_id("00k", simulation.number("00k")),
            "OpportunityId": deal.salesforce_id,
            "Product2Id": _salesforce_product(line.good),
            "ProductCode": line.good.code,
            "Quantity": str(line.quantity),
            "UnitPrice": _plain(line.price),
            "ListPrice": _plain(line.good.price),
            "Discount": str(line.discount or ""),
            "TotalPrice": _plain(line.net),
            COST_FIELD: _plain(line.cost),
            "IsDeleted": flag(False),
            **stamps(deal.created_at, deal.last.at),
        }
    )


def _write_hubspot(simulation: Simulation, deal: Opportunity, line: _Line) -> None:
    record_id = str(5_200_000_000 + 19 * simulation.number("line_items"))
    simulation.table("hubspot", "line_items").add(
        {
            "id": record_id,
            "name": line.good.name,
            "hs_sku": line.good.code,
            "hs_product_id": _hubspot_product(line.good),
            "quantity": str(line.quantity),
            "price": _plain(line.price),
            "hs_discount_percentage": str(line.discount or ""),
            "amount": _plain(line.net),
            "hs_cost_of_goods_sold": _plain(line.cost),
            "createdate": iso(deal.created_at),
            "hs_lastmodifieddate": iso(deal.last.at),
        }
    )
    simulation.associate(("deals", deal.deal_id, "line_items", record_id), {19: ""})


def _plain(value: Decimal | None) -> str:
    """Without needless zeros; empty for none."""
    return "" if value is None else f"{value.normalize():f}"

"""Products, and the lines of deals in which they are sold."""

from __future__ import annotations

from typing import Final

from orchestration.sources.hubspot.streams.crm_objects import crm_object
from orchestration.sources.spec import columns

STREAMS: Final = (
    crm_object(
        "line_items",
        "0-8",
        "One row per HubSpot line item: so many of one product, in one deal, quote or invoice.",
        columns(
            "id name hs_sku hs_product_id hs_line_item_currency_code hs_recurring_billing_period",
            number="quantity price discount hs_discount_percentage amount hs_cost_of_goods_sold",
            ts="createdate hs_lastmodifieddate",
        ),
        is_optional=True,
    ),
    crm_object(
        "products",
        "0-7",
        "One row per HubSpot product.",
        columns(
            "id name hs_sku",
            number="price hs_cost_of_goods_sold",
            ts="createdate hs_lastmodifieddate",
        ),
        is_optional=True,
    ),
)

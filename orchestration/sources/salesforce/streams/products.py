"""Products, their prices, and the lines of opportunities in which they are sold.

No standard field says what a product costs: the glossary names the company's own (`cost_fields`).
"""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "opportunity_line_item",
        "OpportunityLineItem",
        "opportunityid product2id productcode currencyisocode",
        number="quantity unitprice listprice discount totalprice",
        boolean="isdeleted",
        description="One row per line of an opportunity: so many of one product, at a price.",
        staging="opportunity_line_items",
        page="OpportunityLineItem",
        is_optional=True,
    ),
    sobject(
        "product2",
        "Product2",
        "name productcode family stockkeepingunit",
        boolean="isactive isarchived isdeleted",
        description="One row per Salesforce product.",
        staging="products",
        page="Product2",
        is_optional=True,
    ),
    sobject(
        "pricebook2",
        "Pricebook2",
        "",
        boolean="isstandard isdeleted",
        description="One row per Salesforce price book; the standard one has every product.",
        staging="pricebooks",
        page="Pricebook2",
        kept_by="vendor",
        stamps="systemmodstamp",
        created_column=None,
        is_optional=True,
    ),
    sobject(
        "pricebook_entry",
        "PricebookEntry",
        "pricebook2id product2id currencyisocode",
        number="unitprice",
        boolean="isactive isdeleted",
        description="One row per product, price book and currency, and the list price there.",
        staging="pricebook_entries",
        page="PricebookEntry",
        kept_by="vendor",
        stamps="systemmodstamp",
        created_column=None,
        is_optional=True,
    ),
)

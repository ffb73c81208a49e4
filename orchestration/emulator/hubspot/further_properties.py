"""HubSpot's own properties of tickets, leads, products, line items and quotes.

In the form of standard_properties.py, which reads them.
"""

from __future__ import annotations

from typing import Final

_TICKETS: Final = """
subject | Ticket name | string/text | |
content | Ticket description | string/textarea | |
hs_pipeline | Pipeline | enumeration/select | x |
hs_pipeline_stage | Ticket status | enumeration/select | x |
hs_ticket_category | Category | enumeration/checkbox | | PRODUCT_ISSUE=Product Issue;BILLING_ISSUE=Billing Issue;FEATURE_REQUEST=Feature Request;GENERAL_INQUIRY=General Inquiry
hs_ticket_priority | Priority | enumeration/select | | LOW=Low;MEDIUM=Medium;HIGH=High;URGENT=Urgent
hs_ticket_id | Ticket ID | number/number | r |
hs_resolution | Resolution | enumeration/checkbox | |
source_type | Source | enumeration/select | | CHAT=Chat;EMAIL=Email;FORM=Form;PHONE=Phone
closed_date | Close date | datetime/date | |
time_to_close | Time to close | number/number | cr |
time_to_first_agent_reply | Time to first agent email reply | number/number | cr |
"""  # noqa: E501 - one line per property
_LEADS: Final = """
hs_lead_name | Lead Name | string/text | |
hs_lead_label | Lead Label | enumeration/select | | HOT=Hot;WARM=Warm;COLD=Cold
hs_lead_type | Lead Type | enumeration/select | | NEW_BUSINESS=New Business;UPSELL=Upsell;RE_ATTEMPTING=Re-attempting
hs_lead_source | Lead Source | enumeration/select | r |
hs_pipeline | Lead pipeline | enumeration/select | x |
hs_pipeline_stage | Lead pipeline stage | enumeration/select | x |
hs_lead_disqualification_reason | Disqualification Reason | enumeration/select | |
hs_primary_contact_id | Primary contact ID | number/number | r |
hs_primary_company_id | Primary company ID | number/number | r |
"""  # noqa: E501 - one line per property
_GOODS: Final = """
name | Name | string/text | |
description | Description | string/textarea | |
price | Unit price | number/number | |
hs_sku | SKU | string/text | |
hs_cost_of_goods_sold | Unit cost | number/number | |
hs_recurring_billing_period | Term | string/text | |
recurringbillingfrequency | Billing frequency | enumeration/select | | monthly=Monthly;quarterly=Quarterly;annually=Annually
hs_product_type | Product Type | enumeration/select | | inventory=Inventory;non_inventory=Non-Inventory;service=Service
hs_url | URL | string/text | |
"""  # noqa: E501 - one line per property
_LINE_ITEMS: Final = """
quantity | Quantity | number/number | |
amount | Net price | number/number | cr |
discount | Unit discount | number/number | |
hs_discount_percentage | Discount Percentage | number/number | |
hs_line_item_currency_code | Currency | enumeration/select | x |
hs_product_id | Product ID | number/number | |
hs_position_on_quote | Position on quote | number/number | |
hs_acv | Annual contract value | number/number | cr |
hs_arr | Annual recurring revenue | number/number | cr |
hs_mrr | Monthly recurring revenue | number/number | cr |
hs_tcv | Total contract value | number/number | cr |
hs_margin | Margin | number/number | cr |
"""
_QUOTES: Final = """
hs_title | Quote name | string/text | |
hs_status | Approval Status | enumeration/select | | DRAFT=Draft;APPROVAL_NOT_NEEDED=Published;PENDING_APPROVAL=Pending Approval;APPROVED=Approved;REJECTED=Rejected
hs_expiration_date | Expiration Date | datetime/date | |
hs_quote_amount | Quote amount | number/number | r |
hs_quote_number | Quote Reference Number | string/text | |
hs_public_url_key | Public URL Key | string/text | r |
hs_currency | Currency | enumeration/select | x |
hs_language | Language | enumeration/select | x |
"""  # noqa: E501 - one line per property
FURTHER: Final[dict[str, tuple[str, ...]]] = {
    "tickets": (_TICKETS,),
    "leads": (_LEADS,),
    "products": (_GOODS,),
    "line_items": (_GOODS, _LINE_ITEMS),
    "quotes": (_QUOTES,),
}

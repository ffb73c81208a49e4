"""What was offered and agreed: quotes and subscriptions, whose deals the associations tell.

No field is judged: both are made by a tool, out of the lines of a deal.
"""

from __future__ import annotations

from typing import Final

from orchestration.sources.hubspot.streams.crm_objects import crm_object
from orchestration.sources.spec import columns

STREAMS: Final = (
    crm_object(
        "quotes",
        "0-14",
        "One row per HubSpot quote, deleted ones included.",
        columns(
            "id hs_title hs_quote_number hs_status hs_quote_status hs_currency",
            number="hs_quote_amount",
            ts="hs_expiration_date hs_esign_date hs_accepted_date hs_createdate"
            " hs_lastmodifieddate",
        ),
        kept_by="vendor",
        is_optional=True,
    ),
    crm_object(
        "subscriptions",
        "0-69",
        "One row per subscription that HubSpot bills; how long it runs, its line items tell.",
        columns(
            "id hs_name hs_status",
            date="hs_recurring_billing_start_date",
            ts="hs_createdate hs_lastmodifieddate",
        ),
        kept_by="vendor",
        is_optional=True,
    ),
)

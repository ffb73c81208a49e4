"""What was offered: quotes, whose deals the associations tell.

No field is judged: a quote is made by a tool, out of the lines of a deal.
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
)

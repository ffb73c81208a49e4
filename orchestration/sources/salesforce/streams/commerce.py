"""What was offered and agreed: quotes, which an org has only where they are on, and contracts.

No field is judged: both are made out of an opportunity, by a tool or a flow.
"""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "quote",
        "Quote",
        "opportunityid name quotenumber status currencyisocode",
        number="subtotal discount totalprice grandtotal",
        boolean="issyncing isdeleted",
        date="expirationdate",
        description="One row per Salesforce quote; only where quotes are switched on.",
        staging="quotes",
        page="Quote",
        kept_by="vendor",
        is_optional=True,
    ),
    sobject(
        "contract",
        "Contract",
        "accountid name contractnumber status statuscode",
        integer="contractterm",
        boolean="isdeleted",
        date="startdate enddate",
        ts="activateddate",
        description="One row per Salesforce contract; opportunities name theirs.",
        staging="contracts",
        page="Contract",
        kept_by="vendor",
        is_optional=True,
    ),
)

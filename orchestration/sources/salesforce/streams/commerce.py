"""What was offered: quotes, which an org has only where they are switched on.

No field is judged: a quote is made by a tool, out of the lines of an opportunity.
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
)

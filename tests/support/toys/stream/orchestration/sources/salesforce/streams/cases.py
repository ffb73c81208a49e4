"""Cases: what customers complained of."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "case",
        "Case",
        "subject status contactid",
        boolean="isdeleted",
        priority=1,
        description="One row per Salesforce case.",
        staging="cases",
    ),
)

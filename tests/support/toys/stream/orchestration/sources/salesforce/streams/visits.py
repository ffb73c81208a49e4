"""Visits: an object that the company made itself."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "visit",
        "Visit__c",
        "name topic__c contact__c",
        boolean="isdeleted",
        priority=1,
        description="One row per visit to a customer.",
        staging="visits",
        is_optional=True,
    ),
)

"""Histories of tracked fields and of the set-up: events that Salesforce forgets."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import SObject, sobject


def _history(name: str, source_object: str, parent: str, description: str) -> SObject:
    """Changes of tracked fields. A row never changes, and Salesforce forgets it after 18 months."""
    return sobject(
        name,
        source_object,
        f"{parent} field datatype oldvalue newvalue createdbyid",
        boolean="isdeleted",
        stamps="createddate",
        cursor="createddate",
        is_log=True,
        description=description,
        priority=1,
        kept_by="vendor",
        is_optional=True,
    )


STREAMS: Final = (
    _history(
        "lead_history",
        "LeadHistory",
        "leadid",
        description="One row per change of a tracked field of a lead; Salesforce forgets"
        " them after 18 to 24 months.",
    ),
    _history(
        "opportunity_field_history",
        "OpportunityFieldHistory",
        "opportunityid",
        description="One row per change of a tracked field of an opportunity; Salesforce"
        " forgets them after 18 to 24 months.",
    ),
    sobject(
        "setup_audit_trail",
        "SetupAuditTrail",
        "action section display createdbyid delegateuser",
        stamps="createddate",
        cursor="createddate",
        is_log=True,
        description="One row per change that somebody made in Setup; Salesforce forgets them after"
        " 180 days.",
        staging="setup_changes",
        priority=1,
        kept_by="vendor",
        scopes=("View Setup and Configuration",),
    ),
)

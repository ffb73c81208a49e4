"""Roles, queues and their members, record types: who belongs where, and which process applies."""

from __future__ import annotations

from typing import Any, Final

from orchestration.sources.salesforce.sobject import SObject, sobject


def _setup(name: str, source_object: str, text: str, **how: Any) -> SObject:
    """A short table that administrators keep, without deleted rows, read whole by one query."""
    return sobject(
        name,
        source_object,
        text,
        cursor=None,
        sweep_deletes=True,
        reason="A short list; what is removed from it leaves no trace.",
        priority=1,
        kept_by="vendor",
        is_setting=True,
        **how,
    )


STREAMS: Final = (
    _setup(
        "user_role",
        "UserRole",
        "name developername parentroleid",
        stamps="systemmodstamp",
        created_column=None,
        description="One row per role of Salesforce's role hierarchy, with the role above it.",
        staging="user_roles",
    ),
    _setup(
        "group",
        "Group",
        "name developername type relatedid email",
        description="One row per Salesforce queue or group; a queue can own leads and tasks.",
        staging="groups",
        page="Group",
    ),
    _setup(
        "group_member",
        "GroupMember",
        "groupid userorgroupid",
        stamps="systemmodstamp",
        created_column=None,
        description="One row per user or group that belongs to a queue or a public group directly.",
        staging="group_members",
    ),
    _setup(
        "record_type",
        "RecordType",
        "name developername sobjecttype",
        boolean="isactive",
        description="One row per record type of an object: which process and picklists apply.",
        staging="record_types",
    ),
)

"""Tasks, events, and the records that they are about."""

from __future__ import annotations

from typing import Final

from orchestration.sources.salesforce.sobject import sobject

STREAMS: Final = (
    sobject(
        "task",
        "Task",
        "subject status type tasksubtype calltype calldisposition whoid whatid ownerid createdbyid",
        integer="calldurationinseconds",
        boolean="isclosed isrecurrence isdeleted",
        date="activitydate",
        ts="completeddatetime lastmodifieddate",
        priority=1,
        description="One row per Salesforce task (calls and e-mails logged by hand are tasks).",
        staging="tasks",
        page="Task",
    ),
    sobject(
        "task_relation",
        "TaskRelation",
        "taskid relationid accountid",
        boolean="iswhat isdeleted",
        priority=1,
        description="One row per record that a task is related to, beyond its first; only"
        " where an org shares activities.",
        staging="task_relations",
        kept_by="vendor",
        is_optional=True,
    ),
    sobject(
        "event",
        "Event",
        "subject type eventsubtype whoid whatid ownerid createdbyid",
        boolean="isalldayevent ischild isrecurrence isdeleted",
        date="activitydate",
        ts="startdatetime enddatetime lastmodifieddate",
        priority=1,
        description="One row per Salesforce calendar event.",
        staging="events",
        page="Event",
    ),
    sobject(
        "event_relation",
        "EventRelation",
        "eventid relationid accountid status",
        boolean="iswhat isparent isinvitee isdeleted",
        priority=1,
        description="One row per record, invitee or resource of an event; only where an"
        " org shares activities.",
        staging="event_relations",
        kept_by="vendor",
        is_optional=True,
    ),
)

"""The Salesforce streams: names, columns that staging relies on, keys and cursors. Data only."""

from __future__ import annotations

from typing import Any, Final

from orchestration.sources.spec import ColumnType, StreamSpec

# Salesforce keeps these itself. The last two say when the asking user looked at the record, so for
# an integration they are always empty.
SYSTEM_FIELDS: Final = frozenset(
    {
        "id",
        "isdeleted",
        "masterrecordid",
        "createddate",
        "createdbyid",
        "lastmodifieddate",
        "lastmodifiedbyid",
        "systemmodstamp",
        "lastvieweddate",
        "lastreferenceddate",
    }
)


def _stream(
    name: str,
    source_object: str,
    text: str,
    *,
    number: str = "",
    integer: str = "",
    boolean: str = "",
    date: str = "",
    ts: str = "",
    stamps: str = "createddate systemmodstamp",
    cursor: str | None = "systemmodstamp",
    **how: Any,
) -> StreamSpec:
    typed = (
        (ColumnType.TEXT, "id " + text),
        (ColumnType.NUMBER, number),
        (ColumnType.INTEGER, integer),
        (ColumnType.BOOLEAN, boolean),
        (ColumnType.DATE, date),
        (ColumnType.TIMESTAMP, f"{ts} {stamps}"),
    )
    columns = {column: column_type for column_type, names in typed for column in names.split()}
    how = {"created_column": "createddate", **how}
    return StreamSpec(name, source_object, columns, cursor=cursor, **how)


def _history(name: str, source_object: str, parent: str, description: str) -> StreamSpec:
    """Changes of tracked fields. A row never changes, and Salesforce forgets it after 18 months."""
    return _stream(
        name,
        source_object,
        f"{parent} field datatype oldvalue newvalue createdbyid",
        boolean="isdeleted",
        stamps="createddate",
        cursor="createddate",
        is_log=True,
        description=description,
        kept_by="vendor",
        is_optional=True,
    )


def _rates(name: str, source_object: str, text: str, **how: str) -> StreamSpec:
    """A short table of settings without deleted rows, read whole by one query."""
    return _stream(
        name,
        source_object,
        text,
        cursor=None,
        sweep_deletes=True,
        reason="A short list; a rate that is removed or superseded leaves no trace of it.",
        kept_by="vendor",
        is_optional=True,
        **how,
    )


STREAMS: Final = (
    _stream(
        "account",
        "Account",
        "name website industry type billingcountry billingstate billingcity ownerid parentid"
        " currencyisocode masterrecordid personcontactid personemail firstname lastname phone"
        " persontitle personmailingcountry personmailingstate personleadsource",
        number="annualrevenue",
        integer="numberofemployees",
        boolean="isdeleted ispersonaccount",
        ts="lastmodifieddate",
        description="One row per Salesforce account, deleted and merged-away ones included.",
        staging="accounts",
        websites=("website",),
        page="Account",
    ),
    _stream(
        "contact",
        "Contact",
        "accountid email firstname lastname title phone mailingcountry mailingstate leadsource"
        " ownerid masterrecordid",
        boolean="isdeleted ispersonaccount",
        ts="lastmodifieddate",
        description="One row per Salesforce contact, deleted and merged-away ones included.",
        staging="contacts",
        emails=("email",),
        page="Contact",
    ),
    _stream(
        "lead",
        "Lead",
        "email firstname lastname company title phone country state status leadsource ownerid"
        " convertedaccountid convertedcontactid convertedopportunityid industry rating"
        " masterrecordid",
        boolean="isconverted isdeleted",
        date="converteddate",
        ts="lastmodifieddate",
        description="One row per Salesforce lead, converted, deleted and merged-away ones"
        " included.",
        staging="leads",
        emails=("email",),
        page="Lead",
    ),
    _history(
        "lead_history",
        "LeadHistory",
        "leadid",
        description="One row per change of a tracked field of a lead; Salesforce forgets"
        " them after 18 to 24 months.",
    ),
    _stream(
        "opportunity",
        "Opportunity",
        "accountid name stagename forecastcategory type nextstep leadsource campaignid ownerid"
        " currencyisocode",
        number="probability amount",
        boolean="isclosed iswon isdeleted",
        date="closedate",
        ts="lastmodifieddate",
        description="One row per Salesforce opportunity, deleted ones included.",
        staging="opportunities",
        page="Opportunity",
    ),
    _stream(
        "opportunity_history",
        "OpportunityHistory",
        "opportunityid stagename forecastcategory createdbyid",
        number="amount probability",
        boolean="isdeleted",
        date="closedate",
        description="One row per change of stage, amount, close date or probability of an"
        " opportunity.",
        kept_by="vendor",
    ),
    _history(
        "opportunity_field_history",
        "OpportunityFieldHistory",
        "opportunityid",
        description="One row per change of a tracked field of an opportunity; Salesforce"
        " forgets them after 18 to 24 months.",
    ),
    _stream(
        "opportunity_contact_role",
        "OpportunityContactRole",
        "opportunityid contactid role",
        boolean="isprimary isdeleted",
        description="One row per contact with a role in an opportunity.",
        staging="opportunity_contact_roles",
        page="OpportunityContactRole",
    ),
    _stream(
        "campaign",
        "Campaign",
        "name type status ownerid",
        number="budgetedcost actualcost",
        boolean="isactive isdeleted",
        date="startdate enddate",
        ts="lastmodifieddate",
        description="One row per Salesforce campaign.",
        staging="campaigns",
        page="Campaign",
    ),
    _stream(
        "campaign_member",
        "CampaignMember",
        "campaignid leadid contactid status",
        boolean="hasresponded isdeleted",
        date="firstrespondeddate",
        description="One row per lead or contact in a campaign.",
        staging="campaign_members",
        page="CampaignMember",
    ),
    _stream(
        "task",
        "Task",
        "subject status type tasksubtype whoid whatid ownerid",
        integer="calldurationinseconds",
        boolean="isclosed isdeleted",
        date="activitydate",
        ts="completeddatetime",
        description="One row per Salesforce task (calls and e-mails logged by hand are tasks).",
        staging="tasks",
        page="Task",
    ),
    _stream(
        "task_relation",
        "TaskRelation",
        "taskid relationid accountid",
        boolean="iswhat isdeleted",
        description="One row per record that a task is related to, beyond its first; only"
        " where an org shares activities.",
        staging="task_relations",
        kept_by="vendor",
        is_optional=True,
    ),
    _stream(
        "event",
        "Event",
        "subject type whoid whatid ownerid",
        boolean="isdeleted",
        date="activitydate",
        ts="startdatetime enddatetime",
        description="One row per Salesforce calendar event.",
        staging="events",
        page="Event",
    ),
    _stream(
        "event_relation",
        "EventRelation",
        "eventid relationid accountid status",
        boolean="iswhat isparent isinvitee isdeleted",
        description="One row per record, invitee or resource of an event; only where an"
        " org shares activities.",
        staging="event_relations",
        kept_by="vendor",
        is_optional=True,
    ),
    _stream(
        "user",
        "User",
        "name email userroleid profileid timezonesidkey",
        boolean="isactive",
        ts="lastmodifieddate",
        description="One row per Salesforce user, inactive ones included.",
        staging="users",
        page="User",
        is_setting=True,
    ),
    _rates(
        "currency_type",
        "CurrencyType",
        "isocode",
        number="conversionrate",
        integer="decimalplaces",
        boolean="isactive iscorporate",
        description="One row per currency of an org with several, its current rate to the"
        " corporate currency.",
        staging="currency_types",
    ),
    _rates(
        "dated_conversion_rate",
        "DatedConversionRate",
        "isocode",
        number="conversionrate",
        date="startdate nextstartdate",
        description="One row per currency and start date, its rate to the corporate"
        " currency from then on.",
        staging="dated_conversion_rates",
    ),
)

#: Objects whose every field Salesforce or an administrator keeps: no salesperson fills them in.
SYSTEM_OBJECTS: Final = frozenset(
    stream.name for stream in STREAMS if stream.kept_by == "vendor" and stream.is_optional
)

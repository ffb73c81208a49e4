"""The Salesforce streams: names, columns that staging relies on, keys and cursors. Data only."""

from __future__ import annotations

from typing import Final

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
) -> StreamSpec:
    typed = (
        (ColumnType.TEXT, "id " + text),
        (ColumnType.NUMBER, number),
        (ColumnType.INTEGER, integer),
        (ColumnType.BOOLEAN, boolean),
        (ColumnType.DATE, date),
        (ColumnType.TIMESTAMP, ts + " createddate systemmodstamp"),
    )
    columns = {column: column_type for column_type, names in typed for column in names.split()}
    return StreamSpec(name, source_object, columns, cursor="systemmodstamp")


STREAMS: Final = (
    _stream(
        "account",
        "Account",
        "name website industry type billingcountry billingstate billingcity ownerid parentid"
        " currencyisocode masterrecordid",
        number="annualrevenue",
        integer="numberofemployees",
        boolean="isdeleted",
        ts="lastmodifieddate",
    ),
    _stream(
        "contact",
        "Contact",
        "accountid email firstname lastname title phone mailingcountry mailingstate leadsource"
        " ownerid masterrecordid",
        boolean="isdeleted",
        ts="lastmodifieddate",
    ),
    _stream(
        "lead",
        "Lead",
        "email firstname lastname company title phone country state status leadsource ownerid"
        " convertedaccountid convertedcontactid convertedopportunityid industry rating"
        " masterrecordid",
        boolean="isconverted isdeleted",
        date="converteddate",
        ts="mql_date__c lastmodifieddate",
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
    ),
    _stream(
        "opportunity_history",
        "OpportunityHistory",
        "opportunityid stagename forecastcategory createdbyid",
        number="amount probability",
        boolean="isdeleted",
        date="closedate",
    ),
    _stream(
        "opportunity_contact_role",
        "OpportunityContactRole",
        "opportunityid contactid role",
        boolean="isprimary isdeleted",
    ),
    _stream(
        "campaign",
        "Campaign",
        "name type status ownerid",
        number="budgetedcost actualcost",
        boolean="isactive isdeleted",
        date="startdate enddate",
        ts="lastmodifieddate",
    ),
    _stream(
        "campaign_member",
        "CampaignMember",
        "campaignid leadid contactid status",
        boolean="hasresponded isdeleted",
        date="firstrespondeddate",
    ),
    _stream(
        "task",
        "Task",
        "subject status type tasksubtype whoid whatid ownerid",
        integer="calldurationinseconds",
        boolean="isclosed isdeleted",
        date="activitydate",
        ts="completeddatetime",
    ),
    _stream(
        "event",
        "Event",
        "subject type whoid whatid ownerid",
        boolean="isdeleted",
        date="activitydate",
        ts="startdatetime enddatetime",
    ),
    _stream(
        "user",
        "User",
        "name email userroleid profileid",
        boolean="isactive",
        ts="lastmodifieddate",
    ),
)

"""Types, labels and options of HubSpot's own properties, as a compact table.

One line per property: ``name | label | type/fieldType | flags | value=Label;value=Label``.
Flags: c calculated, r read-only value, u unique, x options kept elsewhere (owners, teams).
An option without ``=`` is its own label. Written from the vendor's published property lists.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from orchestration.emulator.hubspot.further_properties import FURTHER

_SOURCES: Final = (
    "ORGANIC_SEARCH=Organic Search;PAID_SEARCH=Paid Search;EMAIL_MARKETING=Email Marketing;"
    "SOCIAL_MEDIA=Organic Social;REFERRALS=Referrals;OTHER_CAMPAIGNS=Other Campaigns;"
    "DIRECT_TRAFFIC=Direct Traffic;OFFLINE=Offline Sources;PAID_SOCIAL=Paid Social;"
    "AI_REFERRALS=AI Referrals"
)
_STAGES: Final = (
    "subscriber=Subscriber;lead=Lead;marketingqualifiedlead=Marketing Qualified Lead;"
    "salesqualifiedlead=Sales Qualified Lead;opportunity=Opportunity;customer=Customer;"
    "evangelist=Evangelist;other=Other"
)
_LEAD_STATUS: Final = (
    "NEW=New;OPEN=Open;IN_PROGRESS=In Progress;OPEN_DEAL=Open Deal;UNQUALIFIED=Unqualified;"
    "ATTEMPTED_TO_CONTACT=Attempted to Contact;CONNECTED=Connected;BAD_TIMING=Bad Timing"
)
_COMMON: Final = """
hs_object_id | Record ID | number/number | r |
createdate | Create Date | datetime/date | r |
hs_createdate | Object create date/time | datetime/date | r |
lastmodifieddate | Last Modified Date | datetime/date | r |
hs_lastmodifieddate | Last Modified Date | datetime/date | r |
hubspot_owner_id | Owner | enumeration/select | x |
hubspot_team_id | HubSpot Team | enumeration/select | x |
hubspot_owner_assigneddate | Owner assigned date | datetime/date | r |
hs_merged_object_ids | Merged record IDs | enumeration/checkbox | rx |
hs_all_owner_ids | All owner IDs | enumeration/checkbox | rx |
hs_created_by_user_id | Created by user ID | number/number | r |
hs_updated_by_user_id | Updated by user ID | number/number | r |
hs_object_source | Record creation source | string/text | r |
hs_object_source_label | Record source | enumeration/select | rx |
notes_last_contacted | Last Contacted | datetime/date | r |
notes_last_updated | Last Activity Date | datetime/date | r |
notes_next_activity_date | Next Activity Date | datetime/date | r |
num_notes | Number of Sales Activities | number/number | cr |
num_contacted_notes | Number of times contacted | number/number | cr |
"""
_ANALYTICS: Final = f"""
hs_analytics_source | Original Traffic Source | enumeration/select | r | {_SOURCES}
hs_analytics_source_data_1 | Original Traffic Source Drill-Down 1 | string/text | r |
hs_analytics_source_data_2 | Original Traffic Source Drill-Down 2 | string/text | r |
hs_analytics_latest_source | Latest Traffic Source | enumeration/select | r | {_SOURCES}
hs_latest_source | Latest Traffic Source | enumeration/select | r | {_SOURCES}
hs_latest_source_data_1 | Latest Traffic Source Drill-Down 1 | string/text | r |
hs_latest_source_data_2 | Latest Traffic Source Drill-Down 2 | string/text | r |
hs_latest_source_timestamp | Latest Traffic Source Date | datetime/date | r |
hs_analytics_first_url | First Page Seen | string/text | r |
hs_analytics_last_url | Last Page Seen | string/text | r |
hs_analytics_first_referrer | First Referring Site | string/text | r |
hs_analytics_last_referrer | Last Referring Site | string/text | r |
hs_analytics_first_timestamp | Time First Seen | datetime/date | r |
hs_analytics_last_timestamp | Time Last Seen | datetime/date | r |
hs_analytics_first_visit_timestamp | Time of First Session | datetime/date | r |
hs_analytics_last_visit_timestamp | Time of Last Session | datetime/date | r |
hs_analytics_num_page_views | Number of Pageviews | number/number | cr |
hs_analytics_num_visits | Number of Sessions | number/number | cr |
hs_analytics_num_event_completions | Number of event completions | number/number | cr |
hs_analytics_average_page_views | Average Pageviews | number/number | cr |
hs_analytics_revenue | Event Revenue | number/number | r |
first_conversion_date | First Conversion Date | datetime/date | r |
first_conversion_event_name | First Conversion | string/text | r |
recent_conversion_date | Recent Conversion Date | datetime/date | r |
recent_conversion_event_name | Recent Conversion | string/text | r |
num_conversion_events | Number of Form Submissions | number/number | cr |
num_unique_conversion_events | Number of Unique Forms Submitted | number/number | cr |
num_associated_deals | Number of Associated Deals | number/number | cr |
recent_deal_amount | Recent Deal Amount | number/number | cr |
recent_deal_close_date | Recent Deal Close Date | datetime/date | cr |
total_revenue | Total Revenue | number/number | cr |
first_deal_created_date | First Deal Created Date | datetime/date | cr |
"""
_ADDRESS: Final = """
phone | Phone Number | string/phonenumber | |
address | Street Address | string/text | |
city | City | string/text | |
state | State/Region | string/text | |
zip | Postal Code | string/text | |
country | Country/Region | string/text | |
website | Website URL | string/text | |
industry | Industry | string/text | |
annualrevenue | Annual Revenue | number/number | |
twitterhandle | Twitter Handle | string/text | |
linkedinbio | LinkedIn Bio | string/textarea | |
"""
_CONTACTS: Final = f"""
email | Email | string/text | u |
hs_additional_emails | Additional email addresses | enumeration/checkbox | x |
hs_email_domain | Email Domain | string/text | cr |
work_email | Work email | string/text | |
firstname | First Name | string/text | |
lastname | Last Name | string/text | |
salutation | Salutation | string/text | |
company | Company Name | string/text | |
company_size | Company size | string/text | |
jobtitle | Job Title | string/text | |
job_function | Job function | string/text | |
seniority | Seniority | string/text | |
mobilephone | Mobile Phone Number | string/phonenumber | |
fax | Fax Number | string/text | |
date_of_birth | Date of birth | string/text | |
gender | Gender | string/text | |
message | Message | string/textarea | |
numemployees | Number of Employees | enumeration/radio | | 1-5;5-25;25-50;50-100;100-500;500-1000;1000+
lifecyclestage | Lifecycle Stage | enumeration/radio | | {_STAGES}
hs_lead_status | Lead Status | enumeration/radio | | {_LEAD_STATUS}
hubspotscore | HubSpot Score | number/number | cr |
hs_predictivecontactscore_v2 | Likelihood to close | number/number | cr |
hs_email_optout | Unsubscribed from all email | bool/booleancheckbox | r | true=Yes;false=No
hs_is_unworked | Contact unworked | bool/booleancheckbox | cr | true=True;false=False
hs_marketable_status | Marketing contact status | enumeration/select | rx |
hs_email_bounce | Marketing emails bounced | number/number | cr |
hs_email_open | Marketing emails opened | number/number | cr |
hs_email_click | Marketing emails clicked | number/number | cr |
hs_email_delivered | Marketing emails delivered | number/number | cr |
hs_email_last_open_date | Last marketing email open date | datetime/date | r |
hs_email_last_click_date | Last marketing email click date | datetime/date | r |
hs_calculated_merged_vids | Merged contact IDs with timestamps | enumeration/checkbox | crx |
hs_calculated_phone_number | Calculated Phone Number | string/text | cr |
hs_time_to_move_from_lead_to_customer | Time to move from lead to customer | number/number | cr |
hs_language | Preferred language | enumeration/select | x |
hs_persona | Persona | enumeration/radio | x |
hs_buying_role | Buying Role | enumeration/checkbox | | BLOCKER=Blocker;BUDGET_HOLDER=Budget Holder;CHAMPION=Champion;DECISION_MAKER=Decision Maker;END_USER=End User;EXECUTIVE_SPONSOR=Executive Sponsor;INFLUENCER=Influencer;LEGAL_AND_COMPLIANCE=Legal & Compliance;OTHER=Other
associatedcompanyid | Primary Associated Company ID | number/number | |
closedate | Close Date | datetime/date | |
days_to_close | Days To Close | number/number | cr |
ip_country | IP Country | string/text | r |
ip_country_code | IP Country Code | string/text | r |
salesforceleadid | Salesforce Lead ID | string/text | r |
salesforcecontactid | Salesforce Contact ID | string/text | r |
salesforceaccountid | Salesforce Account ID | string/text | r |
salesforcecampaignids | Salesforce campaign IDs | enumeration/checkbox | rx |
salesforcelastsynctime | Salesforce last sync time | datetime/date | r |
hs_salesforceleadid | Salesforce Lead ID | string/text | r |
hs_salesforcecontactid | Salesforce Contact ID | string/text | r |
"""  # noqa: E501, S608 - one line per property; it is no SQL
_COMPANIES: Final = f"""
name | Company name | string/text | |
domain | Company Domain Name | string/text | |
description | Description | string/textarea | |
address2 | Street Address 2 | string/text | |
numberofemployees | Number of Employees | number/number | |
founded_year | Year Founded | string/text | |
is_public | Is Public | bool/booleancheckbox | | true=True;false=False
timezone | Time Zone | string/text | |
type | Type | enumeration/select | | PROSPECT=Prospect;PARTNER=Partner;RESELLER=Reseller;VENDOR=Vendor;OTHER=Other
lifecyclestage | Lifecycle Stage | enumeration/radio | | {_STAGES}
hs_lead_status | Lead Status | enumeration/radio | | {_LEAD_STATUS}
hs_num_child_companies | Number of child companies | number/number | cr |
hs_parent_company_id | Parent Company | number/number | r |
hs_num_open_deals | Number of open deals | number/number | cr |
hs_total_deal_value | Total open deal value | number/number | cr |
hs_is_target_account | Target Account | bool/booleancheckbox | | true=True;false=False
hs_ideal_customer_profile | Ideal Customer Profile Tier | enumeration/select | | tier_1=Tier 1;tier_2=Tier 2;tier_3=Tier 3
num_associated_contacts | Number of Associated Contacts | number/number | cr |
closedate | Close Date | datetime/date | |
days_to_close | Days to Close | number/number | cr |
salesforceaccountid | Salesforce Account ID | string/text | r |
salesforcelastsynctime | Salesforce last sync time | datetime/date | r |
"""  # noqa: E501 - one line per property
_DEALS: Final = """
dealname | Deal Name | string/text | |
pipeline | Pipeline | enumeration/select | |
dealstage | Deal Stage | enumeration/radio | |
amount | Amount | number/number | |
amount_in_home_currency | Amount in company currency | number/number | cr |
deal_currency_code | Currency | enumeration/select | x |
closedate | Close Date | datetime/date | |
dealtype | Deal Type | enumeration/radio | | newbusiness=New Business;existingbusiness=Existing Business
description | Deal Description | string/textarea | |
hs_is_closed | Is Deal Closed? | bool/booleancheckbox | cr | true=True;false=False
hs_is_closed_won | Is Closed Won | bool/booleancheckbox | cr | true=True;false=False
hs_is_closed_lost | Is closed lost | bool/booleancheckbox | cr | true=True;false=False
hs_is_open_count | Is Open (numeric) | number/number | cr |
hs_deal_stage_probability | Deal probability | number/number | cr |
hs_forecast_amount | Forecast amount | number/number | cr |
hs_forecast_probability | Forecast probability | number/number | |
hs_manual_forecast_category | Forecast category | enumeration/select | | OMIT=Not forecasted;PIPELINE=Pipeline;BEST_CASE=Best case;COMMIT=Commit;CLOSED=Closed won
hs_priority | Priority | enumeration/select | | low=Low;medium=Medium;high=High
hs_next_step | Next step | string/text | |
hs_projected_amount | Weighted amount | number/number | cr |
hs_acv | Annual contract value | number/number | |
hs_arr | Annual recurring revenue | number/number | |
hs_mrr | Monthly recurring revenue | number/number | |
hs_tcv | Total contract value | number/number | |
hs_closed_amount | Closed Deal Amount | number/number | cr |
hs_closed_won_date | Closed Won Date | datetime/date | cr |
closed_lost_reason | Closed Lost Reason | string/textarea | |
closed_won_reason | Closed Won Reason | string/textarea | |
days_to_close | Days to Close | number/number | cr |
hs_days_to_close_raw | Days to close (without rounding) | number/number | cr |
num_associated_contacts | Number of Associated Contacts | number/number | cr |
engagements_last_meeting_booked | Date of last meeting booked in meetings tool | datetime/date | r |
hs_salesforceopportunityid | Salesforce Opportunity ID | string/text | r |
salesforcelastsynctime | Salesforce last sync time | datetime/date | r |
"""  # noqa: E501 - one line per property
_ENGAGEMENTS: Final = """
hs_timestamp | Activity date | datetime/date | |
hs_activity_type | Activity type | enumeration/select | x |
hs_body_preview | Body preview | string/text | r |
hs_call_title | Call Title | string/text | |
hs_call_body | Call notes | string/html | |
hs_call_direction | Call direction | enumeration/select | | INBOUND=Inbound;OUTBOUND=Outbound
hs_call_disposition | Call outcome | enumeration/select | x |
hs_call_duration | Call duration | number/number | |
hs_call_status | Call status | enumeration/select | | BUSY=Busy;CALLING_CRM_USER=Calling CRM User;CANCELED=Canceled;COMPLETED=Completed;CONNECTING=Connecting;FAILED=Failed;IN_PROGRESS=In Progress;MISSED=Missed;NO_ANSWER=No Answer;QUEUED=Queued;RINGING=Ringing
hs_call_from_number | From Number | string/text | |
hs_call_to_number | To Number | string/text | |
hs_meeting_title | Meeting name | string/text | |
hs_meeting_body | Meeting description | string/html | |
hs_meeting_start_time | Meeting start time | datetime/date | |
hs_meeting_end_time | Meeting end time | datetime/date | |
hs_meeting_outcome | Meeting outcome | enumeration/select | | SCHEDULED=Scheduled;COMPLETED=Completed;RESCHEDULED=Rescheduled;NO_SHOW=No Show;CANCELED=Canceled
hs_meeting_location | Meeting location | string/text | |
hs_email_subject | Email subject | string/text | |
hs_email_text | Email text | string/textarea | |
hs_email_direction | Email direction | enumeration/select | | EMAIL=Outgoing;INCOMING_EMAIL=Incoming;FORWARDED_EMAIL=Forwarded;DRAFT_EMAIL=Draft
hs_email_status | Email send status | enumeration/select | | BOUNCED=Bounced;FAILED=Failed;SCHEDULED=Scheduled;SENDING=Sending;SENT=Sent
hs_task_subject | Task title | string/text | |
hs_task_body | Task notes | string/html | |
hs_task_status | Task status | enumeration/select | | COMPLETED=Completed;DEFERRED=Deferred;IN_PROGRESS=In progress;NOT_STARTED=Not started;WAITING=Waiting
hs_task_priority | Priority | enumeration/select | | NONE=None;LOW=Low;MEDIUM=Medium;HIGH=High
hs_task_type | Task type | enumeration/select | | EMAIL=Email;CALL=Call;TODO=To-do;LINKED_IN=LinkedIn;MEETING=Meeting
hs_task_completion_date | Completed at | datetime/date | r |
hs_note_body | Note body | string/html | |
"""  # noqa: E501 - one line per property
_CAMPAIGNS: Final = """
hs_name | Campaign name | string/text | |
hs_start_date | Start date | date/date | |
hs_end_date | End date | date/date | |
hs_campaign_status | Campaign status | enumeration/select | | planned=Planned;in_progress=In progress;active=Active;paused=Paused;completed=Completed
hs_notes | Notes | string/textarea | |
hs_audience | Audience | string/text | |
hs_currency_code | Currency code | enumeration/select | x |
hs_utm | Campaign UTM | string/text | |
hs_owner | Campaign owner | enumeration/select | x |
hs_color_hex | Color | string/text | |
hs_budget_items_sum_amount | Budget total | number/number | cr |
hs_spend_items_sum_amount | Spend total | number/number | cr |
"""  # noqa: E501 - one line per property
_TABLES: Final[dict[str, tuple[str, ...]]] = {
    **{name: (_COMMON, *tables) for name, tables in FURTHER.items()},
    "contacts": (_COMMON, _ANALYTICS, _ADDRESS, _CONTACTS),
    "companies": (_COMMON, _ANALYTICS, _ADDRESS, _COMPANIES),
    "deals": (_COMMON, _ANALYTICS, _DEALS),
    "campaigns": (_COMMON, _CAMPAIGNS),
} | dict.fromkeys(
    ("calls", "meetings", "emails", "tasks", "notes", "communications"), (_COMMON, _ENGAGEMENTS)
)
# Families whose names carry a stage id: (prefix, label, type).
_FAMILIES: Final = (
    ("hs_v2_date_entered_", "Date entered", "datetime/date"),
    ("hs_v2_date_exited_", "Date exited", "datetime/date"),
    ("hs_v2_latest_time_in_", "Latest time in", "number/number"),
    ("hs_v2_cumulative_time_in_", "Cumulative time in", "number/number"),
    ("hs_date_entered_", "Date entered", "datetime/date"),
    ("hs_date_exited_", "Date exited", "datetime/date"),
    ("hs_time_in_", "Time in", "number/number"),
)


@cache
def _table(object_type: str) -> dict[str, dict[str, Any]]:
    lines = "".join(_TABLES.get(object_type, (_COMMON,))).strip().splitlines()
    return {entry["name"]: entry for entry in map(_parse, filter(None, lines))}


def _parse(line: str) -> dict[str, Any]:
    name, label, kind, flags, *rest = [part.strip() for part in line.split("|")]
    options = rest[0].split(";") if rest and rest[0] else []
    return _entry(name, label, kind, flags, [_option(text) for text in options])


def _option(text: str) -> tuple[str, str]:
    value, _, label = text.partition("=")
    return value, label or value


def _entry(
    name: str, label: str, kind: str, flags: str, options: list[tuple[str, str]]
) -> dict[str, Any]:
    vendor_type, field_type = kind.split("/")
    return {
        "name": name,
        "label": label,
        "type": vendor_type,
        "fieldType": "calculation_equation" if "c" in flags else field_type,
        "calculated": "c" in flags,
        "hasUniqueValue": "u" in flags,
        "externalOptions": "x" in flags,
        "hubspotDefined": True,
        "createdAt": "2019-08-06T02:41:08.029Z",
        "updatedAt": "2019-08-06T02:41:08.029Z",
        "modificationMetadata": {
            "archivable": False,
            "readOnlyDefinition": True,
            "readOnlyValue": "r" in flags,
            "readOnlyOptions": "r" in flags,
        },
        "options": [option_entry(value, text, n) for n, (value, text) in enumerate(options)],
    }


def option_entry(value: str, label: str, order: int) -> dict[str, Any]:
    """One option of an enumeration as the API shows it."""
    return {
        "label": label,
        "value": value,
        "description": "",
        "displayOrder": order,
        "hidden": False,
    }


def standard_property(object_type: str, name: str) -> dict[str, Any] | None:
    """HubSpot's own definition of a property, or None when it is not one of theirs."""
    known = _table(object_type).get(name)
    if known is not None:
        return known
    stage = name.removeprefix("hs_lifecyclestage_").removesuffix("_date")
    if name == f"hs_lifecyclestage_{stage}_date":
        return _entry(name, f"Became a {stage} date", "datetime/date", "r", [])
    for prefix, label, kind in _FAMILIES:
        if name.startswith(prefix):
            return _entry(name, f'{label} "{name.removeprefix(prefix)}"', kind, "cr", [])
    return None

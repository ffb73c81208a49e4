"""The HubSpot streams: names, columns that staging relies on, keys and cursors. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any, Final

from orchestration.sources.spec import ColumnType, StreamSpec

OWNERS: Final = "owners"
PIPELINES: Final = "pipelines"
CAMPAIGNS: Final = "campaigns"
ASSOCIATIONS: Final = "_associations"
HISTORY: Final = "_history"
CURRENCIES: Final = "currencies"

ASSOCIATED: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("companies",),
    "deals": ("contacts", "companies"),
    "calls": ("contacts", "deals"),
    "meetings": ("contacts", "deals"),
    "emails": ("contacts", "deals"),
    "tasks": ("contacts", "deals"),
}

#: Properties whose earlier values tell when a record entered a stage, or was given to whom.
HISTORY_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "contacts": ("lifecyclestage", "hs_lead_status", "hubspot_owner_id"),
    "deals": ("dealstage", "hubspot_owner_id", "amount", "closedate"),
}

SYSTEM_FIELDS: Final = frozenset(
    {
        "id",
        "hs_object_id",
        "createdate",
        "hs_createdate",
        "lastmodifieddate",
        "hs_lastmodifieddate",
    }
)


def _columns(
    text: str,
    *,
    number: str = "",
    integer: str = "",
    boolean: str = "",
    date: str = "",
    ts: str = "",
) -> dict[str, ColumnType]:
    typed = (
        (ColumnType.TEXT, text),
        (ColumnType.NUMBER, number),
        (ColumnType.INTEGER, integer),
        (ColumnType.BOOLEAN, boolean),
        (ColumnType.DATE, date),
        (ColumnType.TIMESTAMP, ts),
    )
    return {name: column_type for column_type, names in typed for name in names.split()}


def cursor_of(object_type: str) -> str:
    """The property of a CRM object that moves on every edit."""
    return "lastmodifieddate" if object_type == "contacts" else "hs_lastmodifieddate"


def _records(
    name: str,
    page: str,
    description: str,
    columns: Mapping[str, ColumnType],
    **how: Any,
) -> StreamSpec:
    """A CRM object: changes by search, deletions by the archived list."""
    return StreamSpec(
        name,
        name,
        columns,
        cursor=cursor_of(name),
        description=description,
        page=page,
        created_column="createdate" if "createdate" in columns else "hs_createdate",
        key_field="hs_object_id",
        **how,
    )


CONTACTS = _records(
    "contacts",
    "0-1",
    "One row per HubSpot contact, deleted and merged-away ones included.",
    _columns(
        "id email hs_additional_emails firstname lastname company jobtitle phone country state city"
        " website lifecyclestage hs_lead_status hubspot_owner_id hs_analytics_source"
        " hs_analytics_source_data_1 hs_analytics_source_data_2 hs_analytics_first_url"
        " first_conversion_event_name hs_merged_object_ids hs_calculated_merged_vids"
        " salesforceleadid salesforcecontactid salesforceaccountid",
        number="hubspotscore",
        boolean="hs_email_optout",
        ts="createdate lastmodifieddate hs_analytics_first_timestamp first_conversion_date"
        " recent_conversion_date hs_lifecyclestage_lead_date"
        " hs_lifecyclestage_marketingqualifiedlead_date hs_lifecyclestage_salesqualifiedlead_date"
        " hs_lifecyclestage_opportunity_date hs_lifecyclestage_customer_date"
        " hs_v2_date_entered_lead hs_v2_date_entered_marketingqualifiedlead"
        " hs_v2_date_entered_salesqualifiedlead hs_v2_date_entered_opportunity"
        " hs_v2_date_entered_customer",
    ),
    emails=("email",),
)
COMPANIES = _records(
    "companies",
    "0-2",
    "One row per HubSpot company, deleted and merged-away ones included.",
    _columns(
        "id name domain website industry country state city lifecyclestage hubspot_owner_id"
        " salesforceaccountid hs_merged_object_ids hs_parent_company_id",
        number="numberofemployees annualrevenue",
        ts="createdate hs_lastmodifieddate",
    ),
    websites=("domain", "website"),
)
DEALS = _records(
    "deals",
    "0-3",
    "One row per HubSpot deal, deleted and merged-away ones included.",
    _columns(
        "id dealname pipeline dealstage deal_currency_code hubspot_owner_id"
        " hs_salesforceopportunityid hs_analytics_source dealtype hs_merged_object_ids",
        number="amount amount_in_home_currency hs_deal_stage_probability",
        boolean="hs_is_closed hs_is_closed_won",
        ts="closedate createdate hs_lastmodifieddate",
    ),
)
CALLS = _records(
    "calls",
    "0-48",
    "One row per HubSpot call.",
    _columns(
        "id hs_call_direction hs_call_disposition hs_call_status hubspot_owner_id",
        number="hs_call_duration",
        ts="hs_timestamp hs_createdate hs_lastmodifieddate",
    ),
)
MEETINGS = _records(
    "meetings",
    "0-47",
    "One row per HubSpot meeting.",
    _columns(
        "id hs_meeting_outcome hubspot_owner_id",
        ts="hs_timestamp hs_meeting_start_time hs_createdate hs_lastmodifieddate",
    ),
)
EMAILS = _records(
    "emails",
    "0-49",
    "One row per HubSpot one-to-one e-mail.",
    _columns(
        "id hs_email_direction hs_email_status hubspot_owner_id",
        ts="hs_timestamp hs_createdate hs_lastmodifieddate",
    ),
)
TASKS = _records(
    "tasks",
    "0-27",
    "One row per HubSpot task.",
    _columns(
        "id hs_task_status hs_task_type hubspot_owner_id",
        ts="hs_timestamp hs_createdate hs_lastmodifieddate",
    ),
)
RECORD_STREAMS: Final = (CONTACTS, COMPANIES, DEALS, CALLS, MEETINGS, EMAILS, TASKS)

SIDE_STREAMS: Final = (
    StreamSpec(
        OWNERS,
        OWNERS,
        _columns(
            "id email firstname lastname type teams",
            integer="userid",
            boolean="archived",
            ts="createdat updatedat",
        ),
        sweep_deletes=True,
        reason="A list of hundreds without a filter on changes; deactivated owners are kept in it.",
        description="One row per HubSpot owner, archived ones included.",
        created_column="createdat",
        is_setting=True,
    ),
    StreamSpec(
        PIPELINES,
        "pipelines/deals",
        _columns(
            "object_type pipeline_id stage_id pipeline_label stage_label",
            number="probability",
            integer="display_order",
            boolean="is_closed archived",
        ),
        primary_key=("object_type", "pipeline_id", "stage_id"),
        sweep_deletes=True,
        reason="One answer holds all of it.",
        description="One row per pipeline stage of each HubSpot object type; stages removed since"
        " keep their last label.",
        has_fields=False,
        is_setting=True,
    ),
    StreamSpec(
        CAMPAIGNS,
        "campaigns",
        _columns(
            "id hs_name hs_campaign_status",
            date="hs_start_date hs_end_date",
            ts="createdat updatedat",
        ),
        sweep_deletes=True,
        reason="The API has no filter on changes.",
        description="One row per HubSpot campaign.",
        is_optional=True,
        created_column="createdat",
    ),
    StreamSpec(
        ASSOCIATIONS,
        "associations",
        _columns("from_type from_id to_type to_id category label", integer="type_id"),
        primary_key=("from_type", "from_id", "to_type", "to_id", "category", "type_id"),
        sweep_deletes=True,
        # Either end: a pair whose target we may not see is not told, and not gone.
        parents=tuple(dict.fromkeys([*ASSOCIATED, *chain.from_iterable(ASSOCIATED.values())])),
        parent_columns=("from_type", "to_type"),
        reason="A new association does not move the modified date of either record.",
        description="One row per directed link between two HubSpot records and its type.",
        has_fields=False,
    ),
    StreamSpec(
        HISTORY,
        "properties with history",
        _columns(
            "object_type record_id property value source_type source_id",
            ts="changed_at",
        ),
        # A property can be set twice in one instant; a version without a value has "".
        primary_key=("object_type", "record_id", "property", "changed_at", "value"),
        cursor="changed_at",
        is_log=True,
        parents=tuple(HISTORY_OF),
        parent_columns=("object_type",),
        description="One row per value that a watched property of a contact or deal has had, and"
        " since when.",
        has_fields=False,
    ),
    StreamSpec(
        CURRENCIES,
        "currencies/exchange-rates",
        _columns(
            "id fromcurrencycode tocurrencycode",
            number="conversionrate",
            boolean="visibleinui",
            ts="effectiveat createdat updatedat",
        ),
        sweep_deletes=True,
        reason="A short list without a filter on changes.",
        description="One row per exchange rate to the portal's currency and the instant from which"
        " it holds.",
        has_fields=False,
        is_optional=True,
    ),
)

STREAMS: Final = (*RECORD_STREAMS, *SIDE_STREAMS)

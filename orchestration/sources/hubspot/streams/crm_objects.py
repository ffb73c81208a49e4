"""Contacts, companies, deals, and what people did with them: the objects of the CRM."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from orchestration.errors import StreamUnavailableError
from orchestration.sources.hubspot.metadata import (
    cursor_of,
    read_properties,
    record_shape,
    schema_scopes_of,
    scopes_of,
)
from orchestration.sources.hubspot.object_reader import ObjectReader
from orchestration.sources.hubspot.search import values_beyond
from orchestration.sources.hubspot.session import HubSpotSession
from orchestration.sources.spec import (
    Answer,
    ColumnType,
    FieldInfo,
    Piece,
    StreamSpec,
    Unread,
    columns,
)
from orchestration.sources.stream import Read, Stream


class CrmObject(Stream[HubSpotSession]):
    """One CRM object: changes by search, deletions by the archived list."""

    def fields(self, session: HubSpotSession) -> tuple[FieldInfo, ...]:
        """Property definitions.

        Raises:
            StreamUnavailableError: the object is not ours to read.
        """
        try:
            fields, names = read_properties(session.transport, self.spec)
        except StreamUnavailableError:
            session.refused.add(self.spec.name)
            raise
        session.api_names[self.spec.name] = names
        return fields

    def read(self, session: HubSpotSession, ask: Read) -> Iterator[Piece]:
        """Records changed in the window, or all of them."""
        records = self._reader(session, ask.fields)
        yield from records.read(ask.begin, ask.until)
        session.counted[self.spec.name] = records.counted

    def read_ids(
        self, session: HubSpotSession, fields: tuple[FieldInfo, ...], ids: pa.Array
    ) -> Iterator[Answer]:
        """Records by batches of ids."""
        return self._reader(session, fields).read_ids(ids.to_pylist())

    def alive_ids(self, session: HubSpotSession) -> Iterator[pa.Array]:
        """Ids by the list, 100 to a call."""
        return self._reader(session, ()).alive_ids()

    def count(self, session: HubSpotSession) -> int | Unread:
        """Alive records by search, as its last read saw them."""
        counted = session.counted.pop(self.spec.name, None)
        if counted is None:
            counted = self._reader(session, ()).count()
        return Unread("HubSpot could not count the records.") if counted is None else counted

    def values_in_use(
        self, session: HubSpotSession, field: str, known: Collection[str]
    ) -> Mapping[str, int]:
        """By search."""
        if self.spec.name not in session.api_names:
            self.fields(session)
        name = session.api_names[self.spec.name].get(field)
        path = f"/crm/v3/objects/{self.spec.source_object}/search"
        return {} if name is None else values_beyond(session.transport, path, name, known)

    def _reader(self, session: HubSpotSession, fields: tuple[FieldInfo, ...]) -> ObjectReader:
        names = session.api_names.get(self.spec.name, {})
        modified = cursor_of(self.spec.name)
        shape = record_shape(self.spec.columns, fields, names, modified=modified)
        return ObjectReader(session.transport, self.spec.source_object, shape)


def crm_object(
    name: str,
    page: str,
    description: str,
    read: Mapping[str, ColumnType],
    **how: Any,
) -> CrmObject:
    """An object with the properties that staging reads; `page` is its type id.

    `how` is what else its spec says.
    """
    return CrmObject(
        StreamSpec(
            name,
            name,
            read,
            cursor=cursor_of(name),
            description=description,
            page=page,
            created_column="createdate" if "createdate" in read else "hs_createdate",
            key_field="hs_object_id",
            scopes=(*scopes_of(name), *schema_scopes_of(name)),
            **how,
        )
    )


STREAMS: Final = (
    crm_object(
        "contacts",
        "0-1",
        "One row per HubSpot contact, deleted and merged-away ones included.",
        columns(
            "id email hs_additional_emails firstname lastname company jobtitle phone mobilephone"
            " date_of_birth address zip country state city website lifecyclestage hs_lead_status"
            " hubspot_owner_id hs_analytics_source"
            " hs_analytics_source_data_1 hs_analytics_source_data_2 hs_analytics_first_url"
            " first_conversion_event_name hs_merged_object_ids hs_calculated_merged_vids"
            " salesforceleadid salesforcecontactid salesforceaccountid hs_marketable_status"
            " hs_email_hard_bounce_reason_enum",
            number="hubspotscore",
            boolean="hs_email_optout",
            ts="createdate lastmodifieddate hs_analytics_first_timestamp first_conversion_date"
            " recent_conversion_date hs_lifecyclestage_lead_date"
            " hs_lifecyclestage_marketingqualifiedlead_date"
            " hs_lifecyclestage_salesqualifiedlead_date"
            " hs_lifecyclestage_opportunity_date hs_lifecyclestage_customer_date"
            " hs_v2_date_entered_lead hs_v2_date_entered_marketingqualifiedlead"
            " hs_v2_date_entered_salesqualifiedlead hs_v2_date_entered_opportunity"
            " hs_v2_date_entered_customer",
        ),
        emails=("email",),
    ),
    crm_object(
        "companies",
        "0-2",
        "One row per HubSpot company, deleted and merged-away ones included.",
        columns(
            "id name domain website phone address zip industry country state city lifecyclestage"
            " hubspot_owner_id salesforceaccountid hs_merged_object_ids hs_parent_company_id",
            number="numberofemployees annualrevenue",
            ts="createdate hs_lastmodifieddate",
        ),
        websites=("domain", "website"),
    ),
    crm_object(
        "deals",
        "0-3",
        "One row per HubSpot deal, deleted and merged-away ones included.",
        columns(
            "id dealname pipeline dealstage deal_currency_code hubspot_owner_id"
            " hs_salesforceopportunityid hs_analytics_source dealtype hs_merged_object_ids"
            " hs_manual_forecast_category hs_next_step",
            number="amount amount_in_home_currency hs_deal_stage_probability",
            boolean="hs_is_closed hs_is_closed_won",
            ts="closedate createdate hs_lastmodifieddate",
        ),
    ),
    crm_object(
        "leads",
        "0-136",
        "One row per HubSpot lead: somebody whom sales is to work.",
        columns(
            "id hs_lead_name hs_lead_type hs_lead_label hs_pipeline hs_pipeline_stage"
            " hs_lead_disqualification_reason hs_primary_contact_id hs_primary_company_id"
            " hubspot_owner_id",
            ts="hubspot_owner_assigneddate hs_createdate hs_lastmodifieddate",
        ),
        is_optional=True,
    ),
    crm_object(
        "calls",
        "0-48",
        "One row per HubSpot call.",
        columns(
            "id hs_call_direction hs_call_disposition hs_call_status hs_activity_type"
            " hs_engagement_source hubspot_owner_id",
            number="hs_call_duration",
            ts="hs_timestamp hs_createdate hs_lastmodifieddate",
        ),
    ),
    crm_object(
        "meetings",
        "0-47",
        "One row per HubSpot meeting.",
        columns(
            "id hs_meeting_outcome hs_activity_type hs_engagement_source hubspot_owner_id",
            integer="hs_created_by_user_id",
            ts="hs_timestamp hs_meeting_start_time hs_meeting_end_time hs_createdate"
            " hs_lastmodifieddate",
        ),
    ),
    crm_object(
        "emails",
        "0-49",
        "One row per HubSpot one-to-one e-mail.",
        columns(
            "id hs_email_direction hs_email_status hs_email_from_email hs_email_to_email"
            " hs_sequence_id hs_engagement_source hubspot_owner_id",
            integer="hs_email_open_count hs_email_click_count hs_email_reply_count",
            ts="hs_timestamp hs_createdate hs_lastmodifieddate",
        ),
    ),
    crm_object(
        "tasks",
        "0-27",
        "One row per HubSpot task.",
        columns(
            "id hs_task_status hs_task_type hs_engagement_source hubspot_owner_id",
            ts="hs_timestamp hs_task_completion_date hs_createdate hs_lastmodifieddate",
        ),
    ),
    crm_object(
        "communications",
        "0-18",
        "One row per message by LinkedIn, SMS or WhatsApp that was logged in HubSpot.",
        columns(
            "id hs_communication_channel_type hs_communication_logged_from hs_engagement_source"
            " hubspot_owner_id",
            ts="hs_timestamp hs_createdate hs_lastmodifieddate",
        ),
    ),
)

"""Salesforce's descriptor."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import ImportForm, TermColumn, Vendor, VendorSetting

_STAGES: Final = """
select
    trim(stagename),
    trim(stagename),
    avg(case when isclosed then 1.0 else 0.0 end),
    avg(case when iswon then 1.0 else 0.0 end),
    avg(probability) / 100,
    count(*)
from raw_salesforce.opportunity
where _deleted_at is null and trim(stagename) <> '' and isclosed is not null
group by trim(stagename)
order by trim(stagename)
"""


VENDOR: Final = Vendor(
    name="salesforce",
    title="Salesforce",
    order=2,
    settings=(
        VendorSetting("login_url", "address", example="https://yourcompany.my.salesforce.com"),
        VendorSetting("consumer_key", "secret"),
        VendorSetting("consumer_secret", "secret"),
        VendorSetting(
            "api_version",
            default="62.0",
            pattern=r"[0-9]{2,3}\.[0-9]",
            complaint="is no version such as 62.0",
        ),
    ),
    evidence=(
        "lead.createddate",
        "lead.converteddate",
        "lead.status.disqualified",
        "lead.status.recycled",
        "campaign_member.firstrespondeddate",
        "task.completed",
        "event.completed",
        "opportunity.createddate",
        "opportunity.closedate.won",
        "opportunity.closedate.lost",
    ),
    evidence_objects=("lead", "contact"),
    forms=(("campaign", "name"),),
    terms=(
        TermColumn("lead_statuses", "lead", "status"),
        TermColumn("opportunity_stages", "opportunity", "stagename"),
        TermColumn(
            "lead_statuses",
            "lead_history",
            "status",
            columns=("newvalue", "oldvalue"),
            condition="lower(field) = 'status'",
        ),
        TermColumn(
            "opportunity_stages", "opportunity_history", "stagename", columns=("stagename",)
        ),
        TermColumn(
            "opportunity_stages",
            "opportunity_field_history",
            "stagename",
            columns=("newvalue", "oldvalue"),
            condition="lower(field) = 'stagename'",
        ),
        TermColumn("source_channels", "lead", "leadsource", is_fatal=False),
        TermColumn("source_channels", "contact", "leadsource", is_fatal=False),
        TermColumn("source_channels", "opportunity", "leadsource", is_fatal=False),
    ),
    stages_sql=_STAGES,
    open_lists=("combobox",),
    link_types=("reference",),
    packages=("simple-salesforce",),
    log_in="an External Client App with the client credentials flow, and your My Domain address.",
    record_url="{account}/lightning/r/{object}/{id}/view",
    import_form=ImportForm(
        tool="Data Loader",
        id_column="Id",
        emptied="#N/A",
        steps=(
            "In Data Loader: Update, object {object}, this file. With Bulk API 2.0 (Settings: Use"
            " Bulk API 2.0) #N/A empties a field; an empty cell leaves it alone.",
            "Map the columns by their names (Auto-Match): they are API names.",
            "Fields and records that the file does not name are not touched.",
        ),
    ),
)

"""HubSpot's descriptor."""

from __future__ import annotations

from typing import Final

from orchestration.sources.vendor import ImportForm, StageList, TermColumn, Vendor, VendorSetting

_STAGES: Final = """
select
    stages.stage_id,
    max(stages.stage_label) || ' in ' || max(stages.pipeline_label),
    max(case when stages.is_closed then 1.0 when not stages.is_closed then 0.0 end),
    null,
    max(stages.probability),
    min(coalesce(used.records, 0))
from raw_hubspot.pipelines as stages
left join (
    select dealstage, count(*) as records
    from raw_hubspot.deals
    where _deleted_at is null
    group by dealstage
) as used on stages.stage_id = used.dealstage
where lower(stages.object_type) in ('deal', 'deals', '0-3') and stages._deleted_at is null
group by stages.stage_id
order by stages.stage_id
"""


def _versions(field: str) -> str:
    return f"lower(property) = '{field}' and object_type = 'contacts'"


VENDOR: Final = Vendor(
    name="hubspot",
    title="HubSpot",
    order=1,
    settings=(
        VendorSetting("access_token", "secret"),
        VendorSetting("base_url", "address", default="https://api.hubapi.com"),
    ),
    evidence=(
        "contacts.createdate",
        "contacts.hs_lead_status.disqualified",
        "contacts.hs_lead_status.recycled",
        "calls.completed",
        "emails.completed",
        "meetings.completed",
        "deals.createdate",
        "deals.closedate.won",
        "deals.closedate.lost",
    ),
    evidence_objects=("contacts", "leads"),
    forms=(("forms", "name"),),
    terms=(
        TermColumn("lead_statuses", "contacts", "hs_lead_status"),
        TermColumn("lifecycle_stages", "contacts", "lifecyclestage"),
        TermColumn("opportunity_stages", "deals", "dealstage", is_described=True),
        TermColumn(
            "lead_statuses",
            "_history",
            "hs_lead_status",
            columns=("value",),
            condition=_versions("hs_lead_status"),
        ),
        TermColumn(
            "lifecycle_stages",
            "_history",
            "lifecyclestage",
            columns=("value",),
            condition=_versions("lifecyclestage"),
        ),
        TermColumn(
            "opportunity_stages",
            "_history",
            "dealstage",
            is_fatal=False,
            is_described=True,
            columns=("value",),
            condition="lower(property) = 'dealstage' and object_type = 'deals'",
        ),
        TermColumn("source_channels", "contacts", "hs_analytics_source", is_fatal=False),
    ),
    stages_sql=_STAGES,
    watched_history="_history",
    stage_list=StageList(
        "pipelines",
        rows={"object_type": frozenset({"deal", "deals", "0-3"})},
        value="stage_id",
        label="{stage_label} in {pipeline_label}",
        is_closed="is_closed",
        probability="probability",
    ),
    packages=("hubspot-api-client",),
    log_in="a private app token with the read scopes that its streams need.",
    record_url="{account}/record/{object}/{id}",
    # An import leaves a property alone where the cell is empty: it cannot empty one. Owners it
    # knows by name or address, not by the id that the property holds; times in milliseconds.
    import_form=ImportForm(
        tool="Import",
        id_column="Record ID",
        emptied=None,
        steps=(
            "In HubSpot: CRM, Import, Start an import, File from computer, one file, one object:"
            " {object}.",
            'Choose "Update existing {object} only", so that nothing is created.',
            "Map the column Record ID to Record ID, and the other column to the property of that"
            " internal name; its values are internal values. Dates are written year-month-day:"
            " choose that format where HubSpot asks for it.",
            "A cell that is empty changes nothing there: properties that are to be emptied stand in"
            " by-hand.csv.",
        ),
        instants="milliseconds",
        not_taken=frozenset({"hubspot_owner_id"}),
    ),
)

{#- What each record of an opportunity said at the end of each day on which a run found it changed, kept from
    publication to publication: what the vendor's own history does not keep, or keeps no longer. -#}
{%- set columns = {
    "source_system": "text",
    "source_object": "text",
    "source_id": "text",
    "snapshot_date": "date",
    "seen_at": "timestamp",
    "stage_value": "text",
    "amount": "decimal(24, 4)",
    "currency_code": "text",
    "close_date": "date",
    "owner_id": "text",
    "forecast_category": "text",
    "is_deleted": "boolean",
} -%}
{%- set said = (
    columns
    | list
    | select(
        "in",
        [
            "stage_value",
            "amount",
            "currency_code",
            "close_date",
            "owner_id",
            "forecast_category",
            "is_deleted",
        ],
    )
    | list
) -%}
{{ config(meta={"reads_publication": {"marts.fct_opportunity_snapshot": columns | list}}) }}

with
    previous as ({{ previous_publication("fct_opportunity_snapshot", columns, schema="marts") }}),

    found as (
        select
            records.source_system,
            records.source_object,
            records.source_id,
            {{ reporting_date("records.seen_at") }} as snapshot_date,
            records.seen_at,
            records.stage_value,
            {{ money("records.amount") }} as amount,
            records.currency_code,
            {{ picked_close_date() }} as close_date,
            records.owner_id,
            records.forecast_category,
            records.is_deleted
        from {{ ref("cnf_opportunities") }} as records
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = records.source_system
        where records.seen_at is not null
    ),

    -- a run repeated on its own day starts from what was known before that day
    known as (
        select
            previous.*,
            row_number() over (
                partition by previous.source_system, previous.source_object, previous.source_id
                order by previous.snapshot_date desc
            ) as recency
        from previous
        left join
            found
            on found.source_system = previous.source_system
            and found.source_object = previous.source_object
            and found.source_id = previous.source_id
        where found.source_id is null or previous.snapshot_date < found.snapshot_date
    ),

    changed as (
        select found.*
        from found
        left join
            known
            on known.source_system = found.source_system
            and known.source_object = found.source_object
            and known.source_id = found.source_id
            and known.recency = 1
        where
            known.source_id is null
            {%- for column in said %}
                or known.{{ column }} is distinct from found.{{ column }}
            {%- endfor %}
    )

select {{ columns | join(", ") }}
from known
union all
select
    {%- for column in columns %}
        {%- if column == "seen_at" %}
            -- an hourly run that finds what the last one found does not find it later
            coalesce(today.seen_at, changed.seen_at) as seen_at
        {%- else %} changed.{{ column }}
        {%- endif %}
        {{- "," if not loop.last }}
    {%- endfor %}
from changed
left join
    previous as today
    on today.source_system = changed.source_system
    and today.source_object = changed.source_object
    and today.source_id = changed.source_id
    and today.snapshot_date = changed.snapshot_date
    and today.seen_at <= changed.seen_at
    {%- for column in said %}
        and today.{{ column }} is not distinct from changed.{{ column }}
    {%- endfor %}

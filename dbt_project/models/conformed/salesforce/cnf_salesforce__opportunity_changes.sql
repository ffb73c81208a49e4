{#- OpportunityHistory is always kept and writes the whole state. What it does not hold, and all of it where
    there is none, the history of tracked fields tells, with the value before; that may have changed
    unseen before the first change of the field in the whole org, since when it is tracked at the latest.
    A change of owner is written twice, by names and by ids. -#}
{%- set tracked = {
    "amount": "amount",
    "closedate": "close_date",
    "owner": "owner",
    "ownerid": "owner",
    "forecastcategory": "forecast_category",
    "forecastcategoryname": "forecast_category",
    "currencyisocode": "currency",
} -%}
with
    opportunities as (
        select opportunity_id, created_at, is_deleted
        from {{ ref("stg_salesforce__opportunities") }}
    ),

    states as (
        select history.*
        from {{ ref("stg_salesforce__opportunity_history") }} as history
        inner join opportunities on opportunities.opportunity_id = history.opportunity_id
        -- what belongs to a deleted opportunity is deleted with it
        where not history.is_deleted or opportunities.is_deleted
    ),

    changes as (
        select
            history.opportunity_id,
            history.history_id,
            case
                {%- for field, attribute in tracked.items() %}
                    when lower(history.field_name) = '{{ field }}' then '{{ attribute }}'
                {%- endfor %}
            end as attribute,
            history.old_value,
            history.new_value,
            history.created_at as changed_at,
            opportunities.created_at
        from {{ ref("stg_salesforce__opportunity_field_history") }} as history
        inner join opportunities on opportunities.opportunity_id = history.opportunity_id
        where
            lower(history.field_name) in ('{{ tracked | join("', '") }}')
            and (not history.is_deleted or opportunities.is_deleted)
            and (
                lower(history.field_name) not in ('owner', 'ownerid')
                or {{
                    matches(
                        "coalesce(history.new_value, history.old_value)",
                        "^005[0-9A-Za-z]{12}([0-9A-Za-z]{3})?$",
                    )
                }}
            )
    ),

    numbered as (
        select
            changes.*,
            row_number() over (
                partition by changes.opportunity_id, changes.attribute
                order by changes.changed_at, {{ byte_order("changes.history_id") }}
            ) as place,
            min(changes.changed_at) over (partition by changes.attribute) as tracked_since
        from changes
        left join
            (select distinct opportunity_id from states) as whole
            on whole.opportunity_id = changes.opportunity_id
        where whole.opportunity_id is null or changes.attribute in ('owner', 'currency')
    ),

    told as (
        select
            opportunity_id,
            attribute,
            history_id,
            changed_at,
            new_value as value,
            'history' as evidence
        from numbered
        union all
        select
            opportunity_id,
            attribute,
            '' as history_id,
            created_at as changed_at,
            old_value as value,
            case when created_at < tracked_since then 'assumed' else 'history' end as evidence
        from numbered
        where place = 1 and created_at < changed_at
    )

select
    'opportunity' as source_object,
    opportunity_id as source_id,
    attribute,
    history_id as change_order,
    changed_at,
    case
        when attribute = 'owner'
        then {{ salesforce_id_18("value") }}
        when attribute in ('forecast_category', 'currency')
        then value
    end as text_value,
    case when attribute = 'amount' then {{ written_number("value") }} end as number_value,
    case when attribute = 'close_date' then {{ written_day("value") }} end as day_value,
    {{ nothing("timestamp") }} as instant_value,
    evidence
from told
{%- for attribute, column in {
        "amount": "number_value",
        "probability": "number_value",
        "close_date": "day_value",
        "forecast_category": "text_value",
    }.items() %}
    union all
    select
        'opportunity' as source_object,
        opportunity_id as source_id,
        '{{ attribute }}' as attribute,
        history_id as change_order,
        created_at as changed_at,
        {{ "forecast_category" if column == "text_value" else nothing("text") }} as text_value,
        {% if attribute == "amount" %} amount
        {% elif attribute == "probability" %} probability_percent / 100
        {% else %} {{ nothing("number") }}
        {% endif %} as number_value,
        {{ "close_date" if column == "day_value" else nothing("date") }} as day_value,
        {{ nothing("timestamp") }} as instant_value,
        'history' as evidence
    from states
{%- endfor %}

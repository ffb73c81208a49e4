{#- The versions of a deal's properties. The portal keeps the last twenty of each; while it has fewer, the
    property was empty before the first. Of versions of one instant the one that the deal has now is
    the last. -#}
{%- set attributes = {
    "amount": {
        "attribute": "amount",
        "now": written_number("versions.value") ~ " = deals.amount",
    },
    "closedate": {
        "attribute": "close_date",
        "now": written_instant("versions.value") ~ " = deals.closed_at",
    },
    "hubspot_owner_id": {
        "attribute": "owner",
        "now": "versions.value = deals.owner_id",
    },
} -%}
with
    versions as (
        select
            versions.record_id,
            versions.property,
            versions.value,
            versions.changed_at,
            deals.created_at,
            case
                {%- for property, told in attributes.items() %}
                    when property = '{{ property }}' and {{ told.now }} then '1'
                {%- endfor %}
                else '0'
            end
            || coalesce(versions.value, '') as change_order,
            row_number() over (
                partition by versions.record_id, versions.property
                order by versions.changed_at, versions.value
            ) as place,
            count(*) over (partition by versions.record_id, versions.property) as kept
        from {{ ref("stg_hubspot__history") }} as versions
        inner join {{ ref("stg_hubspot__deals") }} as deals on deals.deal_id = versions.record_id
        where
            versions.object_type = 'deals'
            and versions.property in ('{{ attributes | join("', '") }}')
    ),

    told as (
        select record_id, property, value, changed_at, change_order
        from versions
        union all
        select
            record_id,
            property,
            {{ nothing("text") }} as value,
            created_at as changed_at,
            '' as change_order
        from versions
        where place = 1 and kept < 20 and created_at < changed_at
    )

select
    'deals' as source_object,
    record_id as source_id,
    case
        {%- for property, told in attributes.items() %}
            when property = '{{ property }}' then '{{ told.attribute }}'
        {%- endfor %}
    end as attribute,
    change_order,
    changed_at,
    case when property = 'hubspot_owner_id' then value end as text_value,
    case when property = 'amount' then {{ written_number("value") }} end as number_value,
    {{ nothing("date") }} as day_value,
    case when property = 'closedate' then {{ written_instant("value") }} end as instant_value,
    'history' as evidence
from told

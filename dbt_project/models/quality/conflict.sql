{%- set sides = [
    "field",
    "source_system",
    "source_object",
    "source_id",
    "value",
    "other_source_system",
    "other_source_object",
    "other_source_id",
    "other_value",
    "is_comparable",
    "is_conflict",
] | join(", ") -%}

with
    conflicts as (
        select
            {{ sides }},
            'opportunity' as entity_kind,
            opportunity_key as entity_key,
            opportunity_key,
            amount_difference
        from {{ ref("int_quality__compared_opportunities") }}
        union all
        select
            {{ sides }},
            'person' as entity_kind,
            person_key as entity_key,
            cast(null as {{ dbt.type_string() }}) as opportunity_key,
            cast(null as {{ money_type() }}) as amount_difference
        from {{ ref("int_quality__compared_people") }}
        union all
        select
            {{ sides }},
            'person' as entity_kind,
            person_key as entity_key,
            cast(null as {{ dbt.type_string() }}) as opportunity_key,
            cast(null as {{ money_type() }}) as amount_difference
        from {{ ref("int_quality__compared_lifecycles") }}
        union all
        select
            {{ sides }},
            'account' as entity_kind,
            account_key as entity_key,
            cast(null as {{ dbt.type_string() }}) as opportunity_key,
            cast(null as {{ money_type() }}) as amount_difference
        from {{ ref("int_quality__compared_accounts") }}
    )

select
    conflicts.*,
    {%- for id in source_ids("opportunity") %}
        case
            when source_system = '{{ id.system }}' and source_object = '{{ id.object }}'
            then source_id
            when other_source_system = '{{ id.system }}' and other_source_object = '{{ id.object }}'
            then other_source_id
        end as {{ id.column }},
        case
            when source_system = '{{ id.system }}'
            then value
            when other_source_system = '{{ id.system }}'
            then other_value
        end as {{ id.system }}_value {{- "," if not loop.last }}
    {%- endfor %}
from conflicts

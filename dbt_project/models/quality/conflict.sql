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
    ages.differs_since_at,
    ages.last_changed_at,
    ages.last_changed_by,
    case
        when conflicts.is_conflict and opportunities.is_open and opportunities.amount_corporate > 0
        then opportunities.amount_corporate
    end as open_amount_corporate,
    {%- for id in source_ids("opportunity") %}
        case
            when
                conflicts.source_system = '{{ id.system }}'
                and conflicts.source_object = '{{ id.object }}'
            then conflicts.source_id
            when
                conflicts.other_source_system = '{{ id.system }}'
                and conflicts.other_source_object = '{{ id.object }}'
            then conflicts.other_source_id
        end as {{ id.column }},
        case
            when conflicts.source_system = '{{ id.system }}'
            then conflicts.value
            when conflicts.other_source_system = '{{ id.system }}'
            then conflicts.other_value
        end as {{ id.system }}_value {{- "," if not loop.last }}
    {%- endfor %}
from conflicts
left join
    {{ ref("int_quality__conflict_ages") }} as ages
    on ages.field = conflicts.field
    and ages.other_source_system = conflicts.other_source_system
    and ages.other_source_object = conflicts.other_source_object
    and ages.other_source_id = conflicts.other_source_id
    and conflicts.entity_kind = 'opportunity'
    and conflicts.is_conflict
left join
    {{ ref("int_opportunities__unified") }} as opportunities
    on opportunities.opportunity_key = conflicts.opportunity_key

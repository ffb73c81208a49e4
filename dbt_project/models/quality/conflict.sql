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
    ),

    -- who wins is said of a field; on either side it is said of the same
    winners as (
        select
            roles.source_system,
            roles.source_object,
            roles.field_role as field,
            max(winners.winner) as winner
        from {{ ref("cnf_field_roles") }} as roles
        inner join
            {{ ref("int_quality__sync_winners") }} as winners
            on winners.source_system = roles.source_system
            and winners.source_object = roles.source_object
            and winners.field = roles.field
        group by roles.source_system, roles.source_object, roles.field_role
    ),

    weighed as (
        select
            opportunity_key,
            case when not is_estimated then weight_amount end as amount_corporate,
            case when is_estimated then weight_amount end as amount_estimated
        from {{ ref("int_quality__open_amounts") }}
    )

select
    conflicts.*,
    coalesce(near_winners.winner, far_winners.winner) as winner,
    ages.differs_since_at,
    ages.last_changed_at,
    ages.last_changed_by,
    case when conflicts.is_conflict then weighed.amount_corporate end as open_amount_corporate,
    case when conflicts.is_conflict then weighed.amount_estimated end as open_amount_estimated,
    case
        when conflicts.is_conflict
        then
            row_number() over (
                partition by conflicts.field, coalesce(conflicts.is_conflict, false)
                order by
                    abs(conflicts.amount_difference) desc nulls last,
                    {{
                        quality_known_and_estimated(
                            "weighed.amount_corporate", "weighed.amount_estimated"
                        )
                    }} desc,
                    conflicts.source_system,
                    {{ byte_order("conflicts.source_object") }},
                    {{ byte_order("conflicts.source_id") }},
                    conflicts.other_source_system,
                    {{ byte_order("conflicts.other_source_object") }},
                    {{ byte_order("conflicts.other_source_id") }}
            )
    end as told_rank,
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
    winners as near_winners
    on near_winners.field = conflicts.field
    and near_winners.source_system = conflicts.source_system
    and near_winners.source_object = conflicts.source_object
left join
    winners as far_winners
    on far_winners.field = conflicts.field
    and far_winners.source_system = conflicts.other_source_system
    and far_winners.source_object = conflicts.other_source_object
left join weighed on weighed.opportunity_key = conflicts.opportunity_key

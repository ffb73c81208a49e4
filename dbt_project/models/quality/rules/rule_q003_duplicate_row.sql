-- The oldest of equal records is the one to keep. Somebody who comes back makes a new attempt: of
-- those only what was made on one day is one. An opportunity is told by its account, too, which may
-- stand beside the record.
with
    record_ids as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'record_id'
    ),

    opportunities as (
        select source_system, source_object, source_id, account_key
        from {{ ref("fct_opportunity") }}
    ),

    told as (
        select
            likenesses.source_system,
            likenesses.source_object,
            record_ids.field,
            likenesses.source_id,
            likenesses.likeness,
            likenesses.created_at,
            coalesce(opportunities.account_key, '') as account_key,
            case when likenesses.is_attempt then cast(likenesses.created_at as date) end as made_on
        from {{ ref("int_quality__likenesses") }} as likenesses
        inner join
            record_ids
            on likenesses.source_system = record_ids.source_system
            and likenesses.source_object = record_ids.source_object
        left join
            opportunities
            on likenesses.source_system = opportunities.source_system
            and likenesses.source_object = opportunities.source_object
            and likenesses.source_id = opportunities.source_id
        where likenesses.telling_values >= {{ quality_parameter("min_equal_values") }}
    ),

    ranked as (
        select
            told.*,
            first_value(source_id) over (
                partition by source_system, source_object, likeness, account_key, made_on
                order by created_at, length(source_id), {{ byte_order("source_id") }}
            ) as oldest_id
        from told
    )

select
    'Q003' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    source_id <> oldest_id as is_failed,
    case
        when source_id <> oldest_id then 'equal in every field to record ' || oldest_id
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from ranked

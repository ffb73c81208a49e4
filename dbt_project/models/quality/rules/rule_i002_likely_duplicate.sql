-- One row per living record that has a name to be compared by. What fails is the younger of two of
-- one system that the comparison of records is sure of: it joins them, or nothing keeps it from
-- that but the rule that a system's accounts are one per company.
with
    proposals as (
        select
            *,
            created_at < other_created_at
            or (
                coalesce(created_at = other_created_at, true)
                and (
                    length(source_id) < length(other_source_id)
                    or (
                        length(source_id) = length(other_source_id)
                        and {{ byte_order("source_id") }} < {{ byte_order("other_source_id") }}
                    )
                )
            ) as is_first_older
        from {{ ref("match_proposal") }}
        where
            source_system = other_source_system
            and (state = 'merged' or reason = 'two_' || source_system || '_accounts')
    ),

    sides as (
        select
            source_system,
            case
                when is_first_older then other_source_object else source_object
            end as source_object,
            case when is_first_older then other_source_id else source_id end as source_id,
            case
                when is_first_older then source_object else other_source_object
            end as older_object,
            case when is_first_older then source_id else other_source_id end as older_id,
            score,
            why
        from proposals
    ),

    ranked as (
        select
            sides.*,
            row_number() over (
                partition by source_system, source_object, source_id
                order by score desc, length(older_id), {{ byte_order("older_id") }}
            ) as row_rank
        from sides
    ),

    judged as (
        select source_system, source_object, source_id
        from {{ ref("int_person_records__unioned") }}
        where is_alive and folded_last_name is not null
        union all
        select source_system, source_object, source_id
        from {{ ref("int_account_records__unioned") }}
        where is_alive and folded_name is not null
    )

select
    'I002' as rule_id,
    judged.source_system,
    judged.source_object,
    roles.field,
    judged.source_id,
    ranked.source_id is not null as is_failed,
    'looks like ' || ranked.older_object || ' ' || ranked.older_id || ': ' || ranked.why as detail,
    ranked.older_id as other_value
from judged
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = judged.source_system
    and roles.source_object = judged.source_object
    and roles.field_role = 'record_id'
left join
    ranked
    on ranked.source_system = judged.source_system
    and ranked.source_object = judged.source_object
    and ranked.source_id = judged.source_id
    and ranked.row_rank = 1

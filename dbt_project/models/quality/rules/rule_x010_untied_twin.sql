-- One row per record of a kind that can name another system's record as itself, and whose person or
-- opportunity that system has. What fails is one that it meets by the address alone.
with
    -- where no record names one of the other system there is no sync to be outside of
    tying as (
        select distinct source_system, source_object, target_system
        from {{ ref("cnf_record_links") }}
        where relation = 'is' and source_system <> target_system and not is_deleted
    ),

    ranked as (
        select
            coverage.*,
            coalesce(coverage.reason = 'address_alone', false) as is_failed,
            row_number() over (
                partition by coverage.source_system, coverage.source_object, coverage.source_id
                order by
                    case when coverage.reason = 'address_alone' then 0 else 1 end,
                    coverage.other_source_system
            ) as row_rank
        from {{ ref("sync_coverage") }} as coverage
        inner join
            tying
            on tying.source_system = coverage.source_system
            and tying.source_object = coverage.source_object
            and tying.target_system = coverage.other_source_system
        where coverage.is_there
    ),

    titles as ({{ vendor_title_rows() }})

select
    'X010' as rule_id,
    ranked.source_system,
    ranked.source_object,
    roles.field,
    ranked.source_id,
    ranked.is_failed,
    case
        when ranked.is_failed
        then
            'has the address of '
            || ranked.other_source_object
            || ' '
            || ranked.other_source_id
            || ' of '
            || titles.title
            || ', and no id ties the two'
    end as detail,
    case when ranked.is_failed then ranked.other_source_id end as other_value
from ranked
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = ranked.source_system
    and roles.source_object = ranked.source_object
    and roles.field_role = 'record_id'
inner join titles on titles.source_system = ranked.other_source_system
where ranked.row_rank = 1

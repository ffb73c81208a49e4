-- Who wins a field in the sync, of each field that the glossary says it of: by the field itself,
-- else by what the field means.
with
    said as (select field, winner from {{ ref("glossary_sync_winners") }}),

    roles as (select * from {{ ref("cnf_field_roles") }}),

    told as (
        select roles.source_system, roles.source_object, roles.field, said.winner, 1 as telling_rank
        from roles
        inner join said on said.field = roles.field_role
        union all
        select
            {{ list_part("field", ".", 1) }} as source_system,
            {{ list_part("field", ".", 2) }} as source_object,
            {{ list_part("field", ".", 3) }} as field,
            winner,
            0 as telling_rank
        from said
        where field like '%.%'
    ),

    ranked as (
        select
            told.*,
            row_number() over (
                partition by source_system, source_object, field order by telling_rank
            ) as row_rank
        from told
    )

select source_system, source_object, field, winner
from ranked
where row_rank = 1

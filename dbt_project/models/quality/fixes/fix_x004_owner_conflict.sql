-- The winner's owner as the losing system knows that colleague: by one active record, or not at
-- all.
with
    taken as ({{ quality_fix_of_losing_side("X004", "owner", "owner_key") }}),

    owners as (
        select source_system, owner_key, min(source_id) as owner_id
        from {{ ref("int_owners__resolved") }}
        where is_active
        group by source_system, owner_key
        having count(*) = 1
    )

select
    taken.finding_key,
    taken.source_system,
    taken.source_object,
    taken.field,
    taken.source_id,
    owners.owner_id as value_after,
    taken.agrees_with
from taken
inner join
    owners on owners.source_system = taken.source_system and owners.owner_key = taken.value_after

-- What each rule could not see, told in one text. A rule about every field is blind to whole
-- objects only: of a single field it says so field by field.
with
    unseen_reads as (
        select distinct
            reads.rule_id,
            unseen.source_system
            || ' '
            || unseen.source_object
            || coalesce('.' || unseen.field, '') as told
        from {{ ref("int_quality__rule_reads") }} as reads
        inner join
            {{ ref("int_quality__unseen") }} as unseen
            on (reads.source_system = '*' and unseen.field is null)
            or (
                reads.source_system = unseen.source_system
                and reads.source_object = unseen.source_object
                and (unseen.field is null or reads.field = unseen.field)
            )
    ),

    ranked as (
        select
            unseen_reads.*,
            row_number() over (
                partition by rule_id order by {{ byte_order("unseen_reads.told") }}
            ) as row_rank
        from unseen_reads
    )

select rule_id, {{ quality_first_three("told", "row_rank") }} as could_not_see
from ranked
group by rule_id

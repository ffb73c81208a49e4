-- One row per filled link to a kind of record that was read. Two fields that name the same lost
-- record are two findings: each has to be mended by itself.
with
    links as (
        select written.*
        from {{ ref("int_record_links__written") }} as written
        inner join
            {{ ref("int_link_targets__read") }} as targets
            on written.target_system = targets.source_system
            and written.target_object = targets.object
    ),

    lost as (select * from {{ ref("identity_conflict") }} where kind = 'link')

select
    'I004' as rule_id,
    links.source_system,
    links.source_object,
    links.field,
    links.source_id,
    lost.conflict_key is not null as is_failed,
    case
        when lost.conflict_key is not null
        then
            'names '
            || links.target_object
            || ' '
            || left(links.target_id, 40)
            || '. '
            || lost.explanation
    end as detail,
    lost.other_source_id as other_value
from links
left join
    lost
    on links.source_system = lost.source_system
    and links.source_object = lost.source_object
    and links.source_id = lost.source_id
    and links.field = lost.evidence

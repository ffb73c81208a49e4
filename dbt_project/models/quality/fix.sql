-- What would set each finding of a record right: told with names, so that a file can be made of it.
with
    anywhere_else as (
        select source_system, source_object, source_id, min(other_source_system) as other_system
        from {{ ref("finding_twin") }}
        group by source_system, source_object, source_id
    ),

    titles as ({{ vendor_title_rows() }}),

    rules as (select * from {{ ref("int_quality__rules") }}),

    takes as (select rule_id, takes from {{ ref("quality_fixes") }})

select
    fixes.finding_key,
    fixes.rule_id,
    rules.name as rule_name,
    rules.how_to_fix,
    takes.takes,
    fixes.severity,
    fixes.finding_rank,
    fixes.source_system,
    fixes.source_object,
    fixes.field,
    fixes.vendor_field,
    fixes.field_label,
    fixes.data_type,
    fixes.source_id,
    records.name as record_name,
    fixes.owner_key,
    owners.name as owner_name,
    fixes.detail,
    fixes.other_value,
    fixes.fix_kind,
    fixes.value_before,
    fixes.value_after,
    {{ quality_way_of_fix("fixes") }} as way,
    {{ quality_import_tool("fixes") }} as import_tool,
    fixes.refusal,
    case
        fixes.refusal
        when 'losing_side'
        then
            winner_titles.title
            || ' wins this field in the sync: fix it there; what is written in '
            || titles.title
            || ' would be overwritten'
        when 'winner_unknown'
        then 'the glossary does not say which system wins this field (sync_winners)'
        when 'could_not_see'
        then 'we may not read this field'
        when 'locked'
        then 'nobody can edit the record any more: ' || fixes.locked_because
        when 'calculated'
        then 'the field is calculated: correct what it is calculated from'
        when 'read_only'
        then 'the field is read-only'
        when 'required'
        then 'the field may not be empty: somebody has to know its value'
        when 'another_fix'
        then 'another fix writes this field of the record: load that one first'
    end as refused_because,
    case
        when fixes.refusal is null and fixes.fix_kind <> 'decide' and fixes.winner is null
        then
            'the record stands in '
            || other_titles.title
            || ' too: if your sync writes this field from there, set it right there'
    end as caution,
    fixes.amount_corporate
from {{ ref("int_quality__judged_fixes") }} as fixes
inner join rules on rules.rule_id = fixes.rule_id
inner join titles on titles.source_system = fixes.source_system
left join takes on takes.rule_id = fixes.rule_id
left join titles as winner_titles on winner_titles.source_system = fixes.winner
left join
    anywhere_else
    on anywhere_else.source_system = fixes.source_system
    and anywhere_else.source_object = fixes.source_object
    and anywhere_else.source_id = fixes.source_id
left join titles as other_titles on other_titles.source_system = anywhere_else.other_system
left join {{ ref("dim_user") }} as owners on owners.owner_key = fixes.owner_key
left join
    {{ ref("finding_record") }} as records
    on records.source_system = fixes.finding_source_system
    and records.source_object = fixes.finding_source_object
    and records.source_id = fixes.finding_source_id

-- A source that nobody may read is not a missing one: such a field is not judged.
with
    leads as (
        select
            source_system,
            source_object,
            field,
            source_id,
            {{ quality_is_blank("value") }} or placeholder is not null as is_failed,
            placeholder as spelling
        from ({{ quality_values_of(["lead_source"]) }}) as sources
    )

select
    'L001' as rule_id,
    leads.source_system,
    leads.source_object,
    leads.field,
    leads.source_id,
    leads.is_failed or bulk_fills.told is not null as is_failed,
    case
        when leads.is_failed
        then 'no source' || coalesce(', only the placeholder ''' || leads.spelling || '''', '')
        else bulk_fills.told
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from leads
left join
    {{ ref("int_quality__bulk_fills") }} as bulk_fills
    on leads.source_system = bulk_fills.source_system
    and leads.source_object = bulk_fills.source_object
    and leads.field = bulk_fills.field
    and leads.source_id = bulk_fills.source_id
left join
    {{ ref("int_quality__unseen") }} as unseen
    on leads.source_system = unseen.source_system
    and leads.source_object = unseen.source_object
    and leads.field = unseen.field
where unseen.field is null

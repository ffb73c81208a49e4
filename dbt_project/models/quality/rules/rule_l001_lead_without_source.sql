{%- set sources = [
    ("salesforce", "lead", "leadsource"),
    ("hubspot", "contacts", "hs_analytics_source"),
] %}

-- A source that nobody may read is not a missing one: such a field is not judged.
with
    leads as (
        {%- for system, object, field in sources %}
            select
                '{{ system }}' as source_system,
                '{{ object }}' as source_object,
                '{{ field }}' as field,
                records.id as source_id,
                {{ quality_is_blank("records." ~ field) }}
                or placeholders.placeholder is not null as is_failed,
                placeholders.spelling
            from
                {{ source("raw_" ~ system, object) }} as records
                {{ quality_join_placeholder(system, object, field, "records." ~ field) }}
            where records._deleted_at is null
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select
    'L001' as rule_id,
    leads.source_system,
    leads.source_object,
    leads.field,
    leads.source_id,
    leads.is_failed,
    case
        when leads.is_failed
        then 'no source' || coalesce(', only the placeholder ''' || leads.spelling || '''', '')
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from leads
left join
    {{ ref("int_quality__unseen") }} as unseen
    on leads.source_system = unseen.source_system
    and leads.source_object = unseen.source_object
    and leads.field = unseen.field
where unseen.field is null

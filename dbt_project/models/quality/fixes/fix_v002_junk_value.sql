-- Only words that nobody could mean: what may be a name is for a person to judge.
with
    failures as ({{ quality_failed_values("V002") }}),

    -- dbt reads the cell `null` of a seed as an empty one; here it is a word.
    junk as (
        select coalesce(junk_value, 'null') as junk_value, field_kind
        from {{ ref("junk_values") }}
        where is_certain
    )

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    cast(null as {{ dbt.type_string() }}) as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from failures
inner join
    {{ ref("int_quality__field_kinds") }} as kinds
    on kinds.source_system = failures.source_system
    and kinds.source_object = failures.source_object
    and kinds.field = failures.field
left join
    junk
    on junk.field_kind = kinds.field_kind
    and junk.junk_value = {{ quality_word("failures.value") }}
left join
    {{ ref("placeholder") }} as placeholders
    on placeholders.source_system = failures.source_system
    and placeholders.source_object = failures.source_object
    and placeholders.field = failures.field
    and placeholders.is_counted_empty
    and placeholders.placeholder = {{ quality_word("failures.value") }}
where junk.junk_value is not null or placeholders.placeholder is not null

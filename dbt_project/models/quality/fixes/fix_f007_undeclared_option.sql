-- One option is meant where exactly one is spelt so but for letter case and outer blanks.
with
    failures as ({{ quality_failed_values("F007") }}),

    options as (
        select
            source_system,
            object as source_object,
            field,
            {{ quality_word("value") }} as word,
            min(value) as value
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
        group by source_system, object, field, {{ quality_word("value") }}
        having count(*) = 1
    )

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    options.value as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from failures
inner join
    options
    on options.source_system = failures.source_system
    and options.source_object = failures.source_object
    and options.field = failures.field
    and options.word = {{ quality_word("failures.value") }}

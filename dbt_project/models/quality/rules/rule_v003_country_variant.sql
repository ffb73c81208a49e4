with
    filled as ({{ quality_filled_values(["country"]) }}),

    -- `country` is null where the value names none: a region, a state, a joke.
    named as (
        select filled.*, variants.country
        from filled
        left join
            {{ ref("country_variants") }} as variants
            on {{ lower_case(quality_trimmed("filled.value")) }} = variants.variant
        where not filled.is_placeholder
    ),

    spellings as (
        select source_system, source_object, field, country, value, count(*) as records
        from named
        where country is not null
        group by source_system, source_object, field, country, value
    ),

    -- Most records win; then the country's own name, one without outer blanks, the alphabet.
    ranked as (
        select
            spellings.*,
            row_number() over (
                partition by source_system, source_object, field, country
                order by
                    records desc,
                    case when value = country then 0 else 1 end,
                    case when value = {{ quality_trimmed("value") }} then 0 else 1 end,
                    {{ byte_order("value") }}
            ) as spelling_rank
        from spellings
    ),

    preferred as (
        select source_system, source_object, field, country, value as preferred_spelling
        from ranked
        where spelling_rank = 1
    )

select
    'V003' as rule_id,
    named.source_system,
    named.source_object,
    named.field,
    named.source_id,
    named.country is null or named.value <> preferred.preferred_spelling as is_failed,
    case
        when named.country is null
        then 'names no country that is known: ' || left(named.value, 255)
        when named.value <> preferred.preferred_spelling
        then named.value || ' instead of ' || preferred.preferred_spelling
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from named
left join
    preferred
    on named.source_system = preferred.source_system
    and named.source_object = preferred.source_object
    and named.field = preferred.field
    and named.country = preferred.country

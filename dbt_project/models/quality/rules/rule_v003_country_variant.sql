{{ config(schema="intermediate") }}

with
    filled as ({{ quality_filled_values(quality_country_fields()) }}),

    named as (
        select filled.*, variants.country
        from filled
        inner join
            {{ ref("country_variants") }} as variants
            on {{ quality_word("filled.value") }} = variants.variant
        where not filled.is_placeholder
    ),

    spellings as (
        select system, object, field, country, value, count(*) as records
        from named
        group by system, object, field, country, value
    ),

    -- Most records win; then the country's own name, then the alphabet.
    ranked as (
        select
            spellings.*,
            row_number() over (
                partition by system, object, field, country
                order by
                    records desc,
                    case when value = country then 0 else 1 end,
                    {{ byte_order("value") }}
            ) as spelling_rank
        from spellings
    ),

    preferred as (
        select system, object, field, country, value as preferred_spelling
        from ranked
        where spelling_rank = 1
    )

select
    'V003' as rule_id,
    named.system,
    named.object,
    named.field,
    named.record_id,
    named.value <> preferred.preferred_spelling as is_failed,
    case
        when named.value <> preferred.preferred_spelling
        then named.value || ' instead of ' || preferred.preferred_spelling
    end as detail,
    cast(null as varchar) as other_value
from named
inner join
    preferred
    on named.system = preferred.system
    and named.object = preferred.object
    and named.field = preferred.field
    and named.country = preferred.country

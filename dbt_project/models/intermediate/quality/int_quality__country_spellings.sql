-- No unit test: it reads the same field of every vendor, and a unit test would have to name each:
-- see tests/integration/quality. Every value of a country field as it is written, with the
-- country it names (null where none) and
-- the spelling of that country which most records of the field use.
with
    spellings as (
        select
            filled.source_system,
            filled.source_object,
            filled.field,
            variants.country,
            filled.value,
            count(*) as records
        from ({{ quality_filled_values(["country"]) }}) as filled
        left join
            {{ ref("country_variants") }} as variants
            on {{ lower_case(quality_trimmed("filled.value")) }} = variants.variant
        where not filled.is_placeholder
        group by
            filled.source_system, filled.source_object, filled.field, variants.country, filled.value
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
    )

select
    source_system,
    source_object,
    field,
    value,
    country,
    case
        when country is not null
        then
            max(case when spelling_rank = 1 then value end) over (
                partition by source_system, source_object, field, country
            )
    end as preferred_spelling
from ranked

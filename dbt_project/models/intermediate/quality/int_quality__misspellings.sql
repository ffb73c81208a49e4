-- Spellings that differ from another in white space or in small and capital letters alone, with the
-- one that is meant. What an account or an opportunity is called is its own: only its white space
-- is judged. A person's name is judged where it shouts or whispers: De Souza and de Souza are two.
with
    spaced as (
        select spellings.*, {{ quality_spaced("value") }} as spaced_value
        from {{ ref("int_quality__spellings") }} as spellings
    ),

    variants as (
        select
            source_system,
            source_object,
            field,
            spaced_value,
            {{ lower_case("spaced_value") }} as word,
            spaced_value = {{ lower_case("spaced_value") }}
            or spaced_value = {{ upper_case("spaced_value") }} as is_of_one_case,
            sum(records) as records
        from spaced
        where field_role not in ('account_name', 'opportunity_name')
        group by source_system, source_object, field, spaced_value
    ),

    -- Most records win; then a spelling that has small letters and capitals, then the alphabet.
    ranked as (
        select
            variants.*,
            row_number() over (
                partition by source_system, source_object, field, word
                order by
                    records desc,
                    case when is_of_one_case then 1 else 0 end,
                    {{ byte_order("spaced_value") }}
            ) as variant_rank
        from variants
    ),

    judged as (
        select
            spaced.source_system,
            spaced.source_object,
            spaced.field,
            spaced.value,
            spaced.spaced_value,
            case
                when spaced.field_role not in ('first_name', 'last_name') or variants.is_of_one_case
                then coalesce(ranked.spaced_value, spaced.spaced_value)
                else spaced.spaced_value
            end as wanted
        from spaced
        left join
            variants
            on spaced.source_system = variants.source_system
            and spaced.source_object = variants.source_object
            and spaced.field = variants.field
            and spaced.spaced_value = variants.spaced_value
        left join
            ranked
            on variants.source_system = ranked.source_system
            and variants.source_object = ranked.source_object
            and variants.field = ranked.field
            and variants.word = ranked.word
            and ranked.variant_rank = 1
    )

select source_system, source_object, field, value, wanted
from judged
where value <> wanted

{#- So long a name may have one letter more, less or other than its twin's. -#}
{%- set shortest_misspelt = 8 -%}
{#- So many pairs of one object are compared, those with the same label first. -#}
{%- set most_pairs = 200 -%}
with
    wordings as (select * from {{ ref("int_quality__field_wordings") }}),

    numbers as ({{ numbers_to(64) }}),

    -- Two names that are one letter apart are one when some letter of each is left out. A digit is
    -- never a slip.
    clipped as (
        select
            wordings.source_system,
            wordings.source_object,
            wordings.field,
            wordings.told_by,
            wordings.words,
            left(wordings.words, numbers.n - 1) || substr(wordings.words, numbers.n + 1) as clipped
        from wordings
        inner join numbers on numbers.n <= length(wordings.words)
        where
            not wordings.is_without_number
            and length(wordings.words) between {{ shortest_misspelt }} and 64
            and {{ matches("substr(wordings.words, numbers.n, 1)", "[^0-9]") }}
        union all
        select source_system, source_object, field, told_by, words, words as clipped
        from wordings
        where not is_without_number and length(words) between {{ shortest_misspelt }} and 64
    ),

    alike as (
        select
            one.source_system,
            one.source_object,
            one.field,
            other.field as other_field,
            one.told_by = 'label' and other.told_by = 'label' as by_label,
            not (one.told_by = 'label' and other.told_by = 'label') as by_name,
            false as by_values
        from wordings as one
        inner join
            wordings as other
            on one.source_system = other.source_system
            and one.source_object = other.source_object
            and one.words = other.words
        where one.field <> other.field and not (one.is_without_number and other.is_without_number)
        union all
        select
            one.source_system,
            one.source_object,
            one.field,
            other.field as other_field,
            one.told_by = 'label' as by_label,
            one.told_by = 'name' as by_name,
            false as by_values
        from clipped as one
        inner join
            clipped as other
            on one.source_system = other.source_system
            and one.source_object = other.source_object
            and one.told_by = other.told_by
            and one.clipped = other.clipped
        where one.field <> other.field
        union all
        -- Two that were filled as often, with as many values, from the same to the same: perhaps
        -- one was copied to the other, whatever they are called.
        select
            one.source_system,
            one.source_object,
            one.field,
            other.field as other_field,
            false as by_label,
            false as by_name,
            true as by_values
        from {{ ref("field_profile") }} as one
        inner join
            {{ ref("field_profile") }} as other
            on one.source_system = other.source_system
            and one.source_object = other.source_object
            and one.data_type = other.data_type
            and one.filled = other.filled
            and one.distinct_values = other.distinct_values
            and one.min_value = other.min_value
            and one.max_value = other.max_value
            and one.top_value = other.top_value
            and one.top_value_count = other.top_value_count
        where one.field <> other.field and one.distinct_values >= 10
    ),

    -- Each pair once, whichever of the two stands first.
    paired as (
        select
            source_system,
            source_object,
            {{ least_of([byte_order("field"), byte_order("other_field")]) }} as field,
            {{ greatest_of([byte_order("field"), byte_order("other_field")]) }} as other_field,
            max(case when by_label then 1 else 0 end) = 1 as by_label,
            max(case when by_name then 1 else 0 end) = 1 as by_name,
            max(case when by_values then 1 else 0 end) = 1 as by_values
        from alike
        group by 1, 2, 3, 4
    ),

    -- Of two that the vendor ships none can be given up.
    told as (
        select
            paired.*,
            one.top_value as usual_value,
            row_number() over (
                partition by paired.source_system, paired.source_object
                order by
                    case when paired.by_label then 0 else 1 end,
                    case when paired.by_name then 0 else 1 end,
                    paired.field,
                    paired.other_field
            ) as place
        from paired
        inner join
            {{ ref("field_profile") }} as one
            on paired.source_system = one.source_system
            and paired.source_object = one.source_object
            and paired.field = one.field
        inner join
            {{ ref("field_profile") }} as other
            on paired.source_system = other.source_system
            and paired.source_object = other.source_object
            and paired.other_field = other.field
        where one.is_custom or other.is_custom
    )

select
    {{ key_of(["source_system", "source_object", "field", "other_field"]) }} as pair_key,
    source_system,
    source_object,
    field,
    other_field,
    by_label,
    by_name,
    by_values,
    usual_value
from told
where place <= {{ most_pairs }}

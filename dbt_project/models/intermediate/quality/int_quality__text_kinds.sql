-- What the values of a company's own text fields are. Whole numbers of one length are codes, and
-- those that hardly two records share count records; a currency, a decimal or groups of digits say
-- that they measure.
with
    counted as (
        select
            texts.source_system,
            texts.source_object,
            texts.field,
            field_values.distinct_values
            >= {{ quality_parameter("min_typed_values") }} as is_judged,
            field_values.filled * {{ quality_parameter("typed_text_ratio") }} as enough,
            coalesce(shapes.numbers, 0) as numbers,
            coalesce(shapes.days, 0) as days,
            shapes.marked_numbers
            >= shapes.numbers * (1 - {{ quality_parameter("typed_text_ratio") }})
            or (
                shapes.shortest_number < shapes.longest_number
                and shapes.distinct_numbers
                < shapes.numbers * {{ quality_parameter("typed_text_ratio") }}
            ) as is_measured
        from {{ ref("int_quality__own_texts") }} as texts
        inner join
            {{ ref("int_quality__field_values") }} as field_values
            on texts.source_system = field_values.source_system
            and texts.source_object = field_values.source_object
            and texts.field = field_values.field
            and field_values.filled >= {{ quality_parameter("min_records") }}
        left join
            {{ ref("int_quality__text_shapes") }} as shapes
            on texts.source_system = shapes.source_system
            and texts.source_object = shapes.source_object
            and texts.field = shapes.field
    )

select
    source_system,
    source_object,
    field,
    case
        when is_judged and days >= enough
        then 'days'
        when is_judged and numbers >= enough and is_measured
        then 'numbers'
        else 'words'
    end as text_kind,
    case when days >= enough then days else numbers end as typed_values
from counted

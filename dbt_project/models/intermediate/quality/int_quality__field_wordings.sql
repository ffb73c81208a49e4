-- One row per field that may repeat another of its object, and way to say what it is called: by its
-- name and by its label, each with and without the number that stands behind it. What is left are
-- its words in the order of the alphabet, in the singular, without those that only say which
-- edition of a field it is.
with
    fields as (
        select *
        from {{ ref("field_profile") }}
        where
            verdict not in ('could_not_see', 'too_few')
            and filled >= {{ quality_parameter("min_records") }}
            and not is_calculated
            and {{ quality_is_kept_by_people("source_system", "source_object") }}
    ),

    called as (
        select
            source_system,
            source_object,
            field,
            'name' as told_by,
            {{ quality_worded("coalesce(vendor_field, field)") }} as wording
        from fields
        union all
        select
            source_system, source_object, field, 'label' as told_by, {{ quality_worded("label") }}
        from fields
        where label is not null
    ),

    -- region_2 and region2 may be another edition of region; q2 is no edition of q, nor are 2024
    -- and 2025 of one another.
    numbered as (
        select called.*, false as is_without_number
        from called
        union all
        select
            source_system,
            source_object,
            field,
            told_by,
            {{ regex_replaced("wording", "([^0-9_]{3,})_*[2-9]_*$", "\\1") }} as wording,
            true as is_without_number
        from called
        where {{ matches("wording", "[^0-9_]{3,}_*[2-9]_*$") }}
    ),

    words as (
        select
            source_system,
            source_object,
            field,
            told_by,
            is_without_number,
            {{ quality_singular("part") }} as word
        from
            (
                {{
                    split_lists(
                        "numbered",
                        [
                            "source_system",
                            "source_object",
                            "field",
                            "told_by",
                            "is_without_number",
                        ],
                        "wording",
                        "_",
                    )
                }}
            ) as parts
        where part <> '' and not {{ matches("part", "^(" ~ quality_edition_words() ~ ")$") }}
    )

select
    source_system,
    source_object,
    field,
    told_by,
    is_without_number,
    {{ dbt.listagg("word", "'_'", "order by " ~ byte_order("word")) }} as words
from words
group by source_system, source_object, field, told_by, is_without_number

-- One row per field that a formula reads, and formula. A name with a dot before it is read of
-- another record: it may be of any object of the system that has such a field. A function that is
-- called as a field is counts as reading it: better once too often than called unused.
with
    described as (select * from {{ ref("stg_meta__fields") }} where not is_deleted),

    formulas as (
        select
            source_system,
            object,
            field,
            coalesce(vendor_name, field) as vendor_name,
            {{ quality_formula_words("formula") }} as words
        from described
        where formula is not null
    ),

    words as (
        select
            source_system,
            object as formula_object,
            field as formula_field,
            vendor_name as formula_name,
            part like '%.%' as is_of_another_record,
            lower({{ regex_replaced("part", "^.*[.]", "") }}) as name
        from
            (
                {{
                    split_lists(
                        "formulas",
                        ["source_system", "object", "field", "vendor_name"],
                        "words",
                        " ",
                    )
                }}
            ) as parts
        where part <> '' and part not like '$%'
    )

select distinct
    described.source_system,
    described.object as source_object,
    described.field,
    words.formula_object,
    words.formula_field,
    words.formula_name
from words
inner join
    described
    on words.source_system = described.source_system
    and words.name = lower(described.vendor_name)
    and (words.is_of_another_record or words.formula_object = described.object)
where words.formula_object <> described.object or words.formula_field <> described.field

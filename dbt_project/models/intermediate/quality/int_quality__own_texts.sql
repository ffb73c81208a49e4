-- Text fields that a company made and people fill in. Lists are not here, nor what is called after
-- an id, a code, a number, a year, a phone or an address: digits are text in those.
with
    lists as (
        select distinct source_system, object as source_object, field
        from {{ ref("stg_meta__field_options") }}
        where not is_deleted
    ),

    kinds as (select * from {{ ref("int_quality__field_kinds") }}),

    described as (
        select fields.source_system, fields.object as source_object, fields.field
        from {{ ref("stg_meta__fields") }} as fields
        where
            fields.is_custom
            and not fields.is_calculated
            and not fields.is_deleted
            and fields.column_type = 'text'
            and lower(coalesce(fields.vendor_type, ''))
            not in ('id', 'reference', 'url', 'email', 'phone', 'phone_number', 'encryptedstring')
            and {{ quality_is_kept_by_people("fields.source_system", "fields.object") }}
    )

select described.source_system, described.source_object, described.field
from described
left join
    lists
    on described.source_system = lists.source_system
    and described.source_object = lists.source_object
    and described.field = lists.field
left join
    kinds
    on described.source_system = kinds.source_system
    and described.source_object = kinds.source_object
    and described.field = kinds.field
where
    lists.field is null
    and coalesce(kinds.field_kind, 'other') not in ('email', 'phone', 'place', 'code')
    and not
    {{
        matches(
            "lower(described.field)",
            "(id|ids|no|nr|num|number|key|ref|reference|zip|plz|postcode|year|phone|fax|mobile|serial|version|iban|vat|duns)(__c)?$",
        )
    }}

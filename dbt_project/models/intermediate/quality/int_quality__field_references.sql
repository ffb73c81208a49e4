-- One row per field that something in its system refers to, and what does.
select distinct
    told.source_system, told.source_object, described.field, told.reference_kind, told.referrer
from {{ ref("cnf_field_references") }} as told
inner join
    {{ ref("stg_meta__fields") }} as described
    on told.source_system = described.source_system
    and told.source_object = described.object
    and lower(told.vendor_field) = lower(described.vendor_name)
    and not described.is_deleted

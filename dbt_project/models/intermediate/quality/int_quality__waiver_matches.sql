-- Which failures each waiver names, whether or not it counts today. What a waiver leaves out is
-- every one of its kind; a field may be named as the vendor or as the warehouse calls it.
with
    waivers as (select * from {{ ref("int_quality__waivers") }}),

    failures as (select * from {{ ref("int_quality__failures") }}),

    vendor_fields as (
        select source_system, source_object, field, vendor_field from {{ ref("field_profile") }}
    ),

    named as (
        select waivers.*, coalesce(vendor_fields.field, waivers.field) as named_field
        from waivers
        left join
            vendor_fields
            on waivers.source_system = vendor_fields.source_system
            and waivers.source_object = vendor_fields.source_object
            and waivers.field = vendor_fields.vendor_field
    )

select named.waiver, failures.finding_key, named.state, named.waived_until
from named
inner join
    failures
    on named.rule_id = failures.rule_id
    and coalesce(named.source_system, failures.source_system) = failures.source_system
    and coalesce(named.source_object, failures.source_object) = failures.source_object
    and (named.source_id is null or named.source_id = failures.source_id)
    and (named.field is null or lower(named.named_field) = lower(failures.field))

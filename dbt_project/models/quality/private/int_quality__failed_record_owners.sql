{{ config(schema="intermediate") }}

with
    failed_records as (
        select distinct system, object, record_id
        from {{ ref("int_quality__failures") }}
        where record_id is not null
    ),

    owned as (
        {%- for system, object, column in quality_owner_fields() %}
            select
                failed_records.system,
                failed_records.object,
                failed_records.record_id,
                records.{{ column }} as owner_id
            from failed_records
            inner join
                {{ source("raw_" ~ system, object) }} as records
                on failed_records.record_id = records.id
            where failed_records.system = '{{ system }}' and failed_records.object = '{{ object }}'
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select owned.system, owned.object, owned.record_id, min(users.owner_key) as owner_key
from owned
inner join
    {{ ref("dim_user") }} as users
    on (owned.system = 'hubspot' and owned.owner_id = users.hubspot_owner_id)
    or (owned.system = 'salesforce' and owned.owner_id = users.salesforce_user_id)
group by owned.system, owned.object, owned.record_id

with
    failed_records as (
        select distinct source_system, source_object, source_id
        from {{ ref("int_quality__failures") }}
        where source_id is not null
    ),

    owned as (
        {%- for system, object, column in quality_owner_fields() %}
            select
                failed_records.source_system,
                failed_records.source_object,
                failed_records.source_id,
                records.{{ column }} as owner_id
            from failed_records
            inner join
                {{ source("raw_" ~ system, object) }} as records
                on failed_records.source_id = records.id
            where
                failed_records.source_system = '{{ system }}'
                and failed_records.source_object = '{{ object }}'
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select owned.source_system, owned.source_object, owned.source_id, min(users.owner_key) as owner_key
from owned
inner join
    {{ ref("dim_user") }} as users
    on (owned.source_system = 'hubspot' and owned.owner_id = users.hubspot_owner_id)
    or (owned.source_system = 'salesforce' and owned.owner_id = users.salesforce_user_id)
group by owned.source_system, owned.source_object, owned.source_id

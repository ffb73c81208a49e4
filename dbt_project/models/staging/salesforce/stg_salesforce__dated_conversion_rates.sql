select
    id as rate_id,
    {{ blank_to_null("isocode") }} as currency_code,
    conversionrate as units_per_corporate_unit,
    startdate as start_date,
    nextstartdate as next_start_date,
    createddate as created_at,
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
from {{ source("raw_salesforce", "dated_conversion_rate") }}

-- A hit is a field filled more often than there are records, or more variously than it is filled.
select source_system, source_object, field
from {{ ref("field_profile") }}
where
    filled > records
    or filled_90d > filled_365d
    or filled_365d > filled
    or distinct_values > filled
    or top_value_count > filled

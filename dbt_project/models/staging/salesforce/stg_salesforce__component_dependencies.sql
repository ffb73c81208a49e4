select
    metadatacomponentid as component_id,
    {{ blank_to_null("metadatacomponentname") }} as component_name,
    metadatacomponenttype as component_type,
    {{ blank_to_null("refmetadatacomponentname") }} as referred_fields,
    {{ audit_columns() }}
from {{ source("raw_salesforce", "metadata_component_dependency") }}

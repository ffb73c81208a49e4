{{ config(materialized="view") }}
select
    source_system,
    source_object,
    source_id,
    opportunity_key,
    case when is_main then 'single' else 'id_link' end as match_method
from {{ ref("int_opportunity_records__described") }}

{#- The org. One with several currencies says itself which of them is its own. -#}
select
    source.account_id,
    source.currency as currency_code,
    coalesce(types.currency_code, source.currency) as own_currency_code,
    source.time_zone,
    source.ui_url,
    1 as currency_rank
from {{ ref("stg_meta__source_info") }} as source
left join
    {{ ref("stg_salesforce__currency_types") }} as types
    on types.is_corporate
    and not types.is_deleted
where source.source_system = 'salesforce'

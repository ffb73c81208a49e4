{#- One row per opportunity: what the record says that represents it. Records of other systems that are the
    same opportunity give their ids and nothing else. -#}
with
    records as (
        select
            described.*,
            case
                when described.is_won then 'won' when described.is_closed then 'lost' else 'open'
            end as stage_category,
            row_number() over (
                partition by opportunity_key, source_system, source_object
                order by length(source_id), {{ byte_order("source_id") }}
            ) as row_rank
        from {{ ref("int_opportunity_records__described") }} as described
    ),

    ids as (
        select opportunity_key, {{ source_id_columns("opportunity") }}
        from records
        where row_rank = 1
        group by opportunity_key
    )

select
    records.opportunity_key,
    records.source_system,
    records.source_object,
    records.source_id,
    {%- for id in source_ids("opportunity") %} ids.{{ id.column }}, {%- endfor %}
    records.name,
    records.account_key,
    records.account_system,
    records.account_object,
    records.account_id,
    owners.owner_key,
    records.stage_name,
    records.stage_value,
    coalesce(endings.code, records.shared_stage) as shared_stage,
    records.stage_category,
    records.forecast_category,
    records.opportunity_type,
    records.kind_id,
    -- a chance of 150 per cent is nobody's estimate
    case
        when records.probability between 0 and 1
        then cast(round(records.probability, 6) as decimal(18, 6))
    end as probability_ratio,
    amounts.amount,
    amounts.currency_code,
    amounts.amount_corporate,
    amounts.amount_conversion,
    records.source_value,
    records.created_at,
    records.time_zone,
    {{ local_date("records.created_at", "records.time_zone") }} as created_date,
    records.close_date,
    not records.is_closed and not records.is_won as is_open,
    records.is_won,
    records.is_closed and not records.is_won as is_lost
from records
inner join ids on ids.opportunity_key = records.opportunity_key
inner join
    {{ ref("int_opportunity_amounts__converted") }} as amounts
    on amounts.source_system = records.source_system
    and amounts.source_object = records.source_object
    and amounts.source_id = records.source_id
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = records.source_system
    and owners.source_object = records.owner_object
    and owners.source_id = records.owner_id
left join {{ ref("glossary_shared_stages") }} as endings on endings.outcome = records.stage_category
where records.is_main

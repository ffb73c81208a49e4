{#- One row per stream about currencies of which an org has no records to show, and why. An org
    with several currencies shows a field for them on every object; fewer keep dated rates. -#}
with
    several_currencies as (
        select count(*) > 0 as are_used
        from {{ ref("stg_meta__fields") }}
        where source_system = 'salesforce' and field = 'currencyisocode' and not is_deleted
    ),

    runs as (
        select
            status,
            row_number() over (
                order by as_of desc nulls last, started_at desc nulls last
            ) as row_rank
        from {{ ref("stg_meta__runs") }}
        where source_system = 'salesforce' and stream = 'currency_type'
    ),

    read_rates as (select count(*) > 0 as were_read from runs where row_rank = 1 and status = 'ok')

select 'currency_type' as stream, 'The org has one currency.' as reason
from several_currencies
where not are_used
union all
select
    'dated_conversion_rate' as stream,
    case
        when are_used then 'The org keeps no dated rates.' else 'The org has one currency.'
    end as reason
from several_currencies
cross join read_rates
where not are_used or were_read

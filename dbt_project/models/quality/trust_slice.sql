-- Open opportunities by their worst finding, and all of them: what the trust score is made of.
with
    opportunities as (select * from {{ ref("open_opportunity") }}),

    severities as (
        select
            coalesce(worst_severity, 'none') as worst_finding,
            count(*) as opportunities,
            {{ count_where("recorded_amount is null") }} as opportunities_estimated,
            sum(recorded_amount) as recorded_amount,
            sum(estimated_amount) as estimated_amount,
            sum(untrusted_amount) as untrusted_amount
        from opportunities
        group by coalesce(worst_severity, 'none')
    ),

    slices as (
        select *
        from severities
        union all
        select
            'all' as worst_finding,
            count(*) as opportunities,
            coalesce({{ count_where("recorded_amount is null") }}, 0) as opportunities_estimated,
            sum(recorded_amount) as recorded_amount,
            sum(estimated_amount) as estimated_amount,
            sum(untrusted_amount) as untrusted_amount
        from opportunities
    ),

    -- where neither is known, their sum is not nothing: it is unknown
    amounts as (
        select
            slices.*,
            case
                when recorded_amount is not null or estimated_amount is not null
                then coalesce(recorded_amount, 0) + coalesce(estimated_amount, 0)
            end as amount
        from slices
    ),

    whole as (select amount from amounts where worst_finding = 'all')

select
    amounts.worst_finding,
    cast(amounts.opportunities as bigint) as opportunities,
    cast(amounts.opportunities_estimated as bigint) as opportunities_estimated,
    cast(amounts.recorded_amount as {{ money_type() }}) as recorded_amount,
    cast(amounts.estimated_amount as {{ money_type() }}) as estimated_amount,
    cast(amounts.amount as {{ money_type() }}) as amount,
    {{ ratio("amounts.amount", "whole.amount") }} as amount_ratio,
    cast(amounts.untrusted_amount as {{ money_type() }}) as untrusted_amount,
    {{ ratio("amounts.untrusted_amount", "whole.amount") }} as untrusted_ratio
from amounts
cross join whole

-- Open opportunities by their worst finding, and all of them: what the trust score is made of.
with
    opportunities as (select * from {{ ref("open_opportunity") }}),

    severities as (
        select
            coalesce(worst_severity, 'none') as worst_finding,
            count(*) as opportunities,
            count(estimated_amount) as opportunities_estimated,
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
            count(estimated_amount) as opportunities_estimated,
            sum(recorded_amount) as recorded_amount,
            sum(estimated_amount) as estimated_amount,
            sum(untrusted_amount) as untrusted_amount
        from opportunities
    ),

    amounts as (
        select slices.*, coalesce(recorded_amount, 0) + coalesce(estimated_amount, 0) as amount
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
    cast(coalesce(amounts.untrusted_amount, 0) as {{ money_type() }}) as untrusted_amount,
    {{ ratio("coalesce(amounts.untrusted_amount, 0)", "whole.amount") }} as untrusted_ratio
from amounts
cross join whole

-- A hit is a day on which a system's count and the causes do not sum to what we count, or nothing
-- explains a difference.
{{ config(meta={"dagster": {"ref": {"name": "fct_metric_gap"}}}) -}}
with
    gaps as (select * from {{ ref("fct_metric_gap") }}),

    -- every metric that is compared, with every system that it is compared with
    compared as (select distinct metric_id, compared_system from gaps),

    sides as (
        select
            metric_id,
            compared_system,
            happened_date,
            system_value,
            case when cause <> 'imputed' then our_value else 0 end as our_value
        from gaps
        union all
        select
            counted.metric_id,
            counted.source_system as compared_system,
            counted.counted_date as happened_date,
            - counted.value as system_value,
            0 as our_value
        from {{ ref("int_gap_records__counted") }} as counted
        union all
        select
            ours.metric_id,
            compared.compared_system,
            ours.happened_date,
            0 as system_value,
            - ours.numerator as our_value
        from {{ ref("fct_metric_contribution") }} as ours
        inner join compared on compared.metric_id = ours.metric_id
    )

select metric_id, compared_system, happened_date, 'does not sum up' as fault
from sides
group by metric_id, compared_system, happened_date
having sum(system_value) <> 0 or sum(our_value) <> 0
union all
select metric_id, compared_system, happened_date, cause as fault
from gaps
where cause = 'unexplained'

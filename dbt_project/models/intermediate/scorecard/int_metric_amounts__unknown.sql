{{ config(materialized="view") }}
{#- One row per deal that counts for a metric of money and has no amount, or one in a currency without a rate:
    of a day with no other, the sum is not known, and is no zero.
    No unit test: the conditions are those of the metrics themselves (amount_metrics), turned round. -#}
{%- for metric_id, told in amount_metrics().items() %}
    select
        '{{ metric_id }}' as metric_id,
        opportunities.{{ told.day }} as happened_date,
        opportunities.channel,
        opportunities.owner_key,
        owners.team
    from {{ ref("fct_opportunity") }} as opportunities
    left join {{ ref("dim_user") }} as owners on owners.owner_key = opportunities.owner_key
    where
        {{ told.counts }}
        and opportunities.amount_corporate is null
        and opportunities.{{ told.day }} <= opportunities.as_of_date
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}

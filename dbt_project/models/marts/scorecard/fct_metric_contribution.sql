with
    contributions as (
        {%- for model in metric_models() %}
            select
                metric_id,
                happened_date,
                entity_kind,
                entity_key,
                source_system,
                source_object,
                source_id,
                owner_key,
                account_key,
                channel,
                cast(numerator as {{ metric_type() }}) as numerator,
                cast(denominator as {{ metric_type() }}) as denominator
            from {{ ref(model) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

-- whose team it is today: a colleague's numbers go along to another team
select
    contributions.metric_id,
    contributions.happened_date,
    contributions.entity_kind,
    contributions.entity_key,
    contributions.source_system,
    contributions.source_object,
    contributions.source_id,
    contributions.owner_key,
    owners.team,
    contributions.account_key,
    contributions.channel,
    contributions.numerator,
    contributions.denominator
from contributions
left join {{ ref("dim_user") }} as owners on owners.owner_key = contributions.owner_key
where contributions.happened_date is not null

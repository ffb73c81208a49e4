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

select *
from contributions
where happened_date is not null

{{ config(schema="intermediate") }}

{%- for model in quality_rule_models() %}
    select rule_id, system, object, count(*) as population, {{ count_where("is_failed") }} as failed
    from {{ ref(model) }}
    group by rule_id, system, object
    {%- if not loop.last %}
        union all
    {%- endif %}
{%- endfor %}

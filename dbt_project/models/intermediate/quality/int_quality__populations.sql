{%- for model in quality_rule_models() %}
    select
        rule_id,
        source_system,
        source_object,
        count(*) as population,
        {{ count_where("is_failed") }} as failed
    from {{ ref(model) }}
    group by rule_id, source_system, source_object
    {%- if not loop.last %}
        union all
    {%- endif %}
{%- endfor %}

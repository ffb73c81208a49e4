{%- for model in quality_fix_models() %}
    select finding_key, source_system, source_object, field, source_id, value_after, agrees_with
    from {{ ref(model) }}
    {%- if not loop.last %}
        union all
    {%- endif %}
{%- endfor %}

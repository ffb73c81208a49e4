with
    failures as (
        {%- for model in quality_rule_models() %}
            select rule_id, source_system, source_object, field, source_id, detail, other_value
            from {{ ref(model) }}
            where is_failed
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select
    {{ quality_finding_key("rule_id", "source_system", "source_object", "field", "source_id") }}
    as finding_key,
    failures.*
from failures

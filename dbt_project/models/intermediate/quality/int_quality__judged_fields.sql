with
    judged as (
        {%- for model in quality_field_rule_models() %}
            select rule_id, source_system, source_object, field
            from {{ ref(model) }}
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select
    {{
        quality_finding_key(
            "rule_id",
            "source_system",
            "source_object",
            "field",
            "cast(null as " ~ dbt.type_string() ~ ")",
        )
    }} as finding_key, judged.*
from judged

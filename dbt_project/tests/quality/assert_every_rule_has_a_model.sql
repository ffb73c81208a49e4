-- A hit is a rule that is described and not built, which would pass for one that finds nothing; or
-- the reverse.
{%- set built = [] -%}
{%- for model in quality_rule_models() -%}
    {%- do built.append(model.split("_")[1] | upper) -%}
{%- endfor %}

with
    built as (
        {%- for rule_id in built %}
            select '{{ rule_id }}' as rule_id
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select coalesce(built.rule_id, rules.rule_id) as rule_id
from built
full outer join {{ ref("int_quality__rules") }} as rules on built.rule_id = rules.rule_id
where built.rule_id is null or rules.rule_id is null

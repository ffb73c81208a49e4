{#- By which SQL a rule judges dbt itself knows: its model as it is written.
    No unit test: words of the graph itself. -#}
with
    rules as (select * from {{ ref("quality_rules") }}),

    models as (
        {%- for name, sql in sql_of_models(quality_rule_models()) | dictsort %}
            {% if not loop.first %}
                union all
            {% endif %}
            select '{{ name }}' as name, {{ quoted(sql) }} as sql
        {%- endfor %}
    )

select
    rules.id as rule_id,
    cast(rules.version as integer) as rule_version,
    rules.name,
    rules.severity,
    rules.level,
    rules.population,
    rules.parameters,
    models.sql as judged_by
from rules
left join models on models.name = rules.model

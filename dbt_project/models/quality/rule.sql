{#- By which SQL a rule judges dbt itself knows: its model as it is written.
    No unit test: words of the graph itself. -#}
{%- set selects = [] -%}
{%- for name, sql in sql_of_models(quality_rule_models()) | dictsort -%}
    {%- do selects.append("select '" ~ name ~ "' as name, " ~ quoted(sql) ~ " as sql") -%}
{%- endfor %}
with
    rules as (select * from {{ ref("quality_rules") }}),

    models as ({{ union_of(selects) or no_rows({"name": "text", "sql": "text"}) }})

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

{#- Which models read a definition, and the SQL in which it decides there, dbt itself knows.
    No unit test: words of the graph itself. -#}
{%- set readers = readers_of_definitions() -%}
{%- set decisions = sql_of_definitions(readers) -%}
select
    id as definition_id,
    {{ as_text("value") }} as value,
    unit,
    definition,
    owner_team,
    agreed_marketing,
    agreed_sales,
    agreed_on,
    version,
    is_signed,
    fingerprint,
    content,
    case
        {%- for name, models in readers | dictsort %}
            when id = '{{ name }}' then '{{ models | sort | join(", ") }}'
        {%- endfor %}
        when 1 = 0
        then ''
    end as used_by,
    case
        {%- for name, told in decisions | dictsort %}
            when id = '{{ name }}' then {{ told }}
        {%- endfor %}
        when 1 = 0
        then ''
    end as decided_by
from {{ ref("glossary_entries") }}

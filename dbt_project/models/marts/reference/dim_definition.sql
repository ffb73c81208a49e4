{#- Which models read a definition, dbt itself knows: a table is a seed that they name, a setting stands in
    their code. What only macros read stands beside no model. No unit test: words of the graph itself. -#}
{%- set readers = readers_of_definitions() -%}
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
    end as used_by
from {{ ref("glossary_entries") }}

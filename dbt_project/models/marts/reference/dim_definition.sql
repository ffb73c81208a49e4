{#- Which models read a definition, dbt itself knows: a table is a seed that they name, a setting stands in
    their code. What only macros read stands beside no model. No unit test: words of the graph itself. -#}
{%- set readers = {} -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == "model" -%}
        {%- for parent in node.depends_on.nodes if ".glossary_" in parent -%}
            {%- do readers.setdefault(parent.split(".glossary_")[1], []).append(node.name) -%}
        {%- endfor -%}
        {%- for setting in modules.re.findall(
            "\\bglossary\\(['\"](\\w+)['\"]\\)", node.raw_code
        ) | unique -%}
            {%- do readers.setdefault(setting, []).append(node.name) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endif -%}
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

{#- Names of the models that read each definition, by its id. -#}
{% macro readers_of_definitions() -%}
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
    {{ return(readers) }}
{%- endmacro %}

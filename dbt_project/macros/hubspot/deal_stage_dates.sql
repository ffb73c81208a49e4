{#- One row per deal and stage of which the portal keeps a date: (deal_id, stage_name, entered_at,
    exited_at). HubSpot makes a pair of properties for each stage and spells its id in their names. -#}
{% macro deal_stage_dates() -%}
    {%- set relation = source("raw_hubspot", "deals") -%}
    {%- set found = {} -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- do found.update({column.name: kind_of_type(column.dtype)}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for name, kind in found.items() if name.startswith("hs_v2_date_entered_") and kind == "timestamp" %}
        {%- set stage = name[19:] %}
        {%- set exited = "hs_v2_date_exited_" ~ stage %}
        select
            id as deal_id,
            {{ quality_literal(stage) }} as stage_name,
            {{ adapter.quote(name) }} as entered_at,
            {% if found.get(exited) == "timestamp" %} {{ adapter.quote(exited) }}
            {% else %} cast(null as {{ dbt.type_timestamp() }})
            {% endif %} as exited_at
        from {{ relation }}
        where {{ adapter.quote(name) }} is not null
        union all
    {%- endfor %}
    {{
        no_rows(
            {
                "deal_id": "text",
                "stage_name": "text",
                "entered_at": "timestamp",
                "exited_at": "timestamp",
            }
        )
    }}
{%- endmacro %}

{#- How hand-overs are broken down: name and value of each. -#}
{% macro handoff_breakdowns() -%}
    {{
        return(
            {
                "all": nothing("text"),
                "month": "substr(" ~ as_text("handoff_date") ~ ", 1, 7)",
                "team": "to_team",
                "owner": "to_owner_key",
                "channel": "channel",
                "lead_type": "lead_type",
            }
        )
    }}
{%- endmacro %}


{#- The rows of a relation once for each breakdown: (breakdown, breakdown_value, its own columns). -#}
{% macro broken_down(relation) -%}
    {%- for breakdown, value in handoff_breakdowns().items() %}
        select '{{ breakdown }}' as breakdown, {{ value }} as breakdown_value, rows_of_it.*
        from {{ relation }} as rows_of_it
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}

{#- The periods whose movements are told: in a week too little is due. -#}
{% macro movement_periods() -%} {{ return(["month", "quarter"]) }} {%- endmacro %}


{#- By what numbers of the pipeline are broken down: the scope's name and the column that holds its value. -#}
{% macro pipeline_scopes() -%}
    {{
        return(
            {
                "all": "'all'",
                "owner": "owner_key",
                "team": "team",
                "channel": "channel",
                "opportunity_type": "opportunity_type",
                "source_system": "source_system",
            }
        )
    }}
{%- endmacro %}


{#- Body of a query: every row of the relation once per scope, as (scope_type, scope_value, its columns). -#}
{% macro scoped(relation) -%}
    {%- for scope, column in pipeline_scopes().items() %}
        select '{{ scope }}' as scope_type, {{ column }} as scope_value, {{ relation }}.*
        from {{ relation }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- The amounts of the rows that meet a condition: 0 where none does, null where those that do have none. -#}
{% macro sum_where(amount, condition) -%}
    cast(
        case
            when count(case when {{ condition }} then 1 end) = 0
            then 0
            else sum(case when {{ condition }} then {{ amount }} end)
        end as {{ money_type() }}
    )
{%- endmacro %}

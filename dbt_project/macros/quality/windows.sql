{#- The starts of the windows as SQL literals. Literals, because a subquery in hundreds of branches is
    planned hundreds of times. -#}
{% macro quality_window_starts() -%}
    {%- set context = ref("stg_ops__run_context") -%}
    {%- if not execute -%}
        {{ return({"days_90": "cast(null as timestamp)", "days_365": "cast(null as timestamp)"}) }}
    {%- endif -%}
    {%- set rows = run_query(
        "select cast(as_of - interval '90 days' as varchar),"
        ~ " cast(as_of - interval '365 days' as varchar) from "
        ~ context
    ).rows -%}
    {{
        return(
            {
                "days_90": "cast('" ~ rows[0][0] ~ "' as timestamp)",
                "days_365": "cast('" ~ rows[0][1] ~ "' as timestamp)",
            }
        )
    }}
{%- endmacro %}


{#- Per (system, object): the creation of the first record in each window, as SQL literals. From there on
    stand the same records as from the window's start, at which none need have been created. -#}
{% macro quality_window_firsts() -%}
    {%- set objects = ref("int_quality__objects") -%}
    {%- set never = "cast(null as timestamp)" -%}
    {%- set firsts = {"none": {"days_90": never, "days_365": never}} -%}
    {%- if execute -%}
        {%- set rows = run_query(
            "select source_system, source_object,"
            ~ " cast(first_90d_at as varchar), cast(first_365d_at as varchar) from "
            ~ objects
        ).rows -%}
        {%- for row in rows -%}
            {%- do firsts.update(
                {
                    (row[0], row[1]): {
                        "days_90": (
                            "cast('" ~ row[2] ~ "' as timestamp)" if row[2] else never
                        ),
                        "days_365": (
                            "cast('" ~ row[3] ~ "' as timestamp)" if row[3] else never
                        ),
                    }
                }
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(firsts) }}
{%- endmacro %}

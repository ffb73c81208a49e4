{#- The starts of the windows as SQL literals. Literals, because a subquery in hundreds of branches is
    planned hundreds of times. -#}
{% macro quality_window_starts() -%}
    {%- set context = ref("stg_ops__run_context") -%}
    {%- if not execute -%}
        {{ return({"days_90": instant_literal(none), "days_365": instant_literal(none)}) }}
    {%- endif -%}
    {%- set query -%}
        select
            {{ as_text(dbt.dateadd("day", -90, "as_of")) }},
            {{ as_text(dbt.dateadd("day", -365, "as_of")) }}
        from {{ context }}
    {%- endset -%}
    {%- set row = run_query(query).rows[0] -%}
    {{ return({"days_90": instant_literal(row[0]), "days_365": instant_literal(row[1])}) }}
{%- endmacro %}


{#- Per (system, object): the creation of the first record in each window, as SQL literals. From there on
    stand the same records as from the window's start, at which none need have been created. -#}
{% macro quality_window_firsts() -%}
    {%- set objects = ref("int_quality__objects") -%}
    {%- set firsts = {
        "none": {"days_90": instant_literal(none), "days_365": instant_literal(none)}
    } -%}
    {%- if execute -%}
        {%- set query -%}
            select
                source_system,
                source_object,
                {{ as_text("first_90d_at") }},
                {{ as_text("first_365d_at") }}
            from {{ objects }}
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- do firsts.update(
                {
                    (row[0], row[1]): {
                        "days_90": instant_literal(row[2]),
                        "days_365": instant_literal(row[3]),
                    }
                }
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(firsts) }}
{%- endmacro %}


{#- An instant that was read as text, in SQL; null for none. -#}
{% macro instant_literal(text) -%}
    {%- set literal = "'" ~ text ~ "'" if text else "null" -%}
    {{ return("cast(" ~ literal ~ " as " ~ dbt.type_timestamp() ~ ")") }}
{%- endmacro %}

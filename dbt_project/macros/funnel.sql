{#- The steps of the process that a cycle passes in order, and its ways out; codes of the glossary's
    stages, which have columns of their own in the funnel's tables. -#}
{% macro funnel_stages() -%}
    {{ return(["INQ", "MQL", "SAL", "SQL", "OPP", "WON"]) }}
{%- endmacro %}


{% macro funnel_exits() -%} {{ return(["LOST", "DISQUALIFIED", "RECYCLED"]) }} {%- endmacro %}


{#- True where the cycle's own records prove the stage: it is reached, and not only passed over. -#}
{% macro is_observed(stage) -%}
    {%- set name = stage | lower -%}
    {%- if stage in ("INQ", "MQL", "SAL", "SQL", "OPP") -%}
        ({{ name }}_at is not null and not is_{{ name }}_imputed)
    {%- else -%} (is_{{ name }})
    {%- endif -%}
{%- endmacro %}


{#- One row: sees_<stage> for each stage, and could_not_see for all of them together. -#}
{% macro stages_seen() -%}
    select
        {%- for stage in funnel_stages() %}
            coalesce(min(case when stage_code = '{{ stage }}' and not is_seen then 0 else 1 end), 1)
            = 1 as sees_{{ stage | lower }},
        {%- endfor %}
        {{
            dbt.listagg(
                "case when could_not_see is not null then stage_code || ': ' || could_not_see end",
                "'; '",
                "order by stage_code",
            )
        }} as could_not_see
    from {{ ref("int_stages__seen") }}
{%- endmacro %}

{#- What the models take stages for; which they are, the glossary says (see the generated stages()).
    funnel_stages(): codes of the steps that a cycle passes, in order; each has columns of its own in the
    funnel's tables. The last is the deal that is won. -#}
{% macro funnel_stages() -%}
    {{ return(stages() | rejectattr("is_exit") | map(attribute="code") | list) }}
{%- endmacro %}


{#- Codes of the steps that a record of their own proves or that are imputed: all but the last. -#}
{% macro imputable_stages() -%} {{ return(funnel_stages()[:-1]) }} {%- endmacro %}


{#- Codes of the ways out. -#}
{% macro funnel_exits() -%}
    {{ return(stages() | selectattr("is_exit") | map(attribute="code") | list) }}
{%- endmacro %}


{#- Codes of the ways out that no opportunity proves: by them a lead leaves the funnel. -#}
{% macro lead_exits() -%}
    {%- set exits = stages() | selectattr("is_exit") | rejectattr("is_of_opportunity") -%}
    {{ return(exits | map(attribute="code") | list) }}
{%- endmacro %}


{#- Codes of steps and ways out that opportunities prove, from the one that is opened on. -#}
{% macro opportunity_stages() -%}
    {{ return(stages() | selectattr("is_of_opportunity") | map(attribute="code") | list) }}
{%- endmacro %}


{#- Codes of the steps by whose month cycles are compared. -#}
{% macro cohort_stages() -%}
    {{ return(stages() | selectattr("has_cohort") | map(attribute="code") | list) }}
{%- endmacro %}


{#- Codes of the steps whose evidence begins a cycle: 'always', or 'alone' (where a person has no evidence
    that always does). -#}
{% macro opening_stages(when) -%}
    {{
        return(
            stages() | selectattr("opens_cycle", "equalto", when) | map(attribute="code") | list
        )
    }}
{%- endmacro %}


{#- Code of the step at which marketing hands over to sales: close rates count from it. -#}
{% macro handover_stage() -%}
    {{ return(stages() | selectattr("is_handover") | map(attribute="code") | first) }}
{%- endmacro %}


{#- Codes as what stands behind `in`. -#}
{% macro codes_in(codes) -%} ('{{ codes | join("', '") }}') {%- endmacro %}


{#- True where the cycle's own records prove the stage: it is reached, and not only passed over. -#}
{% macro is_observed(stage) -%}
    {%- set name = stage | lower -%}
    {%- if stage in imputable_stages() -%}({{ name }}_at is not null and not is_{{ name }}_imputed)
    {%- else -%}(is_{{ name }})
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

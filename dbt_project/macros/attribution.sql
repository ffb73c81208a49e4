{#- What a touch can be on the way to a conversion: is_<name> says so, <name>_share is what a rule gives it. -#}
{% macro milestones() -%}
    {{
        return(
            [
                "first",
                "first_not_direct",
                "last",
                "last_not_direct",
                "lead_created",
                "opportunity_created",
                "closed",
            ]
        )
    }}
{%- endmacro %}


{#- What a rule gives a touch for what it is, all together. -#}
{% macro milestone_share(touches, rules) -%}
    (
        {%- for name in milestones() %}
            case when {{ touches }}.is_{{ name }} then {{ rules }}.{{ name }}_share else 0 end
            {{- " + " if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}


{#- How much of a touch is left of old, one half of it with each half-life; beyond a thousand of them nothing is
    that a number could hold. Null of a rule that does not fade. -#}
{% macro share_not_faded(touches, rules) -%}
    power(
        cast(2 as {{ double_type() }}),
        case
            when {{ touches }}.days_before_last / {{ rules }}.half_life_days > 1000
            then -1000
            else - {{ touches }}.days_before_last / {{ rules }}.half_life_days
        end
    )
{%- endmacro %}


{#- In which order touches stand: by time, and of one moment by their type, then by their record. Goes into an
    `order by`; the types' rank stands beside the touches. -#}
{% macro touch_order(touches) -%}
    {{ touches }}.touch_at,
    {{ touches }}.type_rank,
    {{ touches }}.source_system,
    {{ touches }}.source_object,
    length({{ touches }}.source_id),
    {{ byte_order(touches ~ ".source_id") }},
    {{ touches }}.touchpoint_key
{%- endmacro %}

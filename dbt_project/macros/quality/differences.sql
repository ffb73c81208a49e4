{#- Whether two amounts of one opportunity differ by more than both tolerances; null where one is unknown. -#}
{% macro quality_amounts_differ(amount, other_amount) -%}
    (
        abs({{ other_amount }} - {{ amount }})
        > cast({{ quality_parameter("amount_tolerance") }} as decimal(18, 4))
        and abs({{ other_amount }} - {{ amount }})
        > abs({{ amount }})
        * cast({{ quality_parameter("amount_tolerance_ratio") }} as decimal(9, 6))
    )
{%- endmacro %}


{#- Whether two close dates of one opportunity are further apart than time zones make of one day. -#}
{% macro quality_days_differ(day, other_day) -%}
    (abs({{ days_between(day, other_day) }}) > {{ quality_parameter("close_date_tolerance_days") }})
{%- endmacro %}

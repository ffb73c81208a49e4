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


{#- Each two systems' records of one person or company, by `key`, and what they say of the country. Over
    records(key, place, country, known_country), of which the last is the same for every spelling. -#}
{% macro quality_compared_countries(records, key) -%}
    select
        near_side.{{ key }},
        near_side.source_system,
        near_side.source_object,
        near_side.source_id,
        far_side.source_system as other_source_system,
        far_side.source_object as other_source_object,
        far_side.source_id as other_source_id,
        'country' as field,
        near_side.country as value,
        far_side.country as other_value,
        true as is_comparable,
        near_side.known_country <> far_side.known_country as is_conflict
    from {{ records }} as near_side
    inner join
        {{ records }} as far_side
        on far_side.{{ key }} = near_side.{{ key }}
        and far_side.source_system > near_side.source_system
{%- endmacro %}

{#- The weekday of a date: 1 is Monday. -#}
{% macro weekday_of(day) -%}
    cast(mod({{ days_between("cast('1900-01-01' as date)", day) }}, 7) + 1 as integer)
{%- endmacro %}


{#- Whole seconds from one instant to another; what is beyond a second is cut from both. -#}
{% macro seconds_between(first, second) -%}
    cast(
        {{
            dbt.datediff(
                dbt.date_trunc("second", first),
                dbt.date_trunc("second", second),
                "second",
            )
        }} as bigint
    )
{%- endmacro %}


{#- An instant so many whole seconds, or minutes, after another. -#}
{% macro moved_by(count, unit, instant) -%}
    {{ dbt.dateadd(unit, "cast(" ~ count ~ " as integer)", instant) }}
{%- endmacro %}


{#- Seconds as minutes, to two places; null where they are unknown. -#}
{% macro minutes_of(seconds) -%}
    cast(round(cast({{ seconds }} as decimal(38, 4)) / 60, 2) as decimal(18, 2))
{%- endmacro %}


{#- The part of a lifetime of work in which a second lies: a number that two sides can be joined by. -#}
{% macro work_block(seconds) -%}
    cast(floor(cast({{ seconds }} as {{ double_type() }}) / 14400) as bigint)
{%- endmacro %}


{#- Code of the team that hands over: it owns the stage at which that is done. -#}
{% macro giving_team() -%}
    (select owner_team from {{ ref("glossary_stages") }} where is_handover)
{%- endmacro %}


{#- Aggregate over the spells of an instant's UTC day: the seconds that the calendar had been open by then. -#}
{% macro worked_seconds(instant) -%}
    cast(
        min(spells.seconds_before) + sum(
            case
                when {{ instant }} > spells.starts_at
                then
                    {{ seconds_between("spells.starts_at", least_of([instant, "spells.ends_at"])) }}
                else 0
            end
        ) as bigint
    )
{%- endmacro %}

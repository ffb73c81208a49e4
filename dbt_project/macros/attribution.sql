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


{#- What a rule gives a touch for its channel: an even part of those that were met, and one by what journeys
    come to without the channel, both shared evenly with the channel's other touches. Where nothing is known of
    any of the channels' removal, each touch has the same of the latter. -#}
{% macro share_by_channel(touches, conversions, removals) -%}
    case
        when {{ conversions }}.channel_share > 0
        then
            {{ conversions }}.channel_share
            / ({{ conversions }}.count_channels * {{ touches }}.count_of_channel)
        else 0
    end + case
        when {{ conversions }}.removal_share > 0 and {{ conversions }}.sum_removal_effects > 0
        then
            {{ conversions }}.removal_share
            * coalesce(cast({{ removals }}.removal_effect as {{ double_type() }}), 0)
            / cast({{ conversions }}.sum_removal_effects as {{ double_type() }})
            / {{ touches }}.count_of_channel
        else {{ conversions }}.removal_share / {{ conversions }}.count_touches
    end
{%- endmacro %}


{#- Body of a query: a matrix of rows (conversion, i, j, value) in which row and column `place` are exchanged. When
    each was, it is the inverse. A place that a conversion does not have changes nothing. -#}
{% macro inverse_step(matrix, place) -%}
    select
        cells.conversion,
        cells.i,
        cells.j,
        case
            when pivots.value is null
            then cells.value
            when cells.i = {{ place }} and cells.j = {{ place }}
            then 1 / pivots.value
            when cells.i = {{ place }}
            then cells.value / pivots.value
            when cells.j = {{ place }}
            then - cells.value / pivots.value
            else cells.value - in_column.value * in_row.value / pivots.value
        end as value
    from {{ matrix }} as cells
    left join
        {{ matrix }} as pivots
        on pivots.conversion = cells.conversion
        and pivots.i = {{ place }}
        and pivots.j = {{ place }}
    left join
        {{ matrix }} as in_column
        on in_column.conversion = cells.conversion
        and in_column.i = cells.i
        and in_column.j = {{ place }}
    left join
        {{ matrix }} as in_row
        on in_row.conversion = cells.conversion
        and in_row.i = {{ place }}
        and in_row.j = cells.j
{%- endmacro %}


{#- A ratio between 0 and 1 as a decimal, so that engines that add in another order tell the same. -#}
{% macro ratio_of_twelve_places(expression) -%}
    cast(
        cast(cast(round({{ expression }} * 1000000000000) as bigint) as decimal(18, 0))
        * cast(0.000000000001 as decimal(13, 12)) as decimal(13, 12)
    )
{%- endmacro %}


{#- A binary number of some shares as a decimal: sums of such come out the same in whatever order they are added up,
    and so whatever else is in the table. -#}
{% macro exact_share(expression) -%} cast({{ expression }} as decimal(38, 18)) {%- endmacro %}


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

{#- A break: a day from which on something is true of far more, or far fewer, of the records than of those
    of the half year before it. Fourteen days on either side of it must say so already: whole weeks, so
    that a weekday is none, and short enough that what comes with a record's age is none. -#}
{%- set days_before = 180 -%}
{%- set days_near = 14 -%}
{%- set records_near = 10 -%}
{%- set frames = {
    "before": "range between " ~ days_before ~ " preceding and 1 preceding",
    "near_before": "range between " ~ days_near ~ " preceding and 1 preceding",
    "near_after": "range between current row and " ~ (days_near - 1) ~ " following",
    "after": "range between current row and unbounded following",
} -%}
{%- set series = "source_system, source_object, field, series_kind, value" -%}
with
    around as (
        select
            {{ series }},
            created_on,
            day_number,
            days_ago,
            lag(created_on) over (partition by {{ series }} order by day_number) as last_day_before,
            {%- for name, frame in frames.items() %}
                sum(records) over (
                    partition by {{ series }} order by day_number {{ frame }}
                ) as records_{{ name }},
                sum(hits) over (
                    partition by {{ series }} order by day_number {{ frame }}
                ) as hits_{{ name }} {{- "," if not loop.last }}
            {%- endfor %}
        from {{ ref("int_quality__field_series") }}
    ),

    judged as (
        select
            {{ series }},
            created_on,
            last_day_before,
            records_before,
            hits_before,
            records_after,
            hits_after,
            {%- for name in frames %}
                cast(hits_{{ name }} as {{ double_type() }})
                / records_{{ name }} as share_{{ name }}
                {{- "," if not loop.last }}
            {%- endfor %},
            {{ quality_chi_square("hits_before", "records_before", "hits_after", "records_after") }}
            as chi_square,
            days_ago
        from around
        where
            days_ago >= {{ days_near }}
            and records_before >= {{ quality_parameter("min_records") }}
            and records_after >= {{ quality_parameter("min_records") }}
            and records_near_before >= {{ records_near }}
            and records_near_after >= {{ records_near }}
    ),

    named as (
        select
            judged.*,
            case
                when
                    series_kind = 'fill'
                    and days_ago >= {{ quality_parameter("drift_fill_days") }}
                    and share_before >= 0.5
                    and share_near_before >= 0.8 * share_before
                    and share_near_after <= 0.5 * share_before
                    and share_after <= 0.5 * share_before
                then 'fill_fell'
                when
                    series_kind = 'placeholder'
                    and share_before <= 0.05
                    and share_near_before <= 0.05
                    and share_after >= 0.2
                    and share_near_after >= 0.8 * share_after
                then 'placeholder_began'
                when
                    series_kind = 'value'
                    and share_before <= 0.02
                    and share_near_before <= 0.05
                    and share_after >= 0.2
                    and share_near_after >= 0.8 * share_after
                then 'value_began'
                when
                    series_kind = 'value'
                    and share_before >= 0.1
                    and share_near_before >= 0.8 * share_before
                    and share_after <= 0.02
                    and share_near_after <= 0.02
                then 'value_ended'
            end as break_kind
        from judged
        where chi_square >= {{ quality_parameter("drift_chi_square") }}
    ),

    ranked as (
        select
            named.*,
            row_number() over (
                partition by {{ series }} order by chi_square desc, created_on
            ) as place
        from named
        where break_kind is not null
    )

select
    source_system,
    source_object,
    field,
    break_kind,
    value,
    created_on as broke_on,
    last_day_before,
    cast(records_before as bigint) as records_before,
    cast(hits_before as bigint) as hits_before,
    cast(records_after as bigint) as records_after,
    cast(hits_after as bigint) as hits_after
from ranked
where place = 1

{#- A break: the fill of the six months before it was at least a half, and is at most half of that since. It
    came from one month to the next, which tells it from a field that fills up while records grow older,
    and it lasts longer than a quarter, at whose end some fields are filled. -#}
{%- set months_before = 6 -%}
{%- set months_after = 4 -%}
{%- set records_of_a_month = 10 -%}
{%- set frames = {
    "before": "range between " ~ months_before ~ " preceding and 1 preceding",
    "last": "range between 1 preceding and 1 preceding",
    "after": "range between current row and unbounded following",
} -%}
with
    -- The month that is not over yet tells nothing.
    months as (
        select
            source_system,
            source_object,
            field,
            segment as month,
            cast(left(segment, 4) as integer) * 12
            + cast(right(segment, 2) as integer) as month_number,
            records,
            filled
        from {{ ref("field_segment") }}
        where
            segment_kind = 'created_month'
            and segment <> ''
            and segment < left({{ as_text(reporting_day()) }}, 7)
    ),

    around as (
        select
            months.*,
            {%- for name, frame in frames.items() %}
                sum(records) over (
                    partition by source_system, source_object, field
                    order by month_number {{ frame }}
                ) as records_{{ name }},
                sum(filled) over (
                    partition by source_system, source_object, field
                    order by month_number {{ frame }}
                ) as filled_{{ name }},
            {%- endfor %}
            max(case when filled > 0 then month end) over (
                partition by source_system, source_object, field
            ) as last_filled_month,
            {{ part_of_date("year", reporting_day()) }} * 12
            + {{ part_of_date("month", reporting_day()) }}
            - month_number as months_since
        from months
    ),

    judged as (
        select
            around.*,
            months_since >= {{ months_after }}
            and records >= {{ records_of_a_month }}
            and records_last >= {{ records_of_a_month }}
            and records_before >= {{ quality_parameter("min_records") }}
            and records_after >= {{ quality_parameter("min_records") }}
            and filled_before * 2 >= records_before as is_judged,
            filled_last * records_before * 10 >= filled_before * records_last * 8
            and filled * records_before * 2 <= filled_before * records
            and filled_after * records_before * 2 <= filled_before * records_after as is_break
        from around
    ),

    ranked as (
        select
            judged.*,
            row_number() over (
                partition by source_system, source_object, field, is_judged and is_break
                order by
                    {{ ratio("filled_last", "records_last") }}
                    - {{ ratio("filled", "records") }} desc,
                    month_number desc
            ) as place
        from judged
    )

select
    source_system,
    source_object,
    field,
    min(case when month > last_filled_month then month end) as first_month_without,
    max(case when is_judged then 1 else 0 end) = 1 as is_judged,
    min(case when is_judged and is_break and place = 1 then month end) as broke_in_month,
    min(
        case
            when is_judged and is_break and place = 1
            then {{ ratio("filled_before", "records_before") }}
        end
    ) as fill_ratio_before,
    min(
        case
            when is_judged and is_break and place = 1
            then {{ ratio("filled_after", "records_after") }}
        end
    ) as fill_ratio_after
from ranked
group by source_system, source_object, field

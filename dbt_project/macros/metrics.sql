{#- Body of a metric of opportunities: one row per opportunity that counts, on `day`, by what it adds above
    and below the line. What lies in the future counts when it comes. -#}
{% macro opportunity_metric(metric_id, day, counts, numerator="1", denominator="null") -%}
    select
        '{{ metric_id }}' as metric_id,
        {{ day }} as happened_date,
        'opportunity' as entity_kind,
        opportunity_key as entity_key,
        source_system,
        source_object,
        source_id,
        owner_key,
        account_key,
        channel,
        {{ numerator }} as numerator,
        {{ denominator }} as denominator
    from {{ ref("fct_opportunity") }}
    where {{ counts }} and {{ day }} <= as_of_date
{%- endmacro %}


{#- The metrics that add up amounts of opportunities: on which day, and which opportunities count. -#}
{% macro amount_metrics() -%}
    {{
        return(
            {
                "won_amount": {"day": "close_date", "counts": "is_won"},
                "opened_amount": {"day": "created_date", "counts": "true"},
            }
        )
    }}
{%- endmacro %}


{#- Body of such a metric: the opportunities whose amount is known. The others are in
    int_metric_amounts__unknown. -#}
{% macro amount_metric(metric_id) -%}
    {%- set told = amount_metrics()[metric_id] -%}
    {{
        opportunity_metric(
            metric_id,
            told.day,
            counts=told.counts ~ " and amount_corporate is not null",
            numerator="amount_corporate",
        )
    }}
{%- endmacro %}

{#- Body of a metric of what marketing did: one row per activity of a kind that counts, by what it adds above
    and below the line. What a machine did is nobody's doing; what is planned counts when its day has
    come. `activities`: a query's own choice of them, by default all. -#}
{% macro marketing_metric(metric_id, kind, numerator="1", denominator="null", activities=none) -%}
    select
        '{{ metric_id }}' as metric_id,
        happened_date,
        'marketing' as entity_kind,
        activity_key as entity_key,
        source_system,
        source_object,
        source_id,
        {{ nothing("text") }} as owner_key,
        {{ nothing("text") }} as account_key,
        channel,
        {{ numerator }} as numerator,
        {{ denominator }} as denominator
    from {{ activities or ref("fct_marketing_activity") }}
    where
        activity_kind = '{{ kind }}'
        and not coalesce(is_bot, false)
        and happened_date <= {{ reporting_day() }}
        and {{ numerator }} is not null
        {%- if denominator != "null" %} and {{ denominator }} is not null {%- endif %}
{%- endmacro %}

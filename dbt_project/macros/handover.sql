{#- How hand-overs are broken down: name and value of each. -#}
{% macro handoff_breakdowns() -%}
    {{
        return(
            {
                "all": nothing("text"),
                "month": "substr(" ~ as_text("handoff_date") ~ ", 1, 7)",
                "team": "to_team",
                "owner": "to_owner_key",
                "channel": "channel",
                "lead_type": "lead_type",
            }
        )
    }}
{%- endmacro %}


{#- The rows of a relation once for each breakdown: (breakdown, breakdown_value, its own columns). -#}
{% macro broken_down(relation) -%}
    {%- for breakdown, value in handoff_breakdowns().items() %}
        select '{{ breakdown }}' as breakdown, {{ value }} as breakdown_value, rows_of_it.*
        from {{ relation }} as rows_of_it
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- Body of a metric of activities: one row per activity that counts, on `day`, by what it adds above and
    below the line. What is planned counts when its day has come. -#}
{% macro activity_metric(
    metric_id, counts, day="happened_date", numerator="1", denominator="null"
) -%}
    select
        '{{ metric_id }}' as metric_id,
        {{ day }} as happened_date,
        'activity' as entity_kind,
        activity_key as entity_key,
        source_system,
        source_object,
        source_id,
        owner_key,
        account_key,
        {{ nothing("text") }} as channel,
        {{ numerator }} as numerator,
        {{ denominator }} as denominator
    from {{ ref("fct_sales_activity") }}
    where {{ counts }} and {{ day }} <= {{ reporting_day() }}
{%- endmacro %}


{#- Body of a metric of hand-overs: one row per hand-over that counts, on its day. -#}
{% macro handoff_metric(metric_id, counts, numerator) -%}
    select
        '{{ metric_id }}' as metric_id,
        handoffs.handoff_date as happened_date,
        'handoff' as entity_kind,
        handoffs.handoff_key as entity_key,
        handoffs.evidence_system as source_system,
        {{ list_part("handoffs.evidence_source", ".", 1) }} as source_object,
        handoffs.evidence_id as source_id,
        handoffs.to_owner_key as owner_key,
        handoffs.account_key,
        handoffs.channel,
        {{ numerator }} as numerator,
        1 as denominator
    from {{ ref("fct_lead_handoff") }} as handoffs
    inner join
        {{ ref("fct_lead_response") }} as responses on responses.handoff_key = handoffs.handoff_key
    where {{ counts }}
{%- endmacro %}

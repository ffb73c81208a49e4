{#- What moved from one day to another within a period did not move at all there. -#}
with
    gaps as (select * from {{ ref("fct_metric_gap") }}),

    placed as (
        {%- for type in period_types() %}
            select
                metric_id,
                compared_system,
                '{{ type }}' as period_type,
                {{ period_start(type, "happened_date") }} as period_start,
                cause,
                entity_key,
                counted_key,
                source_system,
                source_object,
                source_id,
                sum(system_value) as system_value,
                sum(our_value) as our_value
            from gaps
            group by
                metric_id,
                compared_system,
                {{ period_start(type, "happened_date") }},
                cause,
                entity_key,
                counted_key,
                source_system,
                source_object,
                source_id
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    named as (
        select
            placed.*,
            our_value - system_value as difference,
            case when our_value = system_value then 'agreed' else cause end as told_cause
        from placed
    ),

    counted as (
        select
            metric_id,
            compared_system,
            period_type,
            period_start,
            told_cause as cause,
            sum(system_value) as system_value,
            sum(our_value) as our_value,
            sum(difference) as difference,
            sum(case when difference > 0 then difference else 0 end) as added_value,
            sum(case when difference < 0 then - difference else 0 end) as taken_value,
            count(*) as count_records
        from named
        group by metric_id, compared_system, period_type, period_start, told_cause
    ),

    dated as (select counted.*, {{ end_and_label_of_period("counted") }} from counted)

select
    dated.metric_id,
    dated.compared_system,
    dated.period_type,
    dated.period_start,
    cast({{ dbt.dateadd("day", -1, "dated.next_start") }} as date) as period_end,
    dated.period_label,
    dated.next_start <= {{ reporting_day() }} as is_complete,
    dated.cause,
    causes.place as cause_place,
    causes.cause_group,
    causes.label as cause_label,
    causes.explanation as cause_explanation,
    cast(dated.system_value as {{ metric_type() }}) as system_value,
    cast(dated.our_value as {{ metric_type() }}) as our_value,
    cast(dated.difference as {{ metric_type() }}) as difference,
    cast(dated.added_value as {{ metric_type() }}) as added_value,
    cast(dated.taken_value as {{ metric_type() }}) as taken_value,
    cast(dated.count_records as bigint) as count_records
from dated
inner join {{ ref("gap_causes") }} as causes on causes.cause = dated.cause

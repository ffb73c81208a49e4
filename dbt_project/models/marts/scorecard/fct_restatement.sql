{%- set columns = restatement_columns() -%}
{{ config(meta={"reads_publication": {"marts.fct_restatement": columns | list}}) }}

with
    previous as ({{ previous_publication("fct_restatement", columns, schema="marts") }}),

    runs as (
        select runs.*, row_number() over (order by runs.run_number desc) as recency
        from {{ ref("dim_run") }} as runs
    ),

    this_run as (
        select
            present.run_number,
            former.reporting_date as former_date,
            present.definitions <> former.definitions as is_redefined,
            present.rates <> former.rates as has_other_rates,
            present.product_version <> former.product_version as is_other_version
        from runs as present
        left join runs as former on former.recency = 2
        where present.recency = 1
    ),

    changed as (
        select
            changes.*,
            min(changes.happened_date) over of_it as first_date,
            max(case when changes.side = 'before' then 1 else 0 end) over of_it as has_before
        from {{ ref("int_metric_contributions__changed") }} as changes
        window of_it as (partition by changes.metric_id, changes.entity_kind, changes.entity_key)
    ),

    explained as (
        select
            this_run.run_number,
            changed.*,
            case
                -- of a run that is repeated, what it compared with is not to be seen any more
                when told.cause is not null
                then told.cause
                when evidence.is_merged
                then 'merge'
                when evidence.is_deleted
                then 'delete'
                when
                    changed.has_before = 0
                    and changed.first_date >= this_run.former_date
                    and not evidence.is_late
                then 'new'
                when changed.has_before = 0 and evidence.was_handed_over
                then 'decided'
                when evidence.is_unknown
                then 'late_record'
                when
                    evidence.is_converted_anew
                    and (this_run.has_other_rates or not this_run.is_redefined)
                then 'exchange_rate'
                when evidence.is_edited
                then 'edit'
                when this_run.is_redefined
                then 'definition'
                when this_run.is_other_version
                then 'product_version'
                when changed.has_before = 0
                then 'late_record'
                else 'other_record'
            end as cause
        from changed
        cross join this_run
        inner join
            {{ ref("int_restated_entities__explained") }} as evidence
            on evidence.entity_kind = changed.entity_kind
            and evidence.entity_key = changed.entity_key
        left join
            previous as told
            on told.run_number = this_run.run_number
            and {{ is_same_contribution("told", "changed") }}
            and told.side = changed.side
            and told.numerator = changed.numerator
            and told.denominator is not distinct from changed.denominator
    )

select {% for column in columns %} previous.{{ column }} {{- "," if not loop.last }} {% endfor %}
from previous
inner join this_run on previous.run_number < this_run.run_number
union all
select {{ columns | join(", ") }}
from explained

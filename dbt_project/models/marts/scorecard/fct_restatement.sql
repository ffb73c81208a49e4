{%- set columns = restatement_columns() -%}
{%- set of_one = "partition by keepers.kept_number, previous." ~ contribution_key() | join(
    ", previous."
) -%}
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

    -- a run that is not kept any more leaves what it said to the next one that is
    keepers as (
        select numbers.run_number, min(runs.run_number) as kept_number
        from (select distinct run_number from previous) as numbers
        cross join this_run
        inner join
            runs on runs.run_number >= numbers.run_number and runs.run_number < this_run.run_number
        group by numbers.run_number
    ),

    kept as (
        select
            previous.*,
            keepers.kept_number,
            row_number() over from_first as first_place,
            row_number() over from_last as last_place,
            first_value(previous.side) over from_first as first_side,
            first_value(previous.cause) over from_first as first_cause,
            first_value(previous.cause) over from_last as last_cause,
            min(previous.run_number) over of_one
            < max(previous.run_number) over of_one as is_of_many
        from previous
        inner join keepers on keepers.run_number = previous.run_number
        window
            of_one as ({{ of_one }}),
            from_first as ({{ of_one }} order by previous.run_number, previous.side desc),
            from_last as ({{ of_one }} order by previous.run_number desc, previous.side)
    ),

    explained as (
        select
            this_run.run_number,
            changed.*,
            case
                -- of a run that is repeated, what it compared with is not to be seen any more
                when told.cause is not null
                then told.cause
                when
                    changed.is_of_another_team
                    and not this_run.is_redefined
                    and not this_run.is_other_version
                then 'team'
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

-- of what one contribution was and became, where it began and where it ended
select
    kept_number as run_number,
    side,
    case
        when not is_of_many then cause when first_side = 'after' then first_cause else last_cause
    end as cause,
    {{ contribution_columns() | join(", ") }}
from kept
where (first_place = 1 and side = 'before') or (last_place = 1 and side = 'after')
union all
select {{ columns | join(", ") }}
from explained

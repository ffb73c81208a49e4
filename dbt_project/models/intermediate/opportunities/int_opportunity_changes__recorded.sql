{#- One row per opportunity, attribute and instant at which it took a value, by the best record there is: the
    vendor's history, else what runs saw from day to day. Of changes of one instant the last counts; what
    a history dates before the opportunity was made, it had when it was made. Values are text. -#}
with
    lives as (select * from {{ ref("int_opportunity_lives__listed") }}),

    entries as (
        select
            lives.opportunity_key,
            entries.*,
            min(entries.evidence_rank) over (partition by lives.opportunity_key) as best_rank
        from {{ ref("cnf_stage_entries") }} as entries
        inner join
            lives
            on lives.source_system = entries.source_system
            and lives.source_object = entries.source_object
            and lives.source_id = entries.source_id
        where entries.entered_at is not null
    ),

    kept as (
        select
            opportunity_key,
            'stage' as attribute,
            entered_at as changed_at,
            entry_id as change_order,
            stage_value as value,
            'history' as evidence
        from entries
        where evidence_rank = best_rank
        union all
        select
            lives.opportunity_key,
            changes.attribute,
            changes.changed_at,
            changes.change_order,
            case
                changes.attribute
                when 'amount'
                then {{ as_text(money("changes.number_value")) }}
                when 'probability'
                then {{ as_text(chance("changes.number_value")) }}
                when 'close_date'
                then
                    {{
                        as_text(
                            "coalesce(changes.day_value, "
                            ~ local_date("changes.instant_value", "lives.time_zone")
                            ~ ")"
                        )
                    }}
                else changes.text_value
            end as value,
            changes.evidence
        from {{ ref("cnf_opportunity_changes") }} as changes
        inner join
            lives
            on lives.source_system = changes.source_system
            and lives.source_object = changes.source_object
            and lives.source_id = changes.source_id
    ),

    snapshots as (
        select lives.opportunity_key, snapshots.*
        from {{ ref("fct_opportunity_snapshot") }} as snapshots
        inner join
            lives
            on lives.source_system = snapshots.source_system
            and lives.source_object = snapshots.source_object
            and lives.source_id = snapshots.source_id
        where not snapshots.is_deleted
    ),

    seen as ({{ attribute_rows("snapshots", "opportunity_key, seen_at") }}),

    told as (
        select *
        from kept
        union all
        select
            seen.opportunity_key,
            seen.attribute,
            seen.seen_at as changed_at,
            '' as change_order,
            seen.value,
            'snapshot' as evidence
        from seen
        left join
            (select distinct opportunity_key, attribute from kept) as known
            on known.opportunity_key = seen.opportunity_key
            and known.attribute = seen.attribute
        where known.opportunity_key is null
    ),

    ranked as (
        select
            told.opportunity_key,
            told.attribute,
            {{ greatest_of(["told.changed_at", "lives.born_at"]) }} as changed_at,
            told.value,
            told.evidence,
            row_number() over (
                partition by
                    told.opportunity_key,
                    told.attribute,
                    {{ greatest_of(["told.changed_at", "lives.born_at"]) }}
                order by told.changed_at desc, {{ byte_order("told.change_order") }} desc
            ) as recency
        from told
        inner join lives on lives.opportunity_key = told.opportunity_key
        where lives.ended_at is null or told.changed_at < lives.ended_at
    )

select opportunity_key, attribute, changed_at, value, evidence
from ranked
where recency = 1

{#- The same, whole: what an attribute was before the first record of it, and since when it is what the record
    says now where no record tells of that. What nothing tells of is said to be so (`evidence`):
    current is the present value taken back, assumed is a value or a date that somebody else might
    take for another. A closed opportunity without history was open, in whatever stage, until it closed. -#}
with
    recorded as (select * from {{ ref("int_opportunity_changes__recorded") }}),

    lives as (
        select
            *,
            {{ start_of_local_date("close_date", "time_zone") }} as closing_day_at,
            coalesce(modified_at, born_at) as touched_at
        from {{ ref("int_opportunity_lives__listed") }}
    ),

    present as (
        {{
            attribute_rows(
                "lives", "opportunity_key, born_at, touched_at, closing_day_at, stage_category"
            )
        }}
    ),

    placed as (
        select
            recorded.*,
            row_number() over (
                partition by opportunity_key, attribute order by changed_at
            ) as place,
            row_number() over (
                partition by opportunity_key, attribute order by changed_at desc
            ) as recency
        from recorded
    ),

    -- the earliest snapshot that shows what the record says now, after the last of its history
    shown as (
        select lives.opportunity_key, snapshots.*
        from {{ ref("fct_opportunity_snapshot") }} as snapshots
        inner join
            lives
            on lives.source_system = snapshots.source_system
            and lives.source_object = snapshots.source_object
            and lives.source_id = snapshots.source_id
        where not snapshots.is_deleted
    ),

    seen as ({{ attribute_rows("shown", "opportunity_key, seen_at") }}),

    first_seen as (
        select seen.opportunity_key, seen.attribute, seen.value, min(seen.seen_at) as seen_at
        from seen
        inner join
            placed
            on placed.opportunity_key = seen.opportunity_key
            and placed.attribute = seen.attribute
            and placed.recency = 1
            and placed.changed_at < seen.seen_at
        group by seen.opportunity_key, seen.attribute, seen.value
    ),

    bounds as (
        select
            present.*,
            firsts.changed_at as first_at,
            firsts.value as first_value,
            firsts.evidence as first_evidence,
            lasts.changed_at as last_at,
            lasts.value as last_value,
            first_seen.seen_at,
            case
                when firsts.opportunity_key is null then present.value else firsts.value
            end as opening_value
        from present
        left join
            placed as firsts
            on firsts.opportunity_key = present.opportunity_key
            and firsts.attribute = present.attribute
            and firsts.place = 1
        left join
            placed as lasts
            on lasts.opportunity_key = present.opportunity_key
            and lasts.attribute = present.attribute
            and lasts.recency = 1
        left join
            first_seen
            on first_seen.opportunity_key = present.opportunity_key
            and first_seen.attribute = present.attribute
            and first_seen.value is not distinct from present.value
    ),

    openings as (
        select
            bounds.*,
            attribute = 'stage'
            and stage_category <> 'open'
            and coalesce(first_evidence, 'snapshot') = 'snapshot'
            and coalesce(opening_value = value, false) as is_closed_unseen,
            coalesce(first_evidence, 'snapshot') = 'snapshot'
            and coalesce(
                opening_value = value, opening_value is null and value is null
            ) as is_present_value,
            {{ greatest_of(["born_at", least_of(["closing_day_at", "touched_at", "first_at"])]) }}
            as closed_at
        from bounds
        where first_at is null or first_at > born_at
    )

select opportunity_key, attribute, changed_at, value, evidence
from recorded
union all
select
    opportunity_key,
    attribute,
    born_at as changed_at,
    case when not is_closed_unseen or closed_at = born_at then opening_value end as value,
    case
        when not is_closed_unseen and is_present_value then 'current' else 'assumed'
    end as evidence
from openings
union all
select
    opportunity_key,
    attribute,
    closed_at as changed_at,
    opening_value as value,
    'assumed' as evidence
from openings
where is_closed_unseen and closed_at > born_at and (first_at is null or closed_at < first_at)
union all
select
    opportunity_key,
    attribute,
    coalesce(
        seen_at, {{ greatest_of([dbt.dateadd("second", 1, "last_at"), "touched_at"]) }}
    ) as changed_at,
    value,
    case when seen_at is not null then 'snapshot' else 'assumed' end as evidence
from bounds
where last_at is not null and last_value is distinct from value

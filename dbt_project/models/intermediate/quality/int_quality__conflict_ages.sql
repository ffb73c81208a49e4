-- Since when the two records of an opportunity have disagreed on a field without a break, and which
-- of the two changed it last, by both systems' histories. Where a history does not reach that far,
-- or does not lead to what the records say now, nobody knows.
{%- set sides = {"near": "source", "far": "other_source"} %}

with
    conflicts as (
        select
            compared.*,
            {{
                key_of(
                    [
                        "field",
                        "other_source_system",
                        "other_source_object",
                        "other_source_id",
                    ]
                )
            }} as pair_key
        from {{ ref("int_quality__compared_opportunities") }} as compared
        where is_conflict
    ),

    {%- for side, prefix in sides.items() %}
        {{ side }}_changes as (
            select conflicts.pair_key, said.*
            from conflicts
            inner join
                {{ ref("int_quality__said_values") }} as said
                on said.field = conflicts.field
                and said.source_system = conflicts.{{ prefix }}_system
                and said.source_object = conflicts.{{ prefix }}_object
                and said.source_id = conflicts.{{ prefix }}_id
        ),
    {%- endfor %}

    instants as (
        select pair_key, field, changed_at as instant
        from near_changes
        union
        select pair_key, field, changed_at as instant
        from far_changes
    ),

    {%- for side in sides %}
        {{ side }}_states as (
            select
                instants.pair_key,
                instants.instant,
                changes.amount,
                changes.day,
                changes.word,
                changes.shared_stage,
                row_number() over (
                    partition by instants.pair_key, instants.instant
                    order by changes.changed_at desc, {{ byte_order("changes.change_order") }} desc
                ) as recency
            from instants
            inner join
                {{ side }}_changes as changes
                on changes.pair_key = instants.pair_key
                and changes.changed_at <= instants.instant
        ),
    {%- endfor %}

    states as (
        select
            instants.pair_key,
            instants.instant,
            coalesce(
                case
                    instants.field
                    when 'amount'
                    then {{ quality_amounts_differ("near_states.amount", "far_states.amount") }}
                    when 'close_date'
                    then {{ quality_days_differ("near_states.day", "far_states.day") }}
                    else
                        near_states.word <> far_states.word
                        or (
                            near_states.word = 'open'
                            and near_states.shared_stage <> far_states.shared_stage
                        )
                end,
                false
            ) as is_apart
        from instants
        {%- for side in sides %}
            left join
                {{ side }}_states
                on {{ side }}_states.pair_key = instants.pair_key
                and {{ side }}_states.instant = instants.instant
                and {{ side }}_states.recency = 1
        {%- endfor %}
    ),

    breaks as (
        select pair_key, max(instant) as instant from states where not is_apart group by pair_key
    ),

    beginnings as (
        select states.pair_key, min(states.instant) as differs_since_at
        from states
        left join breaks on breaks.pair_key = states.pair_key
        where states.is_apart and (breaks.instant is null or states.instant > breaks.instant)
        group by states.pair_key
    ),

    writers as (
        select changes.*, rank() over (partition by pair_key order by changed_at desc) as recency
        from
            (
                select pair_key, source_system, changed_at
                from near_changes
                union all
                select pair_key, source_system, changed_at
                from far_changes
            ) as changes
    ),

    -- of one instant nobody can tell who was last
    last_writers as (
        select
            pair_key,
            max(changed_at) as last_changed_at,
            case
                when min(source_system) = max(source_system) then max(source_system)
            end as last_changed_by
        from writers
        where recency = 1
        group by pair_key
    )

select
    conflicts.field,
    conflicts.other_source_system,
    conflicts.other_source_object,
    conflicts.other_source_id,
    beginnings.differs_since_at,
    last_writers.last_changed_at,
    last_writers.last_changed_by
from conflicts
inner join last_writers on last_writers.pair_key = conflicts.pair_key
left join beginnings on beginnings.pair_key = conflicts.pair_key

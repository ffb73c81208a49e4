{#- What tells most of a day counts for it: the first of these. -#}
{%- set kinds = [
    "mass_emptied",
    "mass_written",
    "placeholder_began",
    "value_renamed",
    "value_began",
    "fill_fell",
    "value_ended",
    "volume_stopped",
    "volume_fell",
] -%}
{#- Two breaks of one field within so many days are one. -#}
{%- set days_of_one = 3 -%}
with
    breaks as (select * from {{ ref("int_quality__attributed_breaks") }}),

    ranked as (
        select
            breaks.*,
            case
                break_kind
                {%- for kind in kinds %} when '{{ kind }}' then {{ loop.index }} {%- endfor %}
            end as kind_rank
        from breaks
    ),

    told_once as (
        select ranked.*
        from ranked
        where
            not exists (
                select 1
                from ranked as others
                where
                    others.source_system = ranked.source_system
                    and others.source_object = ranked.source_object
                    and others.field = ranked.field
                    and others.kind_rank < ranked.kind_rank
                    and abs({{ days_between("others.broke_on", "ranked.broke_on") }})
                    <= {{ days_of_one }}
            )
    )

select
    {{
        key_of(
            [
                "source_system",
                "source_object",
                "field",
                "break_kind",
                as_text("broke_on"),
                "coalesce(value_after, value_before)",
            ]
        )
    }} as break_key,
    source_system,
    source_object,
    field,
    break_kind,
    broke_on,
    last_day_before,
    value_before,
    value_after,
    records_before,
    records_after,
    case
        when break_kind not in ('mass_emptied', 'mass_written')
        then {{ ratio("hits_before", "records_before") }}
    end as ratio_before,
    {{ ratio("hits_after", "records_after") }} as ratio_after,
    cast(
        case
            when break_kind = 'fill_fell'
            then records_after - hits_after
            when break_kind in ('volume_fell', 'volume_stopped', 'value_ended')
            then null
            else hits_after
        end as bigint
    ) as records_touched,
    case when actor is null then 'unknown' else coalesce(actor_kind, 'unknown') end as actor_kind,
    case when actor_kind is not null then actor end as actor,
    set_up_changed_at,
    {{ quality_break_evidence() }} as evidence
from told_once

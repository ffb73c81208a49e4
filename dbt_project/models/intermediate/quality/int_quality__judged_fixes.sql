-- Each fix with the reason why it may not be written, if there is one.
with
    rules as (select rule_id, level from {{ ref("int_quality__rules") }}),

    -- Of an object none of whose fields we might change, it is our own rights that are told.
    fields as (
        select
            described.*,
            max(case when is_updateable then 1 else 0 end) over (partition by source_system, object)
            = 1 as is_told_what_changes
        from {{ ref("stg_meta__fields") }} as described
        where not is_deleted
    ),

    twins as (
        select distinct source_system, source_object, source_id, other_source_system
        from {{ ref("finding_twin") }}
    ),

    locked as (select * from {{ ref("cnf_locked_records") }}),

    owner_fields as (select * from {{ ref("cnf_field_roles") }} where field_role = 'owner'),

    leavers as (
        select source_system, source_id
        from {{ ref("int_owners__resolved") }}
        group by source_system, source_id
        having max(case when is_active then 1 else 0 end) = 0
    ),

    judged as (
        select
            placed.*,
            locked.locked_because,
            leavers.source_id is null as can_be_put_back,
            fields.vendor_name as vendor_field,
            fields.label as field_label,
            fields.column_type as data_type,
            written.value as value_before,
            winners.winner,
            case
                when
                    winners.winner <> placed.source_system
                    and twins.source_id is not null
                    and coalesce(placed.agrees_with, '') <> winners.winner
                then 'losing_side'
                when placed.fix_kind = 'decide' and rules.level = 'pair' and winners.winner is null
                then 'winner_unknown'
                when placed.fix_kind = 'decide'
                then null
                when not coalesce(fields.is_readable, false)
                then 'could_not_see'
                when locked.source_id is not null
                then 'locked'
                when fields.is_calculated
                then 'calculated'
                when fields.is_told_what_changes and not coalesce(fields.is_updateable, true)
                then 'read_only'
                when placed.fix_kind = 'blank' and fields.is_required
                then 'required'
            end as own_refusal
        from {{ ref("int_quality__placed_fixes") }} as placed
        inner join rules on rules.rule_id = placed.rule_id
        left join
            fields
            on fields.source_system = placed.source_system
            and fields.object = placed.source_object
            and fields.field = placed.field
        left join
            {{ ref("int_quality__fix_values") }} as written
            on written.source_system = placed.source_system
            and written.source_object = placed.source_object
            and written.field = placed.field
            and written.source_id = placed.source_id
        left join
            {{ ref("int_quality__sync_winners") }} as winners
            on winners.source_system = placed.source_system
            and winners.source_object = placed.source_object
            and winners.field = placed.field
        left join
            locked
            on locked.source_system = placed.source_system
            and locked.source_object = placed.source_object
            and locked.source_id = placed.source_id
        left join
            owner_fields
            on owner_fields.source_system = placed.source_system
            and owner_fields.source_object = placed.source_object
            and owner_fields.field = placed.field
        left join
            leavers
            on leavers.source_system = owner_fields.source_system
            and leavers.source_id = written.value
        left join
            twins
            on twins.source_system = placed.source_system
            and twins.source_object = placed.source_object
            and twins.source_id = placed.source_id
            and twins.other_source_system = winners.winner
    ),

    -- Of several fixes of one field the worst finding's is written; the next run judges the others.
    ranked as (
        select
            judged.*,
            row_number() over (
                partition by source_system, source_object, field, source_id
                order by
                    case when fix_kind = 'decide' or own_refusal is not null then 1 else 0 end,
                    finding_rank
            ) as place_rank
        from judged
    )

select
    ranked.*,
    case
        when own_refusal is null and fix_kind <> 'decide' and place_rank > 1
        then 'another_fix'
        else own_refusal
    end as refusal
from ranked

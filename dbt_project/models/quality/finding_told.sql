-- A finding with everything that is told of it, so that every reader tells the same: of a record
-- that stands in several other systems one row for each.
with
    -- On the first look everything is new, which tells nothing.
    first_look as (
        select
            coalesce(max(case when status not in ('new', 'waived') then 1 else 0 end), 0)
            = 0 as is_first_look
        from {{ ref("finding") }}
    ),

    ranked as (
        select
            *,
            row_number() over (
                order by
                    coalesce(amount_corporate, 0) + coalesce(amount_estimated, 0) desc,
                    source_system,
                    source_object,
                    {{ byte_order("field") }},
                    {{ byte_order("source_id") }},
                    finding_key
            ) as amount_rank
        from {{ ref("finding") }}
    ),

    placed as (
        select
            *,
            row_number() over (
                partition by rule_id, case when status in ('fixed', 'waived') then 1 else 0 end
                order by amount_rank
            ) as rule_rank
        from ranked
    )

select
    placed.finding_key,
    placed.rule_id,
    rules.name as rule_name,
    rules.how_to_fix,
    rules.level as rule_level,
    placed.severity,
    severities.severity_rank,
    placed.status,
    case
        when placed.status in ('new', 'reappeared') and not first_look.is_first_look
        then placed.status
    end as news,
    placed.is_recent,
    placed.source_system,
    placed.source_object,
    placed.field,
    profiles.vendor_field,
    profiles.label as field_label,
    placed.source_id,
    records.name as record_name,
    placed.owner_key,
    owners.name as owner_name,
    owners.hubspot_owner_id,
    owners.salesforce_user_id,
    placed.detail,
    placed.other_value,
    placed.amount_corporate,
    placed.first_seen_at,
    placed.fixed_at,
    placed.waiver_reason,
    placed.waiver_owner,
    placed.waived_until,
    placed.amount_rank,
    case when placed.status not in ('fixed', 'waived') then placed.rule_rank end as rule_rank,
    twins.other_source_system,
    twins.other_source_object,
    twins.other_source_id
from placed
cross join first_look
left join {{ ref("rule_result") }} as rules on rules.rule_id = placed.rule_id
left join {{ ref("severity") }} as severities on severities.severity = placed.severity
left join {{ ref("dim_user") }} as owners on owners.owner_key = placed.owner_key
left join
    {{ ref("finding_record") }} as records
    on records.source_system = placed.source_system
    and records.source_object = placed.source_object
    and records.source_id = placed.source_id
left join
    {{ ref("finding_twin") }} as twins
    on twins.source_system = placed.source_system
    and twins.source_object = placed.source_object
    and twins.source_id = placed.source_id
left join
    {{ ref("field_profile") }} as profiles
    on profiles.source_system = placed.source_system
    and profiles.source_object = placed.source_object
    and profiles.field = placed.field

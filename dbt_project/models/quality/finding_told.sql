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
            findings.*,
            severities.severity_rank,
            row_number() over (
                order by
                    {{
                        quality_worst_first(
                            "severities.weight",
                            "findings.amount_corporate",
                            "findings.amount_estimated",
                        )
                    }},
                    findings.source_system,
                    findings.source_object,
                    {{ byte_order("findings.field") }},
                    {{ byte_order("findings.source_id") }},
                    findings.finding_key
            ) as told_rank
        from {{ ref("finding") }} as findings
        left join {{ ref("severity") }} as severities on severities.severity = findings.severity
    ),

    placed as (
        select
            *,
            row_number() over (
                partition by rule_id, case when status in ('fixed', 'waived') then 1 else 0 end
                order by told_rank
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
    placed.severity_rank,
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
    placed.amount_estimated,
    placed.first_seen_at,
    placed.fixed_at,
    placed.waiver_reason,
    placed.waiver_owner,
    placed.waived_until,
    placed.told_rank,
    case when placed.status not in ('fixed', 'waived') then placed.rule_rank end as rule_rank,
    twins.other_source_system,
    twins.other_source_object,
    twins.other_source_id
from placed
cross join first_look
left join {{ ref("rule_result") }} as rules on rules.rule_id = placed.rule_id
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

-- Every field that might be retired, with all of ours that reads it and what nobody could look at.
with
    ledger as (select * from {{ ref("field_ledger") }} where advice = 'retire_candidate'),

    profiles as (select * from {{ ref("field_profile") }}),

    rule_reads as (
        select
            source_system,
            source_object,
            field,
            {{ dbt.listagg("rule_id", "', '", "order by rule_id") }} as read_by_rules
        from {{ ref("int_quality__rule_reads") }}
        where field <> '*'
        group by source_system, source_object, field
    ),

    -- What a field means for our models: they read it by that name.
    roles as (
        select
            source_system,
            source_object,
            field,
            {{ dbt.listagg("field_role", "', '", "order by field_role") }} as read_as
        from {{ ref("cnf_field_roles") }}
        group by source_system, source_object, field
    ),

    winners as (select * from {{ ref("int_quality__sync_winners") }}),

    -- What refers to it in its own system.
    referrers as (
        select
            field_key,
            {{
                dbt.listagg(
                    "kind_label || ': ' || referred_by", "'; '", "order by reference_rank"
                )
            }} as referred_by
        from {{ ref("field_reference") }}
        where verdict = 'yes' and reference_kind not in ('rule', 'definition', 'sync')
        group by field_key
    ),

    -- What may refer to it and was not looked at.
    unseen as (
        select
            field_key, {{ dbt.listagg("kind_label", "', '", "order by reference_rank") }} as kinds
        from {{ ref("field_reference") }}
        where verdict = 'could_not_see'
        group by field_key
    )

select
    ledger.field_key,
    ledger.source_system,
    ledger.source_object,
    ledger.field,
    profiles.vendor_field,
    profiles.label,
    profiles.data_type,
    profiles.is_custom,
    profiles.records,
    profiles.filled,
    ledger.last_written_at,
    ledger.died_in_month,
    ledger.evidence,
    rule_reads.read_by_rules,
    roles.read_as,
    winners.winner as winner_in_sync,
    referrers.referred_by,
    unseen.kinds || case
        when ledger.last_written_at is null then '; who last wrote it' else ''
    end as could_not_see,
    ledger.attention_rank
from ledger
inner join
    profiles
    on profiles.source_system = ledger.source_system
    and profiles.source_object = ledger.source_object
    and profiles.field = ledger.field
left join referrers on ledger.field_key = referrers.field_key
left join unseen on ledger.field_key = unseen.field_key
left join
    rule_reads
    on rule_reads.source_system = ledger.source_system
    and rule_reads.source_object = ledger.source_object
    and rule_reads.field = ledger.field
left join
    roles
    on roles.source_system = ledger.source_system
    and roles.source_object = ledger.source_object
    and roles.field = ledger.field
left join
    winners
    on winners.source_system = ledger.source_system
    and winners.source_object = ledger.source_object
    and winners.field = ledger.field

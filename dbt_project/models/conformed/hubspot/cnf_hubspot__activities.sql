{#- What sales itself did: calls and e-mails that went out, and meetings that were not called off. -#}
with
    activities as (
        select 'calls' as source_object, call_id as source_id, occurred_at as happened_at
        from {{ ref("stg_hubspot__calls") }}
        where upper(direction) = 'OUTBOUND' and not is_deleted
        union all
        select 'emails' as source_object, email_id as source_id, occurred_at as happened_at
        from {{ ref("stg_hubspot__emails") }}
        -- HubSpot calls an outgoing one-to-one e-mail plainly EMAIL
        where upper(direction) in ('EMAIL', 'OUTBOUND') and not is_deleted
        union all
        select
            'meetings' as source_object,
            meeting_id as source_id,
            coalesce(starts_at, occurred_at) as happened_at
        from {{ ref("stg_hubspot__meetings") }}
        where
            coalesce(upper(outcome), '') not in ('CANCELED', 'NO_SHOW', 'RESCHEDULED')
            and not is_deleted
    )

select
    activities.source_object,
    activities.source_id,
    links.to_type as person_object,
    links.to_id as person_id,
    activities.happened_at
from activities
inner join
    {{ ref("stg_hubspot__associations") }} as links
    on links.from_type = activities.source_object
    and links.from_id = activities.source_id
    and links.to_type = 'contacts'
    and not links.is_deleted

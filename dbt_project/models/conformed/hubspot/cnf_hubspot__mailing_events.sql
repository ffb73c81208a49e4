{#- What HubSpot's log says of a mailing and one recipient. An e-mail has an id of its own for each time that it
    is sent; the log knows that one. Who got it is the contact with the address, a living one before one
    that is gone. A machine is known by its name, by its kind of browser, or by HubSpot, which filters out
    bots and whatever a company does not want to count as a person's. -#}
with
    mailings as (
        select marketing_email_id, part as email_campaign_id
        from
            (
                {{
                    split_lists(
                        ref("stg_hubspot__marketing_emails"),
                        ["marketing_email_id"],
                        "email_campaign_ids",
                    )
                }}
            ) as parts
    ),

    -- an id that two e-mails claim is that of neither
    sendings as (
        select
            {{ trimmed("email_campaign_id") }} as email_campaign_id,
            min(marketing_email_id) as marketing_email_id
        from mailings
        group by {{ trimmed("email_campaign_id") }}
        having count(distinct marketing_email_id) = 1
    ),

    addresses as ({{ contacts_by_address() }})

select
    'email_events' as source_object,
    events.event_id as source_id,
    'marketing_emails' as mailing_object,
    sendings.marketing_email_id as mailing_id,
    kinds.event_kind,
    'contacts' as person_object,
    addresses.contact_id as person_id,
    events.recipient as email,
    coalesce(
        events.sending_id,
        coalesce(events.email_campaign_id, '') || ' ' || coalesce(events.recipient, '')
    ) as sending_id,
    events.link_url,
    case
        when events.is_filtered or {{ is_name_of_machine("events.user_agent") }}
        then true
        when
            lower(events.browser_type)
            in ('bot', 'robot', 'library', 'validator', 'offline browser')
        then true
        when coalesce(events.user_agent, events.browser_type) is not null or not events.is_filtered
        then false
    end as is_machine,
    events.happened_at
from {{ ref("stg_hubspot__email_events") }} as events
inner join
    (
        select 'SENT' as event_type, 'sent' as event_kind
        union all
        select 'DELIVERED', 'delivered'
        union all
        select 'BOUNCE', 'bounced'
        union all
        select 'OPEN', 'opened'
        union all
        select 'CLICK', 'clicked'
        union all
        select 'STATUSCHANGE', 'unsubscribed'
        union all
        select 'SPAMREPORT', 'reported_as_spam'
    ) as kinds
    on kinds.event_type = events.event_type
left join sendings on sendings.email_campaign_id = events.email_campaign_id
left join addresses on addresses.email = events.recipient
where
    not events.is_deleted
    and events.happened_at is not null
    -- who bounced asked for nothing
    and (
        events.event_type <> 'STATUSCHANGE' or (events.is_unsubscribed and not events.is_by_bounce)
    )

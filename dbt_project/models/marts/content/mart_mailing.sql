{#- What became of each mailing: as its system counts, and as its log tells it, address by address, where it keeps
    one. An address is a person's as soon as one opening or click of it is; what only machines did is
    counted apart. A log that knows fewer recipients than the mailing had was not kept whole. -#}
with
    addresses as (
        select
            source_system,
            mailing_object,
            mailing_id,
            email,
            max(case when event_kind = 'sent' then 1 else 0 end) as was_sent,
            max(case when event_kind = 'delivered' then 1 else 0 end) as was_delivered,
            max(case when event_kind = 'bounced' then 1 else 0 end) as has_bounced,
            max(case when event_kind = 'unsubscribed' then 1 else 0 end) as has_unsubscribed,
            max(case when event_kind = 'reported_as_spam' then 1 else 0 end) as has_reported,
            max(
                case
                    when event_kind = 'opened' and not coalesce(is_machine, false) then 1 else 0
                end
            ) as has_opened,
            max(
                case when event_kind = 'opened' and is_machine then 1 else 0 end
            ) as was_opened_by_machine,
            max(
                case
                    when event_kind = 'clicked' and not coalesce(is_machine, false) then 1 else 0
                end
            ) as has_clicked,
            max(
                case when event_kind = 'clicked' and is_machine then 1 else 0 end
            ) as was_clicked_by_machine
        from {{ ref("cnf_mailing_events") }}
        where email is not null and mailing_id is not null
        group by source_system, mailing_object, mailing_id, email
    ),

    logged as (
        select
            source_system,
            mailing_object,
            mailing_id,
            cast(sum(was_sent) as bigint) as count_recipients,
            cast(sum(was_delivered) as bigint) as count_reached,
            cast(sum(has_bounced) as bigint) as count_bounced,
            cast(sum(has_unsubscribed) as bigint) as count_unsubscribed,
            cast(sum(has_reported) as bigint) as count_reported_as_spam,
            cast(sum(has_opened) as bigint) as count_openers,
            {{ count_where("was_opened_by_machine = 1 and has_opened = 0") }}
            as count_opened_by_machines_alone,
            cast(sum(has_clicked) as bigint) as count_clickers,
            {{ count_where("was_clicked_by_machine = 1 and has_clicked = 0") }}
            as count_clicked_by_machines_alone,
            {{ count_where("was_delivered = 1 and has_opened = 1") }} as count_openers_reached,
            {{ count_where("was_delivered = 1 and has_clicked = 1") }} as count_clickers_reached
        from addresses
        group by source_system, mailing_object, mailing_id
    )

select
    contents.content_key,
    mailings.source_system,
    mailings.source_object,
    mailings.source_id,
    contents.name,
    contents.title,
    contents.campaign_key,
    mailings.happened_at as sent_at,
    mailings.happened_date as sent_date,
    mailings.count_sends,
    mailings.count_deliveries,
    mailings.count_opens,
    mailings.count_clicks,
    mailings.count_bounces,
    mailings.count_unsubscribes,
    mailings.count_spam_reports,
    case
        when logged.mailing_id is null
        then 'none'
        when logged.count_recipients < mailings.count_sends
        then 'part'
        else 'whole'
    end as log,
    logged.count_recipients,
    logged.count_reached,
    logged.count_bounced,
    logged.count_unsubscribed,
    logged.count_reported_as_spam,
    logged.count_openers,
    logged.count_opened_by_machines_alone,
    logged.count_clickers,
    logged.count_clicked_by_machines_alone,
    {{ rate_with_interval("logged.count_openers_reached", "logged.count_reached", "open_rate") }},
    {{ rate_with_interval("logged.count_clickers_reached", "logged.count_reached", "click_rate") }}
from {{ ref("fct_marketing_activity") }} as mailings
inner join
    {{ ref("dim_content") }} as contents
    on contents.source_system = mailings.source_system
    and contents.source_object = mailings.source_object
    and contents.source_id = mailings.source_id
left join
    logged
    on logged.source_system = mailings.source_system
    and logged.mailing_object = mailings.source_object
    and logged.mailing_id = mailings.source_id
where mailings.activity_kind = 'mailing'

{#- Forms that were sent in, and mailings that were opened or followed. HubSpot says by which address, not by
    which contact: it is the one that has it. Of a mailing, who opened it several times did so once, as did
    who followed it, at the first of them; what a machine did is told apart. A link in a mailing came
    by the mailing, whatever its own address says of where from. Of a page that a contact saw, HubSpot names the
    contact; where the visit came from, the words of the page's address say, else HubSpot. -#}
with
    addresses as ({{ contacts_by_address() }}),

    mailing_events as (
        select
            events.*,
            row_number() over (
                partition by
                    events.event_kind, events.sending_id, coalesce(events.is_machine, false)
                order by events.happened_at, {{ byte_order("events.source_id") }}
            ) as place
        from {{ ref("cnf_hubspot__mailing_events") }} as events
        where events.event_kind in ('opened', 'clicked')
    )

select
    'form_submissions' as source_object,
    submissions.conversion_id as source_id,
    'form_submission' as touch_type,
    'hubspot' as person_system,
    'contacts' as person_object,
    addresses.contact_id as person_id,
    {{ lower_case(trimmed("submissions.email")) }} as email,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    'form_submissions.submittedat' as evidence_source,
    forms.name,
    'forms' as content_object,
    submissions.form_id as content_id,
    {{ nothing("text") }} as source_value,
    {{ query_value("submissions.page_url", "utm_source") }} as utm_source,
    {{ query_value("submissions.page_url", "utm_medium") }} as utm_medium,
    {{ query_value("submissions.page_url", "utm_campaign") }} as utm_campaign,
    {{ query_value("submissions.page_url", "utm_content") }} as utm_content,
    {{ query_value("submissions.page_url", "utm_term") }} as utm_term,
    {{ nothing("boolean") }} as is_machine,
    submissions.submitted_at as touched_at,
    {{ nothing("date") }} as touched_day
from {{ ref("stg_hubspot__form_submissions") }} as submissions
left join addresses on addresses.email = {{ lower_case(trimmed("submissions.email")) }}
left join {{ ref("stg_hubspot__forms") }} as forms on forms.form_id = submissions.form_id
where not submissions.is_deleted
union all
select
    events.source_object,
    events.source_id,
    case when events.event_kind = 'opened' then 'email_open' else 'email_click' end as touch_type,
    'hubspot' as person_system,
    events.person_object,
    events.person_id,
    events.email,
    {{ nothing("text") }} as visitor_id,
    'campaigns' as campaign_object,
    mailings.campaign_id,
    {{ nothing("text") }} as evidence_source,
    mailings.name,
    events.mailing_object as content_object,
    events.mailing_id as content_id,
    {{ nothing("text") }} as source_value,
    {{ nothing("text") }} as utm_source,
    {{ nothing("text") }} as utm_medium,
    {{ query_value("events.link_url", "utm_campaign") }} as utm_campaign,
    {{ query_value("events.link_url", "utm_content") }} as utm_content,
    {{ nothing("text") }} as utm_term,
    events.is_machine,
    events.happened_at as touched_at,
    {{ nothing("date") }} as touched_day
from mailing_events as events
left join
    {{ ref("stg_hubspot__marketing_emails") }} as mailings
    on mailings.marketing_email_id = events.mailing_id
where events.place = 1
union all
select
    'page_views' as source_object,
    views.view_id as source_id,
    'web_session' as touch_type,
    'hubspot' as person_system,
    'contacts' as person_object,
    views.contact_id as person_id,
    {{ nothing("text") }} as email,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ nothing("text") }} as evidence_source,
    coalesce(views.title, views.page) as name,
    'web_pages' as content_object,
    views.page as content_id,
    coalesce(
        views.utm_source, {{ query_value("views.page_url", "utm_source") }}, views.visit_source
    ) as source_value,
    coalesce(views.utm_source, {{ query_value("views.page_url", "utm_source") }}) as utm_source,
    coalesce(views.utm_medium, {{ query_value("views.page_url", "utm_medium") }}) as utm_medium,
    coalesce(
        views.utm_campaign, {{ query_value("views.page_url", "utm_campaign") }}
    ) as utm_campaign,
    coalesce(views.utm_content, {{ query_value("views.page_url", "utm_content") }}) as utm_content,
    coalesce(views.utm_term, {{ query_value("views.page_url", "utm_term") }}) as utm_term,
    {{ is_name_of_machine("views.user_agent") }} as is_machine,
    views.viewed_at as touched_at,
    {{ nothing("date") }} as touched_day
from {{ ref("stg_hubspot__page_views") }} as views
where not views.is_deleted and views.viewed_at is not null

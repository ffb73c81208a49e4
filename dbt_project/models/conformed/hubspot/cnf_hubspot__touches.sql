{#- Forms that were sent in. HubSpot says by which address, not by which contact: it is the one that has it,
    a living one before one that is gone. -#}
with
    contacts as (select * from {{ ref("stg_hubspot__contacts") }}),

    addresses as (
        select contact_id, {{ lower_case(trimmed("email")) }} as email
        from contacts
        union
        select id as contact_id, {{ lower_case("part") }} as email
        from ({{ list_parts("contacts", "contact_id", "additional_emails") }}) as parts
    ),

    ranked as (
        select
            addresses.email,
            addresses.contact_id,
            row_number() over (
                partition by addresses.email
                order by
                    case when contacts.is_deleted then 1 else 0 end,
                    length(addresses.contact_id),
                    {{ byte_order("addresses.contact_id") }}
            ) as row_rank
        from addresses
        inner join contacts on contacts.contact_id = addresses.contact_id
        where addresses.email <> ''
    )

select
    'form_submissions' as source_object,
    submissions.conversion_id as source_id,
    'form_submission' as touch_type,
    'hubspot' as person_system,
    'contacts' as person_object,
    ranked.contact_id as person_id,
    {{ lower_case(trimmed("submissions.email")) }} as email,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    'form_submissions.submittedat' as evidence_source,
    forms.name,
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
left join
    ranked on ranked.email = {{ lower_case(trimmed("submissions.email")) }} and ranked.row_rank = 1
left join {{ ref("stg_hubspot__forms") }} as forms on forms.form_id = submissions.form_id
where not submissions.is_deleted

{#- The campaign that a form belongs to is the only one that has it among its assets; an e-mail says itself, else
    likewise. -#}
with
    campaigns as (
        select asset_type, asset_id, min(campaign_id) as campaign_id
        from {{ ref("stg_hubspot__campaign_assets") }}
        where not is_deleted
        group by asset_type, asset_id
        having count(distinct campaign_id) = 1
    )

select
    'forms' as source_object,
    forms.form_id as source_id,
    'form' as content_kind,
    forms.name,
    {{ nothing("text") }} as title,
    'campaigns' as campaign_object,
    campaigns.campaign_id,
    {{ nothing("text") }} as campaign_name,
    forms.created_at as made_at
from {{ ref("stg_hubspot__forms") }} as forms
left join campaigns on campaigns.asset_type = 'FORM' and campaigns.asset_id = forms.form_id
where not forms.is_deleted
union all
select
    'marketing_emails' as source_object,
    emails.marketing_email_id as source_id,
    'email' as content_kind,
    emails.name,
    emails.subject as title,
    'campaigns' as campaign_object,
    coalesce(emails.campaign_id, campaigns.campaign_id) as campaign_id,
    {{ nothing("text") }} as campaign_name,
    emails.publish_at as made_at
from {{ ref("stg_hubspot__marketing_emails") }} as emails
left join
    campaigns
    on campaigns.asset_type = 'MARKETING_EMAIL'
    and campaigns.asset_id = emails.marketing_email_id
where not emails.is_deleted

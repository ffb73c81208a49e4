{#- The campaign that a form belongs to is the only one that has it among its assets; an e-mail says itself, else
    likewise. An advertisement is known by no more than the campaigns that have it. A page is an address
    that some contact saw; campaigns know it by HubSpot's id of the page, of which an address may have had
    several. It is called as those called it who saw it last. -#}
with
    campaigns as (
        select asset_type, asset_id, min(campaign_id) as campaign_id
        from {{ ref("stg_hubspot__campaign_assets") }}
        where not is_deleted
        group by asset_type, asset_id
        having count(distinct campaign_id) = 1
    ),

    ads as (
        select asset_id, min(name) as name
        from {{ ref("stg_hubspot__campaign_assets") }}
        where not is_deleted and asset_type = 'AD_CAMPAIGN'
        group by asset_id
    ),

    titles as (
        select page, title, min(viewed_at) as first_seen_at, max(viewed_at) as last_seen_at
        from {{ ref("stg_hubspot__page_views") }}
        where not is_deleted and viewed_at is not null and page is not null
        group by page, title
    ),

    pages as (
        select
            titles.*,
            min(first_seen_at) over (partition by page) as page_seen_at,
            row_number() over (
                partition by page
                order by
                    case when title is null then 2 else 1 end,
                    last_seen_at desc,
                    {{ byte_order("title") }}
            ) as place
        from titles
    ),

    pages_of_campaigns as (
        select views.page, min(assets.campaign_id) as campaign_id
        from
            (
                select distinct page, page_id
                from {{ ref("stg_hubspot__page_views") }}
                where not is_deleted and viewed_at is not null and page_id is not null
            ) as views
        inner join
            {{ ref("stg_hubspot__campaign_assets") }} as assets
            on assets.asset_id = views.page_id
            and assets.asset_type in ('LANDING_PAGE', 'SITE_PAGE', 'BLOG_POST')
            and not assets.is_deleted
        group by views.page
        having count(distinct assets.campaign_id) = 1
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
union all
select
    'ad_campaigns' as source_object,
    ads.asset_id as source_id,
    'ad' as content_kind,
    ads.name,
    {{ nothing("text") }} as title,
    'campaigns' as campaign_object,
    campaigns.campaign_id,
    {{ nothing("text") }} as campaign_name,
    {{ nothing("timestamp") }} as made_at
from ads
left join campaigns on campaigns.asset_type = 'AD_CAMPAIGN' and campaigns.asset_id = ads.asset_id
union all
select
    'web_pages' as source_object,
    pages.page as source_id,
    'page' as content_kind,
    pages.page as name,
    pages.title,
    'campaigns' as campaign_object,
    pages_of_campaigns.campaign_id,
    {{ nothing("text") }} as campaign_name,
    pages.page_seen_at as made_at
from pages
left join pages_of_campaigns on pages_of_campaigns.page = pages.page
where pages.place = 1

{#- One row per host: the domain that tells one company from others, or why there is none. At a mail
    service or on a page of somebody else's site, the domain says nothing about the company; where
    each customer of a site builder has a label of its own, that label belongs to the domain. -#}
with
    hosts as (
        select distinct host, domain from {{ ref("stg_ops__web_addresses") }} where host is not null
    ),

    mail_services as (
        select domain, 'free_mail' as kind
        from {{ ref("free_mail_domains") }}
        union all
        select domain, 'disposable_mail' as kind
        from {{ ref("disposable_mail_domains") }}
    ),

    judged as (
        select
            hosts.host,
            hosts.domain,
            case
                when hosts.domain is null
                then 'public_suffix'
                when mail_hosts.kind is not null or mail_domains.kind is not null
                then coalesce(mail_hosts.kind, mail_domains.kind)
                when pages.kind = 'page' or sites.kind = 'page'
                then 'shared_host'
                when sites.kind = 'subdomain' and hosts.host = hosts.domain
                then 'shared_host'
            end as shared_as,
            case
                when sites.kind = 'subdomain'
                then
                    {{
                        regex_replaced(
                            "substr(hosts.host, 1, length(hosts.host) - length(hosts.domain) - 1)",
                            "^.*[.]",
                            "",
                        )
                    }} || '.' || hosts.domain
                else hosts.domain
            end as narrowest_domain
        from hosts
        left join mail_services as mail_hosts on mail_hosts.domain = hosts.host
        left join mail_services as mail_domains on mail_domains.domain = hosts.domain
        left join {{ ref("shared_hosts") }} as pages on pages.host = hosts.host
        left join {{ ref("shared_hosts") }} as sites on sites.host = hosts.domain
    )

select host, shared_as, case when shared_as is null then narrowest_domain end as domain
from judged

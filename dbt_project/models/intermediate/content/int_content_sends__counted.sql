{#- One row per piece of content that colleagues used: how often, how many of them, with how many people, and how
    many of those looked at it later: by a use that says so, or a touch of theirs that is credited. -#}
with
    uses as (select * from {{ ref("int_content_uses__identified") }}),

    looks as (
        select content_key, recipient, used_at as looked_at
        from uses
        where action = 'opened'
        union all
        select content_key, person_key as recipient, touch_at as looked_at
        from {{ ref("fct_touchpoint") }}
        where is_credited and content_key is not null
    ),

    last_looks as (
        select content_key, recipient, max(looked_at) as looked_at
        from looks
        group by content_key, recipient
    ),

    recipients as (
        select content_key, recipient, min(used_at) as first_used_at
        from uses
        where action <> 'opened' and recipient is not null
        group by content_key, recipient
    ),

    reached as (
        select
            recipients.content_key,
            count(*) as count_recipients,
            {{ count_where("last_looks.looked_at >= recipients.first_used_at") }}
            as count_opened_after
        from recipients
        left join
            last_looks
            on last_looks.content_key = recipients.content_key
            and last_looks.recipient = recipients.recipient
        group by recipients.content_key
    ),

    used as (
        select
            content_key,
            count(*) as count_uses,
            count(distinct user_email) as count_users,
            max(used_at) as last_used_at
        from uses
        where action <> 'opened'
        group by content_key
    )

select
    used.content_key,
    used.count_uses,
    used.count_users,
    used.last_used_at,
    coalesce(reached.count_recipients, 0) as count_recipients,
    coalesce(reached.count_opened_after, 0) as count_opened_after
from used
left join reached on reached.content_key = used.content_key

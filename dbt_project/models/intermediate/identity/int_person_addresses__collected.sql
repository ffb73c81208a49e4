{#- One row per record and e-mail address, and whether the mailbox is one that several people read. -#}
with
    records as (select * from {{ ref("int_person_records__unioned") }} where is_alive),

    addresses as (
        select node, email
        from records
        union
        select id as node, {{ comparable_email("part") }} as email
        from ({{ list_parts("records", "node", "additional_emails") }}) as parts
    ),

    mailboxes as (
        select
            node,
            email,
            {{ list_part("email", "@", 2) }} as domain,
            {{ regex_replaced(list_part("email", "@", 1), "[+].*$", "") }} as mailbox
        from addresses
        where email is not null
    )

select
    mailboxes.node,
    mailboxes.email,
    whole.mailbox is not null
    or (beginning.mailbox is not null and length(beginning.mailbox) > 3)
    or throwaway.domain is not null as is_shared_mailbox
from mailboxes
left join
    {{ ref("role_mailboxes") }} as whole
    on whole.mailbox = translate(mailboxes.mailbox, 'a.-_0123456789', 'a')
left join
    {{ ref("role_mailboxes") }} as beginning
    on beginning.mailbox = {{ list_part("translate(mailboxes.mailbox, '-_', '..')", ".", 1) }}
left join {{ ref("disposable_mail_domains") }} as throwaway on throwaway.domain = mailboxes.domain

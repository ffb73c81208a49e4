{#- What the systems themselves say about two records being one company: ids and merges. -#}
with
    records as (select * from {{ ref("int_account_records__unioned") }})

    {{ stated_links("records", ref("int_account_decisions__read")) }}

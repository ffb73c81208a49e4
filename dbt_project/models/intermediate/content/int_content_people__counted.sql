{#- One row per piece of content: who met it in a way that is credited, how often, how often machines did, and the
    cycles that it made a lead or met before they became an MQL. -#}
with
    engaged as (
        select
            content_key,
            count(distinct case when is_credited then person_key end) as count_persons,
            {{ count_where("is_credited") }} as count_touches,
            {{ count_where("not is_human") }} as count_machine_touches
        from {{ ref("fct_touchpoint") }}
        where content_key is not null
        group by content_key
    ),

    became as (
        select
            content_key,
            {{ count_where("became = 'inquiry'") }} as count_leads,
            {{ count_where("became = 'mql'") }} as count_mqls
        from {{ ref("int_content_cycles__met") }}
        group by content_key
    )

select
    engaged.content_key,
    engaged.count_persons,
    engaged.count_touches,
    engaged.count_machine_touches,
    coalesce(became.count_leads, 0) as count_leads,
    coalesce(became.count_mqls, 0) as count_mqls
from engaged
left join became on became.content_key = engaged.content_key

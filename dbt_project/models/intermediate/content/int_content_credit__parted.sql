{#- One row per piece of content with a part in deals, conversion and rule of attribution, those that give it nothing
    among them. -#}
with
    parts as (select * from {{ ref("mart_content_attribution") }} where part = 'piece'),

    known as (
        select
            content_key,
            conversion,
            max(case when attributed_amount is not null then 1 else 0 end) = 1 as has_amount
        from parts
        group by content_key, conversion
    )

select
    known.content_key,
    known.conversion,
    models.code as model,
    case when known.has_amount then coalesce(parts.attributed_amount, 0) end as attributed_amount
from known
cross join {{ ref("glossary_attribution_models") }} as models
left join
    parts
    on parts.content_key = known.content_key
    and parts.conversion = known.conversion
    and parts.model = models.code

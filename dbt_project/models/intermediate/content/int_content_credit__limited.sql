{#- One row per piece of content with a part in deals: the least and the most that a rule gives it. Nothing where no
    deal of the conversion is known to be worth anything.
    No unit test: least and most of what int_content_credit__parted tells, whose test shows its boundaries. -#}
select
    content_key,
    max(case when conversion = 'created' then 1 else 0 end) = 1 as is_of_created,
    max(case when conversion = 'won' then 1 else 0 end) = 1 as is_of_won,
    min(case when conversion = 'created' then attributed_amount end) as created_lowest,
    max(case when conversion = 'created' then attributed_amount end) as created_highest,
    min(case when conversion = 'won' then attributed_amount end) as won_lowest,
    max(case when conversion = 'won' then attributed_amount end) as won_highest
from {{ ref("int_content_credit__parted") }}
group by content_key

-- A hit is a lead cycle that marketing generated and that reached a stage without the one before
-- it.
-- Imputation should have filled the gap: look at int_funnel_events__imputed.
select cycle_key
from {{ ref("mart_pipeline") }}
where
    cycle_type = 'marketing_generated'
    and (
        {%- for stage in funnel_stages()[1:] %}
            {% if not loop.first %}or {% endif %}
            (
                {{ stage | lower }}_at is not null
                and {{ funnel_stages()[loop.index0] | lower }}_at is null
            )
        {%- endfor %}
    )

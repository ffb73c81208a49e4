{#- What this run counts otherwise than the one before it: as it was (`before`, taken off) and as it is
    (`after`, added). So the sum of all rows is the difference of the numbers, in every period, channel and
    owner. A run that is repeated is compared with what was published before it. -#}
{%- set contribution = contribution_columns() -%}
{%- set ledger = restatement_columns() -%}
{%- set keys = contribution_key() -%}
{{
    config(
        meta={
            "reads_publication": {
                "marts.fct_metric_contribution": contribution | list,
                "marts.fct_restatement": ledger | list,
            }
        }
    )
}}

with
    published as (
        {{ previous_publication("fct_metric_contribution", contribution, schema="marts") }}
    ),

    told as ({{ previous_publication("fct_restatement", ledger, schema="marts") }}),

    runs as (
        select run_number, row_number() over (order by run_number desc) as recency
        from {{ ref("dim_run") }}
    ),

    this_run as (select run_number from runs where recency = 1),

    -- what was said by this run or one that it replaces
    taken_back as (
        select
            told.*,
            rank() over (
                partition by
                    {% for key in keys %} told.{{ key }} {{- "," if not loop.last }} {% endfor %}
                order by told.run_number
            ) as row_rank
        from told
        inner join this_run on told.run_number >= this_run.run_number
    ),

    before_it as (
        select
            {%- for column in contribution %}
                published.{{ column }} {{- "," if not loop.last }}
            {%- endfor %}
        from published
        left join taken_back on {{ is_same_contribution("published", "taken_back") }}
        where taken_back.metric_id is null
        union all
        select
            {%- for column in contribution %}
                {%- if column in ["numerator", "denominator"] %} -{{ column }} as {{ column }}
                {%- else %} {{ column }}
                {%- endif %}
                {{- "," if not loop.last }}
            {%- endfor %}
        from taken_back
        where row_rank = 1 and side = 'before'
    ),

    -- before the first publication there is nothing to differ from
    compared as (
        select before_it.* from before_it where exists (select 1 from runs where runs.recency = 2)
    ),

    present as (
        select contributions.*
        from {{ ref("fct_metric_contribution") }} as contributions
        where exists (select 1 from runs where runs.recency = 2)
    )

{%- for side, one, other, sign in [
        ("before", "compared", "present", "-"),
        ("after", "present", "compared", ""),
    ] %}
    select
        '{{ side }}' as side,
        {%- for column in contribution %}
            {%- if column in ["numerator", "denominator"] %}
                cast({{ sign }}{{ one }}.{{ column }} as {{ metric_type() }}) as {{ column }}
            {%- else %} {{ one }}.{{ column }}
            {%- endif %},
        {%- endfor %}
        coalesce(
            {{ other }}.metric_id is not null
            {%- for column in ["numerator", "denominator", "owner_key", "channel"] %}
                and {{ one }}.{{ column }} is not distinct from {{ other }}.{{ column }}
            {%- endfor %},
            false
        ) as is_of_another_team
    from {{ one }}
    left join {{ other }} on {{ is_same_contribution(one, other) }}
    where
        {{ other }}.metric_id is null
        {%- for column in ["numerator", "denominator", "owner_key", "team", "channel"] %}
            or {{ one }}.{{ column }} is distinct from {{ other }}.{{ column }}
        {%- endfor %}
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}

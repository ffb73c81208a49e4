{#- The pipeline of a period from its beginning to its end: what was open and due in it, what came, what changed
    and what went. begin + new + pulled_in + reopened + increased - decreased - moved_out - won - lost -
    deleted = end, in every scope; counts without the two in the middle. -#}
{%- set ways_in = ["begin", "new", "pulled_in", "reopened"] -%}
{%- set ways_out = ["moved_out", "won", "lost", "deleted", "end"] -%}
with
    movements as (select * from {{ ref("fct_pipeline_movement") }}),

    scoped as ({{ scoped("movements") }})

select
    period_type,
    period_start,
    period_end,
    scope_type,
    scope_value,
    is_complete
    {%- for column, ways, amount in [
        ("came", ways_in, "came_amount_corporate"),
        ("went", ways_out, "went_amount_corporate"),
    ] %}
        {%- for way in ways %}
            ,
            {{ count_where(column ~ " = '" ~ way ~ "'") }} as count_{{ way }},
            {{ sum_where(amount, column ~ " = '" ~ way ~ "'") }} as {{ way }}_amount_corporate
        {%- endfor %}
    {%- endfor %}
    {%- for change in ["increased", "decreased"] %}
        ,
        {{ count_where(change ~ "_amount_corporate > 0") }} as count_{{ change }},
        cast(
            sum({{ change }}_amount_corporate) as {{ money_type() }}
        ) as {{ change }}_amount_corporate
    {%- endfor %},
    {{ count_where("came_amount_corporate is null and went_amount_corporate is null") }}
    as count_without_amount,
    {{
        count_where(
            "coalesce(begin_evidence, end_evidence) in ('current', 'assumed')"
            " or end_evidence in ('current', 'assumed')"
        )
    }} as count_uncertain
from scoped
group by period_type, period_start, period_end, scope_type, scope_value, is_complete

{#- Every hand-over has one outcome: the counts of outcomes add up to those handed over. Whether it was ever
    rejected, recycled or returned, after an acceptance too, is counted beside. -#}
{%- set outcomes = [
    "accepted",
    "rejected",
    "recycled",
    "returned",
    "nobodys",
    "never_followed_up",
    "pending",
    "unseen",
] -%}
with
    handoffs as ({{ broken_down(ref("fct_lead_handoff")) }}),

    counted as (
        select
            breakdown,
            breakdown_value,
            count(*) as count_handed_over,
            {%- for outcome in outcomes %}
                {{ count_where("outcome = '" ~ outcome ~ "'") }} as count_{{ outcome }},
            {%- endfor %}
            {{ count_where("is_followed_up") }} as count_followed_up,
            {{ count_where("is_assigned") }} as count_assigned,
            {{ count_where("rejected_at is not null") }} as count_ever_rejected,
            {{ count_where("recycled_at is not null") }} as count_ever_recycled,
            {{ count_where("returned_at is not null") }} as count_ever_returned,
            {{ count_where("reason is not null") }} as count_with_reason
        from handoffs
        group by breakdown, breakdown_value
    ),

    settled as (
        select counted.*, count_handed_over - count_pending - count_unseen as count_settled
        from counted
    )

select
    breakdown,
    breakdown_value,
    count_handed_over,
    {%- for outcome in outcomes %} count_{{ outcome }}, {%- endfor %}
    count_settled,
    {%- for outcome in outcomes if outcome not in ["pending", "unseen"] %}
        {{ ratio("count_" ~ outcome, "count_settled") }} as share_{{ outcome }},
    {%- endfor %}
    count_followed_up,
    count_assigned,
    count_ever_rejected,
    count_ever_recycled,
    count_ever_returned,
    count_with_reason
from settled

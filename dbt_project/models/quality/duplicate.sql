-- Two records that are one, or may be: which of them should stay and why, what is to be done, and
-- the open pipeline of either.
with
    pairs as (select * from {{ ref("int_quality__duplicate_pairs") }}),

    known as (select * from {{ ref("int_quality__duplicate_records") }}),

    compared as (
        select
            pairs.*,
            one.kind,
            one.name,
            one.web_or_mail,
            one.created_at,
            one.opportunities,
            other.name as other_name,
            other.web_or_mail as other_web_or_mail,
            other.created_at as other_created_at,
            other.opportunities as other_opportunities,
            case
                when pairs.source_system <> pairs.other_source_system
                then null
                when one.is_attempt <> other.is_attempt
                then 'not_a_lead'
                when one.is_tied <> other.is_tied
                then 'tied'
                when one.opportunities <> other.opportunities
                then 'opportunities'
                when one.created_at <> other.created_at
                then 'older'
                else 'first'
            end as survivor_reason,
            one.is_attempt,
            one.is_tied
        from pairs
        inner join
            known as one
            on one.source_system = pairs.source_system
            and one.source_object = pairs.source_object
            and one.source_id = pairs.source_id
        inner join
            known as other
            on other.source_system = pairs.other_source_system
            and other.source_object = pairs.other_source_object
            and other.source_id = pairs.other_source_id
    ),

    decided as (
        select
            compared.*,
            case
                survivor_reason
                when 'not_a_lead'
                then not is_attempt
                when 'tied'
                then is_tied
                when 'opportunities'
                then opportunities > other_opportunities
                when 'older'
                then created_at < other_created_at
                when 'first'
                then
                    length(source_id) < length(other_source_id)
                    or (
                        length(source_id) = length(other_source_id)
                        and {{ byte_order("source_id") }} < {{ byte_order("other_source_id") }}
                    )
            end as is_survivor
        from compared
    ),

    amounts as (select * from {{ ref("int_quality__duplicate_amounts") }}),

    waived as (select finding_key from {{ ref("int_quality__waived") }} where is_waived),

    judged as (
        select
            decided.*,
            case
                when decided.certainty = 'to_decide'
                then 'decide'
                when decided.source_system <> decided.other_source_system
                then 'tie'
                when decided.survivor_reason = 'not_a_lead'
                then 'convert'
                else 'merge'
            end as action,
            rules.severity,
            rules.severity_weight,
            amounts.amount_corporate,
            amounts.amount_estimated,
            waived.finding_key is not null as is_waived
        from decided
        left join {{ ref("int_quality__rules") }} as rules on rules.rule_id = decided.rule_id
        left join amounts on amounts.pair_key = decided.pair_key
        left join waived on waived.finding_key = decided.finding_key
    )

select
    pair_key,
    kind,
    certainty,
    action,
    rule_id,
    finding_key,
    match_key,
    severity,
    why,
    cast(score as decimal(5, 4)) as score,
    source_system,
    source_object,
    source_id,
    name,
    web_or_mail,
    created_at,
    cast(opportunities as bigint) as opportunities,
    other_source_system,
    other_source_object,
    other_source_id,
    other_name,
    other_web_or_mail,
    other_created_at,
    cast(other_opportunities as bigint) as other_opportunities,
    is_survivor,
    survivor_reason,
    amount_corporate,
    amount_estimated,
    is_waived,
    row_number() over (
        order by
            case when is_waived then 1 else 0 end,
            {{ quality_worst_first("severity_weight", "amount_corporate", "amount_estimated") }},
            score desc nulls last,
            pair_key
    ) as duplicate_rank
from judged

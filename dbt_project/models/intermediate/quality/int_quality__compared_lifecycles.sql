-- Each living record of a person with a lifecycle stage, held to what another system knows of the
-- person's business: of all that it knows, what is furthest along. Behind is who bought, or has an
-- opportunity open, and is not called so; ahead is who is called a customer, of a company of which
-- no opportunity was ever won.
{%- set ranks -%}
    select
        max(case when code = '{{ funnel_stages()[-1] }}' then rank end) as won_rank,
        max(case when code = '{{ opportunity_stages()[0] }}' then rank end) as open_rank,
        max(case when code = '{{ handover_stage() }}' then rank end) as handover_rank
    from {{ ref("glossary_stages") }}
{%- endset %}

with
    ranks as ({{ ranks }}),

    people as (
        select source_system, source_object, source_id, person_key
        from {{ ref("int_persons__resolved") }}
        where is_alive
    ),

    told as (
        select
            buyers.person_key,
            opportunities.source_system,
            opportunities.source_object,
            opportunities.source_id,
            opportunities.stage_name as value,
            case when opportunities.is_won then ranks.won_rank else ranks.open_rank end as told_rank
        from {{ ref("int_opportunities__unified") }} as opportunities
        inner join
            {{ ref("int_opportunity_people__linked") }} as buyers
            on buyers.opportunity_key = opportunities.opportunity_key
            and buyers.is_primary
        cross join ranks
        where opportunities.is_won or opportunities.is_open
        union all
        select
            people.person_key,
            people.source_system,
            people.source_object,
            people.source_id,
            case when records.is_converted then 'converted' else 'nothing won' end as value,
            case when records.is_converted then ranks.handover_rank else 0 end as told_rank
        from people
        inner join
            {{ ref("cnf_persons") }} as records
            on records.source_system = people.source_system
            and records.source_object = people.source_object
            and records.source_id = people.source_id
        cross join ranks
    ),

    ranked as (
        select
            lifecycles.person_key,
            lifecycles.source_system,
            lifecycles.source_object,
            lifecycles.source_id,
            lifecycles.lifecycle_stage as value,
            lifecycles.claimed_rank,
            lifecycles.claim,
            told.source_system as other_source_system,
            told.source_object as other_source_object,
            told.source_id as other_source_id,
            told.value as other_value,
            told.told_rank,
            row_number() over (
                partition by
                    lifecycles.source_system,
                    lifecycles.source_object,
                    lifecycles.source_id,
                    told.source_system
                order by
                    told.told_rank desc,
                    {{ byte_order("told.source_object") }},
                    length(told.source_id),
                    {{ byte_order("told.source_id") }}
            ) as row_rank
        from {{ ref("int_quality__lifecycles") }} as lifecycles
        inner join
            told
            on told.person_key = lifecycles.person_key
            and told.source_system <> lifecycles.source_system
    )

select
    ranked.person_key,
    ranked.source_system,
    ranked.source_object,
    ranked.source_id,
    ranked.other_source_system,
    ranked.other_source_object,
    ranked.other_source_id,
    'lifecycle' as field,
    ranked.value,
    ranked.other_value,
    true as is_comparable,
    ranked.claimed_rank < ranked.told_rank
    or (
        coalesce(ranked.claim, '') = 'customer' and not coalesce(business.has_won, false)
    ) as is_conflict
from ranked
left join
    {{ ref("int_quality__people_in_business") }} as business
    on business.person_key = ranked.person_key
where ranked.row_rank = 1

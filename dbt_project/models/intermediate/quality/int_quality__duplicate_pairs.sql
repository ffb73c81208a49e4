-- Two records of a person or a company that are one, or may be: what rules found, each with the
-- record that it names, and every other pair that looks alike.
with
    found as (
        select finding_key, rule_id, source_system, source_object, source_id, other_value, detail
        from {{ ref("int_quality__failures") }}
        where rule_id in ('I001', 'I002', 'I003')
    ),

    people as (select * from {{ ref("int_quality__people_by_address") }}),

    proposals as (select * from {{ ref("match_proposal") }}),

    sides as (
        select
            match_key,
            score,
            source_system,
            source_object,
            source_id,
            other_source_system,
            other_source_object,
            other_source_id
        from proposals
        union all
        select
            match_key,
            score,
            other_source_system as source_system,
            other_source_object as source_object,
            other_source_id as source_id,
            source_system as other_source_system,
            source_object as other_source_object,
            source_id as other_source_id
        from proposals
    ),

    contacts as (
        select distinct
            leads.source_system,
            leads.source_object,
            leads.source_id,
            contacts.source_object as other_source_object,
            contacts.source_id as other_source_id
        from people as leads
        inner join
            people as contacts
            on contacts.email = leads.email
            and contacts.label = leads.label
            and contacts.source_system = leads.source_system
            and not contacts.is_attempt
        where leads.is_attempt
    ),

    -- the other record is of the same object, or of the one in which the rule found it
    paired as (
        select
            found.*,
            sides.match_key,
            sides.score,
            coalesce(
                contacts.other_source_object, sides.other_source_object, found.source_object
            ) as other_source_object,
            row_number() over (
                partition by found.finding_key
                order by
                    sides.score desc,
                    contacts.other_source_object,
                    sides.other_source_object,
                    sides.match_key
            ) as row_rank
        from found
        left join
            contacts
            on found.rule_id = 'I003'
            and contacts.source_system = found.source_system
            and contacts.source_object = found.source_object
            and contacts.source_id = found.source_id
            and contacts.other_source_id = found.other_value
        left join
            sides
            on found.rule_id <> 'I003'
            and sides.source_system = found.source_system
            and sides.source_object = found.source_object
            and sides.source_id = found.source_id
            and sides.other_source_system = found.source_system
            and sides.other_source_id = found.other_value
    ),

    told as (select * from paired where row_rank = 1)

select
    finding_key as pair_key,
    finding_key,
    rule_id,
    match_key,
    score,
    case when rule_id = 'I002' then 'very_likely' else 'certain' end as certainty,
    source_system,
    source_object,
    source_id,
    source_system as other_source_system,
    other_source_object,
    other_value as other_source_id,
    detail as why
from told
union all
select
    proposals.match_key as pair_key,
    {{ nothing("text") }} as finding_key,
    {{ nothing("text") }} as rule_id,
    proposals.match_key,
    proposals.score,
    case when proposals.state = 'merged' then 'very_likely' else 'to_decide' end as certainty,
    proposals.source_system,
    proposals.source_object,
    proposals.source_id,
    proposals.other_source_system,
    proposals.other_source_object,
    proposals.other_source_id,
    proposals.why
from proposals
left join told on told.match_key = proposals.match_key
where told.match_key is null

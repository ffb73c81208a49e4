{#- One row per deal that was agreed for so many months: the longest term of the contracts in force that count
    for it, where each of them has one. What was canceled ran for less, and nobody says for how much. -#}
with
    agreed as (
        select
            records.opportunity_key,
            stated.term_months,
            stated.status,
            {{ teller_rank("links", "records") }} as teller_rank
        from {{ ref("cnf_contract_opportunities") }} as links
        inner join
            {{ ref("int_opportunity_records__described") }} as records
            on records.source_system = links.source_system
            and records.source_object = links.opportunity_object
            and records.source_id = links.opportunity_id
        inner join
            {{ ref("int_contracts__stated") }} as stated
            on stated.source_system = links.source_system
            and stated.source_object = links.source_object
            and stated.source_id = links.source_id
    )

select opportunity_key, max(term_months) as term_months
from agreed
where teller_rank = 1 and status not in ('draft', 'in_approval', 'rejected')
group by opportunity_key
having
    count(*)
    = count(case when status in ('signed', 'scheduled', 'active', 'ended') then term_months end)

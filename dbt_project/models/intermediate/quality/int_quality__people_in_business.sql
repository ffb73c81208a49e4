-- Everybody of whom an opportunity of any system is known, the person's own, in whatever part, or
-- the company's; and whether one was ever won.
with
    known as (
        select buyers.person_key, opportunities.is_won
        from {{ ref("int_opportunity_people__linked") }} as buyers
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = buyers.opportunity_key
        union all
        select accounts.person_key, opportunities.is_won
        from {{ ref("int_person_accounts__matched") }} as accounts
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.account_key = accounts.account_key
    )

select person_key, max(case when is_won then 1 else 0 end) = 1 as has_won
from known
group by person_key

-- Opportunities and the account that their own record names, with when both were made. Accounts
-- that
-- were loaded with many others on one day, or that others were merged into, say nothing of how old
-- the business is.
-- No unit test: it reads the same field of every vendor; see tests/integration/quality.
with
    links as (
        select source_system, source_object, field, source_id, value as account_id
        from ({{ quality_filled_values(["account_id"]) }}) as filled_values
        where not is_placeholder
    ),

    opportunities as (select * from {{ ref("cnf_opportunities") }} where not is_deleted),

    every_account as (select * from {{ ref("cnf_accounts") }}),

    accounts as (
        select
            every_account.*,
            count(*) over (partition by source_system, cast(created_at as date)) as made_that_day
        from every_account
        where not is_deleted
    ),

    survivors as (
        select distinct source_system, merged_into from every_account where merged_into is not null
    )

select
    links.source_system,
    links.source_object,
    links.field,
    links.source_id,
    opportunities.created_at,
    accounts.created_at as account_created_at
from links
inner join
    opportunities
    on links.source_system = opportunities.source_system
    and links.source_object = opportunities.source_object
    and links.source_id = opportunities.source_id
inner join
    accounts
    on links.source_system = accounts.source_system
    and links.account_id = accounts.source_id
left join
    survivors
    on accounts.source_system = survivors.source_system
    and accounts.source_id = survivors.merged_into
where
    survivors.merged_into is null
    and accounts.made_that_day < {{ quality_parameter("accounts_of_a_load") }}
    and opportunities.created_at is not null
    and accounts.created_at is not null

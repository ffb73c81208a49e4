-- What each rule touches in currencies without a rate, told in these: the amounts that its findings
-- are about, and the open opportunities that hang on their records; each once. A sum in another
-- currency would be a guess.
with
    roles as (select * from {{ ref("cnf_field_roles") }}),

    unrated as (
        select
            source_system,
            source_object,
            source_id,
            'amount' as field_role,
            'opportunity ' || opportunity_key as amount_of,
            currency_code,
            amount
        from {{ ref("fct_opportunity") }}
        where amount_conversion = 'missing_rate'
        union all
        select
            source_system,
            source_object,
            source_id,
            'cost' as field_role,
            'cost ' || spend_key as amount_of,
            currency_code,
            spend_amount as amount
        from {{ ref("fct_marketing_spend") }}
        where is_counted and amount_conversion = 'missing_rate'
    ),

    -- union leaves one of each
    touched as (
        select failures.rule_id, unrated.amount_of, unrated.currency_code, unrated.amount
        from {{ ref("int_quality__open_failures") }} as failures
        inner join
            roles
            on roles.source_system = failures.source_system
            and roles.source_object = failures.source_object
            and roles.field = failures.field
        inner join
            unrated
            on unrated.source_system = failures.source_system
            and unrated.source_object = failures.source_object
            and unrated.source_id = failures.source_id
            and unrated.field_role = roles.field_role
        union
        select records.rule_id, unrated.amount_of, unrated.currency_code, unrated.amount
        from {{ ref("int_quality__touched_records") }} as records
        inner join
            {{ ref("int_quality__failed_record_opportunities") }} as links
            on links.source_system = records.source_system
            and links.source_object = records.source_object
            and links.source_id = records.source_id
        inner join unrated on unrated.amount_of = 'opportunity ' || links.opportunity_key
    ),

    told as (
        select
            rule_id,
            {{ quality_told_number("cast(sum(amount) as decimal(28, 2))") }}
            || ' '
            || coalesce(currency_code, 'in a currency that nobody names') as told,
            row_number() over (
                partition by rule_id order by count(*) desc, {{ byte_order("currency_code") }}
            ) as row_rank
        from touched
        group by rule_id, currency_code
    )

select rule_id, {{ quality_first_three("told", "row_rank") }} as unrated_amounts
from told
group by rule_id

{{ config(materialized="view") }}

-- An amount that nobody may read is not a missing one. One that is there and is no number says so;
-- one that somebody wrote into many at once is no amount of any.
with
    amounts as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'amount'
    ),

    settled_opportunities as (
        select
            opportunities.source_system,
            opportunities.source_object,
            amounts.field,
            opportunities.source_id,
            opportunities.created_date,
            coalesce(opportunities.amount, 0) <= 0 as is_failed
        from {{ ref("fct_opportunity") }} as opportunities
        inner join
            amounts
            on opportunities.source_system = amounts.source_system
            and opportunities.source_object = amounts.source_object
        where
            opportunities.is_open
            and opportunities.created_at
            < {{ dbt.dateadd("day", "-" ~ quality_parameter("grace_days"), as_of()) }}
    ),

    misfits as (select * from {{ ref("misfit") }})

select
    'D002' as rule_id,
    opportunities.source_system,
    opportunities.source_object,
    opportunities.field,
    opportunities.source_id,
    opportunities.is_failed or bulk_fills.told is not null as is_failed,
    case
        when opportunities.is_failed and misfits.value is not null
        then
            'an amount is there and is no number: '''
            || misfits.value
            || ''''
            || case
                when misfits.reading = 'ambiguous'
                then ' (whether the comma groups digits depends on the country)'
                when misfits.reads_as_number is not null
                then
                    ' (plainly '
                    -- of the six places written, two and what is not zero
                    || {{
                        regex_replaced(
                            as_text("cast(misfits.reads_as_number as decimal(28, 6))"),
                            "0{1,4}$",
                            "",
                        )
                    }}
                    || ')'
                else ''
            end
            || '; no total contains it'
        when opportunities.is_failed
        then 'no amount, created on ' || cast(opportunities.created_date as {{ dbt.type_string() }})
        else bulk_fills.told
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from settled_opportunities as opportunities
left join
    misfits
    on opportunities.source_system = misfits.source_system
    and opportunities.source_object = misfits.source_object
    and opportunities.field = misfits.field
    and opportunities.source_id = misfits.source_id
left join
    {{ ref("int_quality__bulk_fills") }} as bulk_fills
    on opportunities.source_system = bulk_fills.source_system
    and opportunities.source_object = bulk_fills.source_object
    and opportunities.field = bulk_fills.field
    and opportunities.source_id = bulk_fills.source_id
left join
    {{ ref("int_quality__unseen") }} as unseen
    on opportunities.source_system = unseen.source_system
    and opportunities.source_object = unseen.source_object
    and opportunities.field = unseen.field
where unseen.field is null

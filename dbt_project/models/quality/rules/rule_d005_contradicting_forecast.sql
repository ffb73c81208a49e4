-- Only what cannot be true. A category or a chance that a person sets against the stage's own is
-- an override that the CRM permits, and no fault. An open stage that was set up as certain or
-- hopeless is the company's own.
with
    roles as (
        select
            source_system,
            source_object,
            max(case when field_role = 'forecast_category' then field end) as category_field,
            max(case when field_role = 'probability' then field end) as probability_field
        from {{ ref("cnf_field_roles") }}
        group by source_system, source_object
    ),

    records as (
        select
            described.source_system,
            described.source_object,
            described.source_id,
            roles.category_field,
            roles.probability_field,
            described.stage_name,
            described.forecast_category,
            described.forecast_kind,
            described.probability,
            stages.probability_ratio as stage_probability,
            case
                when described.is_won then 'won' when described.is_closed then 'lost' else 'open'
            end as outcome
        from {{ ref("int_opportunity_records__described") }} as described
        inner join
            roles
            on described.source_system = roles.source_system
            and described.source_object = roles.source_object
        left join
            {{ ref("int_opportunity_stages__described") }} as stages
            on described.source_system = stages.source_system
            and described.source_object = stages.source_object
            and described.stage_value = stages.stage_value
        where described.is_main
    ),

    judged as (
        select
            records.*,
            coalesce(
                case
                    outcome
                    when 'open'
                    then forecast_kind = 'closed'
                    when 'won'
                    then forecast_kind = 'open'
                    else forecast_kind in ('open', 'closed')
                end,
                false
            ) as is_category_wrong,
            coalesce(
                case
                    when probability not between 0 and 1
                    then true
                    when outcome = 'won'
                    then probability <> 1
                    when outcome = 'lost'
                    then probability <> 0
                    else
                        probability in (0, 1)
                        and stage_probability is not null
                        and stage_probability <> probability
                end,
                false
            ) as is_probability_wrong
        from records
        where forecast_kind is not null or probability is not null
    )

select
    'D005' as rule_id,
    source_system,
    source_object,
    case when is_category_wrong then category_field else probability_field end as field,
    source_id,
    is_category_wrong or is_probability_wrong as is_failed,
    case
        when is_category_wrong
        then outcome || ' (' || stage_name || '), forecast as ' || forecast_category
        when is_probability_wrong
        then
            outcome
            || ' ('
            || stage_name
            || '), with a chance of '
            || {{ as_text("cast(round(100 * probability, 0) as integer)") }}
            || ' per cent'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from judged

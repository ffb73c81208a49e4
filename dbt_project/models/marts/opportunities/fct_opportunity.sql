select
    opportunities.opportunity_key,
    opportunities.source_system,
    opportunities.source_object,
    opportunities.source_id,
    {%- for id in source_ids("opportunity") %} opportunities.{{ id.column }}, {%- endfor %}
    opportunities.name,
    opportunities.account_key,
    accounts.name as company_name,
    accounts.country as company_country,
    opportunities.owner_key,
    assigned.cycle_key,
    coalesce(
        persons.channel,
        sources.channel,
        case when opportunities.source_value is null then 'unknown' else 'unmapped' end
    ) as channel,
    opportunities.stage_name,
    opportunities.shared_stage,
    opportunities.stage_category,
    opportunities.forecast_category,
    opportunities.opportunity_type,
    opportunities.probability_ratio,
    opportunities.amount,
    opportunities.currency_code,
    opportunities.amount_corporate,
    opportunities.amount_conversion,
    opportunities.created_at,
    opportunities.created_date,
    opportunities.close_date,
    opportunities.is_open,
    opportunities.is_won,
    opportunities.is_lost,
    -- a negative duration would enter every average: it is flagged and has no length
    case
        when not opportunities.is_open and opportunities.close_date >= opportunities.created_date
        then {{ days_between("opportunities.created_date", "opportunities.close_date") }}
    end as days_to_close,
    coalesce(
        not opportunities.is_open and opportunities.close_date < opportunities.created_date, false
    ) as is_closed_before_created,
    calendars.today as as_of_date
from {{ ref("int_opportunities__unified") }} as opportunities
inner join
    {{ ref("int_opportunity_cycles__assigned") }} as assigned
    on assigned.opportunity_key = opportunities.opportunity_key
inner join
    {{ ref("int_calendars__today") }} as calendars on calendars.system = opportunities.source_system
left join {{ ref("int_persons__described") }} as persons on persons.person_key = assigned.person_key
left join
    {{ ref("cnf_accounts") }} as accounts
    on accounts.source_system = opportunities.account_system
    and accounts.source_object = opportunities.account_object
    and accounts.source_id = opportunities.account_id
left join
    {{ ref("glossary_source_channels") }} as sources
    on sources.system = opportunities.source_system
    and sources.normalised_value = {{ comparable_source("opportunities.source_value") }}

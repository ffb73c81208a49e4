{#- What each form, mailing, page and document did. Whoever met content is compared with those who did not: they differ
    in more than that, so the difference of win rates shows what goes together, and not what brought it
    about; its interval is Newcombe's, of the two Wilson intervals. -#}
with
    contents as (select * from {{ ref("dim_content") }}),

    -- of what kind of record persons are seen at all: visits that name nobody show none
    seen as (
        select distinct contents.source_system, contents.source_object
        from {{ ref("fct_touchpoint") }} as touches
        inner join contents on contents.content_key = touches.content_key
    ),

    told as (
        select
            contents.*,
            seen.source_object is not null
            and coalesce(mailings.log, 'whole') <> 'none' as sees_persons,
            (select count(*) from {{ ref("cnf_content_uses") }}) > 0 as sees_sales
        from contents
        left join
            seen
            on seen.source_system = contents.source_system
            and seen.source_object = contents.source_object
        left join
            {{ ref("mart_mailing") }} as mailings on mailings.content_key = contents.content_key
    ),

    together as (
        select
            told.*,
            reach.basis as reach_basis,
            reach.count_reached,
            {{ known_if("told.sees_persons", "people.count_persons") }} as count_engaged_persons,
            {{ known_if("told.sees_persons", "people.count_touches") }} as count_touches,
            {{ known_if("told.sees_persons", "people.count_machine_touches") }}
            as count_machine_touches,
            {{ known_if("told.sees_persons", "people.count_leads") }} as count_leads,
            {{ known_if("told.sees_persons", "people.count_mqls") }} as count_mqls,
            {{ known_if("told.sees_persons", "deals.count_touched") }}
            as count_opportunities_touched,
            deals.first_met_on,
            deals.amount_touched,
            deals.count_without_amount,
            deals.count_touched_won,
            deals.count_touched_closed,
            deals.count_untouched_won,
            deals.count_untouched_closed,
            case
                when credited.is_of_created
                then credited.created_lowest
                when told.sees_persons
                then 0
            end as created_lowest,
            case
                when credited.is_of_created
                then credited.created_highest
                when told.sees_persons
                then 0
            end as created_highest,
            case
                when credited.is_of_won then credited.won_lowest when told.sees_persons then 0
            end as won_lowest,
            case
                when credited.is_of_won then credited.won_highest when told.sees_persons then 0
            end as won_highest,
            {{ known_if("told.sees_sales", "sends.count_uses") }} as count_sales_uses,
            {{ known_if("told.sees_sales", "sends.count_users") }} as count_sales_users,
            sends.last_used_at,
            {{ known_if("told.sees_sales", "sends.count_recipients") }} as count_recipients,
            {{ known_if("told.sees_sales", "sends.count_opened_after") }} as count_opened_after,
            {{
                rate_with_interval(
                    "deals.count_touched_won", "deals.count_touched_closed", "touched_win_rate"
                )
            }},
            {{
                rate_with_interval(
                    "deals.count_untouched_won",
                    "deals.count_untouched_closed",
                    "untouched_win_rate",
                )
            }}
        from told
        left join
            {{ ref("int_content_reach__counted") }} as reach on reach.content_key = told.content_key
        left join
            {{ ref("int_content_people__counted") }} as people
            on people.content_key = told.content_key
        left join
            {{ ref("int_content_deals__touched") }} as deals on deals.content_key = told.content_key
        left join
            {{ ref("int_content_credit__limited") }} as credited
            on credited.content_key = told.content_key
        left join
            {{ ref("int_content_sends__counted") }} as sends on sends.content_key = told.content_key
    )

select
    content_key,
    source_system,
    source_object,
    source_id,
    content_kind,
    name,
    title,
    campaign_key,
    made_at,
    first_met_on,
    reach_basis,
    count_reached,
    count_engaged_persons,
    count_touches,
    count_machine_touches,
    count_leads,
    count_mqls,
    count_opportunities_touched,
    cast(amount_touched as {{ money_type() }}) as amount_touched_corporate,
    count_without_amount,
    cast(created_lowest as {{ money_type() }}) as attributed_created_amount_lowest,
    cast(created_highest as {{ money_type() }}) as attributed_created_amount_highest,
    cast(won_lowest as {{ money_type() }}) as attributed_won_amount_lowest,
    cast(won_highest as {{ money_type() }}) as attributed_won_amount_highest,
    count_touched_won,
    count_touched_closed,
    touched_win_rate,
    touched_win_rate_low,
    touched_win_rate_high,
    count_untouched_won,
    count_untouched_closed,
    untouched_win_rate,
    untouched_win_rate_low,
    untouched_win_rate_high,
    touched_win_rate - untouched_win_rate as win_rate_difference,
    {{ newcombe_bound("touched_win_rate", "untouched_win_rate", "-") }} as win_rate_difference_low,
    {{ newcombe_bound("touched_win_rate", "untouched_win_rate", "+") }} as win_rate_difference_high,
    {{ is_share_judged("count_touched_closed") }}
    and {{ is_share_judged("count_untouched_closed") }} as is_difference_judged,
    count_sales_uses,
    count_sales_users,
    last_used_at,
    count_recipients,
    count_opened_after,
    {{ rate_with_interval("count_opened_after", "count_recipients", "opened_after_rate") }}
from together

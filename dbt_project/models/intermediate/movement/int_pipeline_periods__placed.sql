{#- The same with how the opportunity came into the pipeline of the period, and how it left. What it was just
    before the period says how it came in, what it is at its end how it left; what it was in between only
    says whether it touched the period at all. -#}
with
    states as (select * from {{ ref("fct_opportunity_state") }}),

    ends as (
        select
            touched.*,
            begins.opportunity_key is not null as is_there_before,
            begins.is_open as was_open,
            begins.close_date >= touched.period_start
            and begins.close_date < touched.next_start as was_due,
            begins.stage_category as begin_category,
            begins.stage_name as begin_stage_name,
            begins.close_date as begin_close_date,
            begins.amount_corporate as begin_amount,
            begins.evidence as begin_evidence,
            lasts.stage_category as end_category,
            coalesce(
                lasts.close_date >= touched.period_start and lasts.close_date < touched.next_start,
                false
            ) as is_due,
            lasts.ends_deleted and lasts.valid_to_at < touched.ends_at as is_deleted,
            lasts.stage_name as end_stage_name,
            lasts.close_date as end_close_date,
            lasts.amount_corporate as end_amount,
            lasts.evidence as end_evidence,
            lasts.owner_key,
            lasts.source_system,
            lasts.source_object,
            lasts.source_id
        from {{ ref("int_pipeline_periods__touched") }} as touched
        inner join
            states as lasts
            on lasts.opportunity_key = touched.opportunity_key
            and lasts.state_number = touched.end_number
        left join
            states as begins
            on begins.opportunity_key = touched.opportunity_key
            and begins.state_number = touched.begin_number
            and (begins.valid_to_at is null or begins.valid_to_at >= touched.starts_at)
    )

select
    ends.*,
    case
        when not is_there_before
        then 'new'
        when not was_open
        then 'reopened'
        when was_due
        then 'begin'
        else 'pulled_in'
    end as came,
    case
        when is_deleted
        then 'deleted'
        when end_category <> 'open'
        then end_category
        when is_due
        then 'end'
        else 'moved_out'
    end as went
from ends

{#- One row per person and time they went through the funnel. Evidence of interest opens a cycle; the
    first such evidence after the person was disqualified or recycled, or long enough after their
    deal was closed, opens the next. -#}
{%- set always = codes_in(opening_stages("always")) -%}
with
    evidence as (select * from {{ ref("int_stage_evidence__collected") }}),

    interested as (select distinct person_key from evidence where stage_code in {{ always }}),

    -- two systems often tell of one moment: counted twice, its ways out would be twice as many
    starters as (
        select distinct
            evidence.person_key,
            evidence.assigned_at,
            evidence.stage_code in {{ always }} as is_interest
        from evidence
        left join interested on interested.person_key = evidence.person_key
        where
            evidence.stage_code in {{ always }}
            or (
                evidence.stage_code in {{ codes_in(opening_stages("alone")) }}
                and interested.person_key is null
            )
    ),

    exits as (
        select person_key, assigned_at as reopens_at
        from evidence
        where stage_code in {{ codes_in(lead_exits()) }}
        union all
        select
            people.person_key,
            {{
                start_of_local_date(
                    dbt.dateadd(
                        "day", glossary("recycle_idle_days") | trim, "opportunities.close_date"
                    ),
                    "opportunities.time_zone",
                )
            }} as reopens_at
        from {{ ref("int_opportunity_people__linked") }} as people
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = people.opportunity_key
        where people.is_primary and not opportunities.is_open
    ),

    counted as (
        select
            starters.person_key,
            starters.assigned_at,
            starters.is_interest,
            count(exits.reopens_at) as exits_before
        from starters
        left join
            exits
            on exits.person_key = starters.person_key
            and exits.reopens_at < starters.assigned_at
        group by starters.person_key, starters.assigned_at, starters.is_interest
    ),

    cycles as (
        select
            person_key,
            exits_before,
            min(assigned_at) as starts_at,
            max(case when is_interest then 1 else 0 end) = 1 as began_with_interest
        from counted
        group by person_key, exits_before
    ),

    numbered as (
        select
            cycles.*, row_number() over (partition by person_key order by exits_before) as row_rank
        from cycles
    )

select
    {{ dbt.hash("'lead cycle:' || person_key || ':' || " ~ as_text("row_rank")) }} as cycle_key,
    person_key,
    row_rank,
    starts_at,
    lead(starts_at) over (partition by person_key order by row_rank) as next_starts_at,
    began_with_interest
from numbered

{{ config(materialized="ephemeral") }}
{#- What happened with opportunities, one row per event: each is a change from one state of fct_opportunity_state
    to the next. Deleted ones have no story. -#}
with
    states as (
        select
            states.*,
            opportunities.account_key,
            opportunities.channel,
            states.state_number = 1 as is_first,
            lag(states.stage_name) over lives as previous_stage_name,
            lag(states.stage_category) over lives as previous_category,
            lag(states.amount) over lives as previous_amount,
            lag(states.close_date) over lives as previous_close_date,
            lag(states.owner_key) over lives as previous_owner_key
        from {{ ref("fct_opportunity_state") }} as states
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = states.opportunity_key
        window lives as (partition by states.opportunity_key order by states.state_number)
    )

    {#- kind: place, condition, words, evidence, and whether the amount belongs to it -#}
    {%- set moved = "stage_category is distinct from previous_category" -%}
    {%- set events = {
        "opportunity_created": [
            600,
            "is_first",
            "'opportunity opened' || coalesce(' in ' || case when is_open then stage_name end, '')",
            "stage_evidence",
            true,
        ],
        "opportunity_owner": [
            610,
            "not is_first and owner_key is distinct from previous_owner_key",
            "case when owner_key is null then 'opportunity has no owner any more' else 'opportunity has a new owner' end",
            "owner_evidence",
            false,
        ],
        "opportunity_stage": [
            620,
            "not is_first and is_open and previous_category = 'open' and stage_name is distinct from previous_stage_name",
            "'moved' || coalesce(' from ' || previous_stage_name, '') || coalesce(' to ' || stage_name, '')",
            "stage_evidence",
            false,
        ],
        "amount": [
            630,
            "not is_first and amount is distinct from previous_amount",
            "case when amount is null then 'amount taken away' when previous_amount is null then 'amount set' when amount > previous_amount then 'amount raised' else 'amount lowered' end",
            "amount_evidence",
            true,
        ],
        "close_date": [
            640,
            "not is_first and close_date is distinct from previous_close_date",
            "'close date ' || coalesce('moved from ' || "
            ~ as_text("previous_close_date")
            ~ ", 'set') || coalesce(' to ' || "
            ~ as_text("close_date")
            ~ ", ', now none')",
            "close_date_evidence",
            false,
        ],
        "reopened": [
            650,
            "is_open and previous_category <> 'open'",
            "'re-opened' || coalesce(' in ' || stage_name, '')",
            "stage_evidence",
            true,
        ],
        "won": [660, "is_won and " ~ moved, "'won'", "stage_evidence", true],
        "lost": [670, "is_lost and " ~ moved, "'lost'", "stage_evidence", true],
    } -%}
{%- for kind, (place, condition, words, evidence, is_of_amount) in events.items() %}
    select
        {{ nothing("text") }} as person_key,
        account_key,
        opportunity_key,
        valid_from_at as happened_at,
        case when {{ evidence }} = 'assumed' then 'assumed' else 'instant' end as dated_by,
        '{{ kind }}' as kind,
        {{ place }} as place,
        {{ words }} as what,
        source_system,
        source_object,
        source_id,
        channel,
        owner_key,
        {{ "amount_corporate" if is_of_amount else nothing("decimal(24, 4)") }} as amount_corporate,
        opportunity_key || ':' || {{ as_text("state_number") }} as event_id
    from states
    where {{ condition }}
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}

{#- One row per opportunity and span of time in which nothing about it changed, from when it was made to when
    it was deleted, with the evidence for each attribute. -#}
{%- set attributes = opportunity_attributes() | list + ["probability"] -%}
with
    lives as (select * from {{ ref("int_opportunity_lives__listed") }}),

    compared as (
        select
            changes.*,
            lag(value) over changes_of_one as value_before,
            lag(evidence) over changes_of_one as evidence_before
        from {{ ref("int_opportunity_changes__completed") }} as changes
        window changes_of_one as (partition by opportunity_key, attribute order by changed_at)
    ),

    changed as (
        select
            opportunity_key,
            changed_at
            {%- for attribute in attributes %}
                ,
                max(
                    case when attribute = '{{ attribute }}' then value end
                ) as {{ attribute }}_value,
                max(
                    case when attribute = '{{ attribute }}' then evidence end
                ) as {{ attribute }}_evidence
            {%- endfor %}
        from compared
        where
            evidence_before is null
            or evidence_before <> evidence
            or value is distinct from value_before
        group by opportunity_key, changed_at
    ),

    -- what did not change then is what it was at the last change of it
    numbered as (
        select
            changed.*
            {%- for attribute in attributes %}
                ,
                count({{ attribute }}_evidence) over (
                    partition by opportunity_key order by changed_at
                ) as {{ attribute }}_number
            {%- endfor %}
        from changed
    ),

    filled as (
        select
            opportunity_key,
            changed_at,
            lead(changed_at) over (
                partition by opportunity_key order by changed_at
            ) as next_changed_at
            {%- for attribute in attributes %}
                {%- for part in ["value", "evidence"] %}
                    ,
                    max({{ attribute }}_{{ part }}) over (
                        partition by opportunity_key, {{ attribute }}_number
                    ) as {{ attribute }}_{{ part }}
                {%- endfor %}
            {%- endfor %}
        from numbered
    ),

    spans as (
        select
            filled.*,
            lives.source_system,
            lives.source_object,
            lives.source_id,
            lives.owner_object,
            lives.stage_value as present_stage_value,
            lives.stage_category as present_stage_category,
            lives.probability_ratio as present_probability_ratio,
            lives.amount as present_amount,
            lives.home_amount as present_home_amount,
            lives.ended_at,
            -- not coalesce: the earlier of the two, or the one that is known
            {{ least_of(["filled.next_changed_at", "lives.ended_at"]) }} as left_at
        from filled
        inner join lives on lives.opportunity_key = filled.opportunity_key
        where lives.ended_at is null or filled.changed_at < lives.ended_at
    )

select
    spans.opportunity_key,
    row_number() over (
        partition by spans.opportunity_key order by spans.changed_at
    ) as state_number,
    spans.changed_at as valid_from_at,
    spans.left_at as valid_to_at,
    coalesce(spans.left_at = spans.ended_at, false) as ends_deleted,
    spans.source_system,
    spans.source_object,
    spans.source_id,
    nullif(spans.stage_value, '') as stage_value,
    coalesce(described.stage_label, nullif(spans.stage_value, '')) as stage_name,
    {{
        category_of_stage(
            "spans.stage_value",
            ["spans.present_stage_value", "spans.present_stage_category"],
            "described",
            "shared",
        )
    }} as stage_category,
    cast(spans.amount_value as {{ money_type() }}) as amount,
    case
        when cast(spans.amount_value as {{ money_type() }}) = spans.present_amount
        then spans.present_home_amount
    end as home_amount,
    -- at what rate the vendor turns amounts of this record into its own currency
    cast(spans.present_home_amount as {{ double_type() }})
    / nullif(cast(spans.present_amount as {{ double_type() }}), 0) as vendor_rate,
    spans.currency_value as currency_code,
    cast(spans.close_date_value as date) as close_date,
    owners.owner_key,
    spans.forecast_category_value as forecast_category,
    coalesce(
        cast(spans.probability_value as decimal(18, 6)),
        case
            when spans.stage_value = spans.present_stage_value then spans.present_probability_ratio
        end,
        {{ chance("described.probability_ratio") }}
    ) as probability_ratio,
    spans.stage_evidence,
    spans.amount_evidence,
    spans.close_date_evidence,
    spans.owner_evidence
from spans
left join
    {{ ref("int_opportunity_stages__described") }} as described
    on described.source_system = spans.source_system
    and described.source_object = spans.source_object
    and described.stage_value = spans.stage_value
left join
    {{ ref("glossary_opportunity_stages") }} as shared
    on shared.system = spans.source_system
    and shared.value = spans.stage_value
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = spans.source_system
    and owners.source_object = spans.owner_object
    and owners.source_id = spans.owner_value

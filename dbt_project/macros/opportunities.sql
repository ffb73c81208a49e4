{#- What the record of an opportunity says of its end, with its stage (both joined under these names):
    its own closed and won flags count first, those of its stage next. -#}
{% macro is_closed_record(record="records", stage="stages") -%}
    coalesce({{ record }}.is_closed, {{ stage }}.is_closed, {{ record }}.is_won, false)
{%- endmacro %}


{% macro is_won_record(record="records", stage="stages") -%}
    coalesce({{ record }}.is_won, {{ stage }}.stage_category = 'won', false)
{%- endmacro %}


{#- The day it closed or is to close, as picked in its system's calendar. -#}
{% macro picked_close_date(record="records", zone="calendars.time_zone") -%}
    case
        when {{ record }}.close_date is not null
        then {{ record }}.close_date
        -- the calendar's first day has no day before it, in whatever time zone
        when {{ record }}.closed_at < timestamp '0001-01-02 00:00:00'
        then date '0001-01-01'
        else {{ local_date(record ~ ".closed_at", zone) }}
    end
{%- endmacro %}


{#- What the stage of a visit makes of the opportunity: the stage in which it stands is judged by its own
    flags. `present` is its stage and that stage's category, `described` the vendor's and `shared` the
    glossary's stage. -#}
{% macro category_of_stage(stage_value, present, described, shared) -%}
    case
        when {{ stage_value }} = {{ present[0] }}
        then {{ present[1] }}
        when {{ described }}.stage_value is not null
        then {{ described }}.stage_category
        else coalesce({{ shared }}.shared_outcome, 'open')
    end
{%- endmacro %}


{#- A chance of winning, exact; one of 150 per cent is nobody's estimate. -#}
{% macro chance(expression) -%}
    case
        when {{ expression }} between 0 and 1
        then {{ exact(expression, "decimal(18, 6)", limit=1000000) }}
    end
{%- endmacro %}


{#- The attributes of an opportunity of which a record holds the present value, and the columns that do. -#}
{% macro opportunity_attributes() -%}
    {{
        return(
            {
                "stage": "stage_value",
                "amount": "amount",
                "close_date": "close_date",
                "owner": "owner_id",
                "forecast_category": "forecast_category",
                "currency": "currency_code",
            }
        )
    }}
{%- endmacro %}


{#- Body of a query: one row per row of the relation and attribute, with its value as text; `also` are
    columns that go with it. -#}
{% macro attribute_rows(relation, also) -%}
    {%- for attribute, column in opportunity_attributes().items() %}
        select {{ also }}, '{{ attribute }}' as attribute, {{ as_text(column) }} as value
        from {{ relation }}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}


{#- Which record of an opportunity tells of what hangs on it (its quotes, its contracts): 1 is the record that
    represents it, or, where nothing hangs on that one, the first other one. A window over rows that have
    `links`' record of an opportunity, and `records`' opportunity of it. -#}
{% macro teller_rank(links, records=none) -%}
    {%- set records = records or links -%}
    dense_rank() over (
        partition by {{ records }}.opportunity_key
        order by
            case when {{ records }}.is_main then 0 else 1 end,
            {{ links }}.source_system,
            {{ links }}.opportunity_object,
            length({{ links }}.opportunity_id),
            {{ byte_order(links ~ ".opportunity_id") }}
    )
{%- endmacro %}

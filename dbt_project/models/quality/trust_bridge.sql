{%- set columns = {
    "as_of": "timestamp",
    "cause": "text",
    "opportunities": "bigint",
    "score_change": "decimal(18,6)",
} -%}
{{
    config(
        meta={
            "reads_publication": {
                "quality.trust_bridge": columns | list,
            }
        }
    )
}}
{#- What is left of the score after each step, in this order: which opportunities count, what they
    weigh, and how much of that is doubted. Rules that changed come first and last, so that what lies
    between is by rules that both publications had. -#}
{%- set steps = [
    ("start", "was_open", "weight_before", "doubt_before"),
    ("rules", "was_open", "weight_before", "kept_doubt_before"),
    ("left", "was_open and is_open", "weight_before", "kept_doubt_before"),
    (
        "fixed",
        "was_open and is_open",
        "weight_before",
        least_of(["kept_doubt_before", "kept_doubt"]),
    ),
    ("broken", "was_open and is_open", "weight_before", "kept_doubt"),
    ("amount", "was_open and is_open", "weight", "kept_doubt"),
    ("new", "is_open", "weight", "kept_doubt"),
    ("rules", "is_open", "weight", "doubt"),
] -%}
{%- set touched = {
    "left": "not is_open",
    "fixed": "was_open and is_open and kept_doubt < kept_doubt_before",
    "broken": "was_open and is_open and kept_doubt > kept_doubt_before",
    "amount": "was_open and is_open and weight <> weight_before",
    "new": "not was_open",
    "rules": "kept_doubt_before <> doubt_before or kept_doubt <> doubt",
} %}

-- No unit test: it reads tables of the publication before, which dbt has no rows for; its
-- boundaries
-- and sums are shown in tests/integration/quality/test_bridge.py.
with
    run as (select {{ as_of() }} as as_of),

    known as ({{ previous_publication("trust_bridge", columns) }}),

    deals as (select * from {{ ref("int_quality__opportunities_since_publication") }}),

    sums as (
        {%- for cause, counts, weight, doubt in steps %}
            select
                {{ loop.index }} as place,
                '{{ cause }}' as cause,
                cast(
                    sum(
                        case when {{ counts }} then {{ weight }} * (1 - {{ doubt }}) end
                    ) as decimal(28, 6)
                ) as trusted,
                cast(sum(case when {{ counts }} then {{ weight }} end) as decimal(28, 6)) as amount
            from deals
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    ),

    scores as (select place, cause, {{ ratio("trusted", "amount") }} as score from sums),

    ends as (
        select
            max(case when place = 1 then score end) as score_before,
            max(case when place = {{ steps | length }} then score end) as score_now
        from scores
    ),

    -- where a step leaves nothing to score, what it was at the start stands until one does
    moved as (
        select
            scores.place,
            scores.cause,
            coalesce(
                scores.score,
                ends.score_before
            ) - lag(coalesce(scores.score, ends.score_before)) over (
                order by scores.place
            ) as score_change
        from scores
        cross join ends
        where ends.score_before is not null and ends.score_now is not null
    ),

    counted as (
        {%- for cause, which in touched.items() %}
            select '{{ cause }}' as cause, {{ count_where(which) }} as opportunities
            from deals
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    ),

    told as (
        select known.as_of, known.cause, known.opportunities, known.score_change
        from known
        cross join run
        where known.as_of <= run.as_of
        union all
        select
            run.as_of,
            moved.cause,
            max(counted.opportunities) as opportunities,
            sum(moved.score_change) as score_change
        from moved
        cross join run
        inner join counted on counted.cause = moved.cause
        group by run.as_of, moved.cause
    )

-- A run repeated at its own instant adds to what the first one told: the sum stays exact. What
-- moved nothing is not told, so that such a run, with nothing new, tells nothing new.
select
    as_of,
    cause,
    cast(sum(opportunities) as bigint) as opportunities,
    cast(sum(score_change) as decimal(18, 6)) as score_change
from told
group by as_of, cause
having sum(opportunities) > 0 or sum(score_change) <> 0

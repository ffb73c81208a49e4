{%- set columns = {
    "as_of": "timestamp",
    "metric": "text",
    "scope": "text",
    "value": "decimal(18,6)",
    "numerator": "decimal(28,6)",
    "denominator": "decimal(28,6)",
    "outcome": "text",
} -%}
{{ config(meta={"reads_publication": {"quality.score_history": columns | list}}) }}

-- Every score of every publication. A run repeated at its own instant takes the place of the first.
with
    run as (select {{ as_of() }} as as_of),

    previous as ({{ previous_publication("score_history", columns) }})

select {% for name in columns %} previous.{{ name }}{{ ", " if not loop.last }}{% endfor %}
from previous
cross join run
where previous.as_of < run.as_of
union all
select
    run.as_of,
    scores.metric,
    scores.scope,
    scores.value,
    scores.numerator,
    scores.denominator,
    scores.outcome
from {{ ref("score") }} as scores
cross join run

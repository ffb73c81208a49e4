{#- What came of a score: judged; partly_seen where something could not be read; could_not_see where
    nothing could; nothing_to_judge where there is no weight to divide by. -#}
{% macro outcome_of(is_unseen, weight) -%}
    case
        when {{ is_unseen }} and coalesce({{ weight }}, 0) = 0
        then 'could_not_see'
        when {{ is_unseen }}
        then 'partly_seen'
        when coalesce({{ weight }}, 0) = 0
        then 'nothing_to_judge'
        else 'judged'
    end
{%- endmacro %}

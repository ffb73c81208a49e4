-- A hit is a published share that is not its part divided by its whole, beside them in the same
-- row,
-- or that lies outside 0 and 1: something was counted twice, or nothing shown for unknown.
{{ config(meta={"dagster": {"ref": {"name": "score"}}}) -}}
{%- set shares = [
    ("rule_result", "rule_id", "failed", "population", "fail_ratio"),
    (
        "conflict_share",
        "field",
        "pairs_in_conflict",
        "pairs_comparable",
        "conflict_ratio",
    ),
    ("field_profile", "field", "filled", "records", "fill_ratio"),
    ("field_profile", "field", "filled_raw", "records", "fill_ratio_raw"),
    ("field_profile", "field", "placeholder_records", "records", "placeholder_ratio"),
    ("field_profile", "field", "filled_90d", "records_90d", "fill_ratio_90d"),
    ("field_profile", "field", "filled_365d", "records_365d", "fill_ratio_365d"),
    ("field_profile", "field", "top_value_count", "filled", "top_value_ratio"),
] -%}
with
    shown as (
        {%- for table, row, part, whole, share in shares %}
            select
                '{{ table }}.{{ share }}' as share_of,
                {{ row }} as place,
                {{ share }} as share,
                {{ ratio(part, whole) }} as divided
            from {{ ref(table) }}
            union all
        {%- endfor %}
        select
            'score.' || metric as share_of,
            scope as place,
            value as share,
            {{ ratio("numerator", "denominator") }} as divided
        from {{ ref("score") }}
        where metric <> 'field_debt'
        union all
        select
            'trust_slice.amount_ratio' as share_of,
            parts.worst_finding as place,
            parts.amount_ratio as share,
            {{ ratio("parts.amount", "whole.amount") }} as divided
        from {{ ref("trust_slice") }} as parts
        inner join {{ ref("trust_slice") }} as whole on whole.worst_finding = 'all'
        union all
        select
            'trust_slice.untrusted_ratio' as share_of,
            parts.worst_finding as place,
            parts.untrusted_ratio as share,
            {{ ratio("parts.untrusted_amount", "whole.amount") }} as divided
        from {{ ref("trust_slice") }} as parts
        inner join {{ ref("trust_slice") }} as whole on whole.worst_finding = 'all'
    )

select *
from shown
where share is distinct from divided or not share between 0 and 1

{#- Which of two fields, `one` and `two`, is the one to keep: by the first question that tells them apart. Two
    columns: kept_because, is_one_kept. -#}
{% macro quality_kept_of_two() -%}
    case
        when one.is_custom <> two.is_custom
        then 'standard'
        when (one.verdict = 'abandoned') <> (two.verdict = 'abandoned')
        then 'filled_still'
        when one.is_read_by_us <> two.is_read_by_us
        then 'read_by_us'
        when coalesce(one.filled_365d, 0) <> coalesce(two.filled_365d, 0)
        then 'filled_more_lately'
        when counted.one_filled <> counted.two_filled
        then 'filled_more'
        when one.name_length <> two.name_length
        then 'plainer_name'
        else 'first_name'
    end as kept_because,
    case
        when one.is_custom <> two.is_custom
        then two.is_custom
        when (one.verdict = 'abandoned') <> (two.verdict = 'abandoned')
        then two.verdict = 'abandoned'
        when one.is_read_by_us <> two.is_read_by_us
        then one.is_read_by_us
        when coalesce(one.filled_365d, 0) <> coalesce(two.filled_365d, 0)
        then coalesce(one.filled_365d, 0) > coalesce(two.filled_365d, 0)
        when counted.one_filled <> counted.two_filled
        then counted.one_filled > counted.two_filled
        when one.name_length <> two.name_length
        then one.name_length < two.name_length
        else true
    end as is_one_kept
{%- endmacro %}


{#- What two fields have in common, and which of them to keep, over the columns of look_alike's last step. -#}
{% macro quality_look_alike_evidence() -%}
    case
        verdict
        when 'same_values'
        then
            'same value as '
            || other_name
            || ' on '
            || {{ as_text("equal_values") }}
            || ' of '
            || {{ as_text("both_filled") }}
            || ' records that fill both'
        when 'fills_gaps'
        then
            'filled on '
            || {{ as_text("filled") }}
            || ' records and '
            || other_name
            || ' on '
            || {{ as_text("other_filled") }}
            || ', on both by '
            || case when both_filled = 0 then 'none' else {{ as_text("both_filled") }} end
    end || case
        kept_because
        when 'standard'
        then '; keep ' || other_name || ', which the vendor ships'
        when 'filled_still'
        then '; keep ' || other_name || ', which new records still fill'
        when 'read_by_us'
        then '; keep ' || other_name || ', which our definitions read'
        when 'filled_more_lately'
        then '; keep ' || other_name || ', which more records of the last year fill'
        when 'filled_more'
        then '; keep ' || other_name || ', which more records fill'
        when 'plainer_name'
        then '; keep ' || other_name || ', the shorter name'
        else '; keep ' || other_name || ', the first by name'
    end
{%- endmacro %}

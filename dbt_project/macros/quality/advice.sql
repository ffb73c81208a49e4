{#- What may be done about a field, over the columns that field_ledger knows of it. What nobody fills any more and
    another field repeats may go; what no other field holds is moved there before it goes. -#}
{% macro quality_field_advice() -%}
    case
        when has_what_the_other_lacks
        then 'merge'
        when unused = 'yes'
        then 'retire_candidate'
        when verdict = 'could_not_see'
        then 'review'
        when verdict in ('never_populated', 'abandoned') and not is_custom
        then 'keep'
        when verdict in ('never_populated', 'abandoned') and unused = 'no'
        then 'keep'
        when verdict in ('never_populated', 'abandoned')
        then 'review'
        when merge_into is not null
        then 'merge'
        when
            misfits > 0
            or undeclared_values > 0
            or placeholder_records > 0
            or (broke_in_month is not null and not is_calculated)
            or broke_on is not null
        then 'fix'
        when
            verdict = 'used'
            and is_custom
            and (
                never_used_options > 0
                or (is_near_constant and data_type <> 'boolean')
                or (is_unreferenced and not is_calculated)
            )
        then 'review'
        when verdict = 'constant' and (is_custom or data_type <> 'boolean')
        then 'review'
        else 'keep'
    end
{%- endmacro %}

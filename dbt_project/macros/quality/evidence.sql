{#- What the numbers of a field say, in one text, over the columns that field_ledger has at its end. -#}
{% macro quality_field_evidence() -%}
    case
        verdict
        when 'could_not_see'
        then could_not_see
        when 'too_few'
        then {{ as_text("records") }} || ' records are too few to judge'
        when 'never_populated'
        then
            'none of '
            || {{ as_text("records") }}
            || ' records holds a value'
            || coalesce('; placeholders stand in their place: ' || placeholders, '')
        when 'abandoned'
        then
            'no record that was created since '
            || {{ as_text(reporting_date("last_filled_created_at")) }}
            || ' fills it'
        when 'constant'
        then 'all ' || {{ as_text("filled") }} || ' values are the same'
        else
            'filled on '
            || {{ as_text("filled") }}
            || ' of '
            || {{ as_text("records") }}
            || ' records'
    end || case
        when is_near_constant
        then
            '; '
            || {{ as_text("top_value_count") }}
            || ' of '
            || {{ as_text("filled") }}
            || ' values are the same'
        else ''
    end
    || case when is_default_only then '; it is what a new record gets' else '' end
    || case
        when broke_in_month is not null
        then
            '; its fill fell from '
            || {{ quality_told_percent("fill_ratio_before") }}
            || ' to '
            || {{ quality_told_percent("fill_ratio_after") }}
            || ' of the records in '
            || broke_in_month
        else ''
    end
    || case
        when broke_on is not null
        then '; it broke with its own history on ' || {{ as_text("broke_on") }}
        else ''
    end
    || case
        when never_used_options > 0
        then
            '; '
            || {{ as_text("never_used_options") }}
            || ' of '
            || {{ as_text("active_options") }}
            || ' options were never chosen'
        else ''
    end
    || case
        when undeclared_values > 0
        then
            '; '
            || {{ as_text("undeclared_values") }}
            || case
                when undeclared_values = 1
                then ' value in use is no active option'
                else ' values in use are no active options'
            end
        else ''
    end
    || case
        when misfits > 0
        then
            '; '
            || {{ as_text("misfits") }}
            || case
                when misfits = 1
                then ' value does not fit its type'
                else ' values do not fit its type'
            end
        else ''
    end
    || case
        when placeholder_records > 0 and filled > 0
        then
            '; '
            || {{ as_text("placeholder_records") }}
            || case
                when placeholder_records = 1
                then ' record holds a placeholder'
                else ' records hold a placeholder'
            end
        else ''
    end
    || coalesce('; ' || merge_evidence, '')
    || case
        when repeated_by = 1
        then '; another field repeats it'
        when repeated_by > 1
        then '; ' || {{ as_text("repeated_by") }} || ' other fields repeat it'
        else ''
    end
    || coalesce('; ' || exemption_label, '')
    || case
        when is_unreferenced and is_custom
        then '; nothing that could be seen refers to it'
        when verdict in ('never_populated', 'abandoned')
        then '; not all that may refer to it could be seen'
        else ''
    end
{%- endmacro %}


{#- A share in whole per cent. -#}
{% macro quality_told_percent(ratio) -%}
    {{ as_text("cast(round(100 * " ~ ratio ~ ") as integer)") }} || ' %'
{%- endmacro %}

{#- What a break is, and how it is known whose it is, in one text, over the columns that field_break has at
    its end. -#}
{% macro quality_break_evidence() -%}
    {%- set before = quality_told_percent(ratio("hits_before", "records_before")) -%}
    {%- set after = quality_told_percent(ratio("hits_after", "records_after")) -%}
    {%- set shares -%}
        {{ before }}
        || ' of '
        || {{ as_text("records_before") }}
        || ' records of the half year before, '
        || {{ after }}
        || ' of '
        || {{ as_text("records_after") }}
        || ' since'
    {%- endset -%}
    case
        break_kind
        when 'fill_fell'
        then 'filled on ' || {{ shares }}
        when 'placeholder_began'
        then 'a placeholder on ' || {{ shares }}
        when 'value_began'
        then '''' || value_after || ''' on ' || {{ shares }}
        when 'value_renamed'
        then
            ''''
            || value_after
            || ''' in the place of '''
            || value_before
            || ''': on '
            || {{ shares }}
        when 'value_ended'
        then '''' || value_before || ''' on ' || {{ shares }}
        when 'mass_emptied'
        then {{ as_text("hits_after") }} || ' records emptied on one day'
        when 'mass_written'
        then {{ as_text("hits_after") }} || ' records set to ''' || value_after || ''' on one day'
        when 'volume_stopped'
        then
            'none created since, '
            || {{ as_text("hits_before") }}
            || ' in the '
            || {{ as_text("records_before") }}
            || ' days before'
        else
            {{ as_text("hits_after") }}
            || ' created in the '
            || {{ as_text("records_after") }}
            || ' days since, '
            || {{ as_text("hits_before") }}
            || ' in the '
            || {{ as_text("records_before") }}
            || ' days before'
    end || case
        when actor is not null and actor_kind is not null then '; ' || actor || ' ' || told else ''
    end
{%- endmacro %}

{#- How a fix is written, over a row of int_quality__judged_fixes: `decide` (somebody has to say the right
    value), `refused`, `file` (the vendor's tool writes it, and puts back what stood there) or `by_hand`. -#}
{% macro quality_way_of_fix(fix) -%}
    {%- set forms = vendor_import_forms() -%}
    case
        when {{ fix }}.fix_kind = 'decide'
        then 'decide'
        when {{ fix }}.refusal is not null
        then 'refused'
        when not {{ fix }}.can_be_put_back
        then 'by_hand'
        {%- for vendor, form in forms.items() %}
            {%- if form.not_taken %}
                when
                    {{ fix }}.source_system = {{ quality_literal(vendor) }}
                    and {{ fix }}.field in ({{ quality_literals(form.not_taken) }})
                then 'by_hand'
            {%- endif %}
            when
                {{ fix }}.source_system = {{ quality_literal(vendor) }}
                {%- if not form.can_empty %}
                    and {{ fix }}.value_before is not null and {{ fix }}.value_after is not null
                {%- endif %}
            then 'file'
        {%- endfor %}
        else 'by_hand'
    end
{%- endmacro %}


{#- The vendor's tool that loads files, over a row with a source_system; null where it has none. -#}
{% macro quality_import_tool(row) -%}
    case
        {{ row }}.source_system
        {%- for vendor, form in vendor_import_forms().items() %}
            when {{ quality_literal(vendor) }} then {{ quality_literal(form.tool) }}
        {%- endfor %}
    end
{%- endmacro %}

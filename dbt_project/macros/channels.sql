{#- A source as the glossary compares it: letter case, outer blanks and underscores do not matter. -#}
{% macro comparable_source(expression) -%}
    replace(lower({{ trimmed(expression) }}), '_', ' ')
{%- endmacro %}


{#- The channel of a source: by the glossary, else 'unmapped'; 'unknown' where nothing was noted. -#}
{% macro channel_of(source_value, mapped_channel) -%}
    case
        when {{ mapped_channel }} is not null
        then {{ mapped_channel }}
        when {{ source_value }} is not null
        then 'unmapped'
        else 'unknown'
    end
{%- endmacro %}

{#- A source as the glossary compares it: letter case, outer blanks and underscores do not matter. -#}
{% macro comparable_source(expression) -%}
    replace(lower(trim({{ expression }})), '_', ' ')
{%- endmacro %}


{#- HubSpot saw how the person arrived; Salesforce has what somebody chose from a list. The first
    speaks unless all it knows is that the person was entered by hand or imported. -#}
{% macro channel_of(original_source, lead_source, original_channel, lead_channel) -%}
    case
        when {{ original_channel }} <> 'offline'
        then {{ original_channel }}
        when {{ lead_channel }} is not null
        then {{ lead_channel }}
        when {{ original_channel }} is not null
        then {{ original_channel }}
        when {{ original_source }} is not null or {{ lead_source }} is not null
        then 'unmapped'
        else 'unknown'
    end
{%- endmacro %}

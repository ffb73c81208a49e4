{#- A surrogate key that survives re-runs: md5 hex of 'system:object:source id'. -#}
{% macro source_key(system, object, source_id) -%}
    md5({{ system }} || ':' || {{ object }} || ':' || {{ source_id }})
{%- endmacro %}


{#- A Salesforce id in its 18-character form. The last three characters spell, five bits each, which
    of the first fifteen are capitals. An id of any other length is passed on as it is. -#}
{% macro salesforce_id_18(expression) -%}
    {%- set capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" -%}
    case
        when length({{ expression }}) = 15
        then
            {{ expression }}
            {%- for chunk in [0, 5, 10] %}
                || substr(
                    '{{ capitals }}012345',
                    1
                    {%- for place in range(5) %}
                        + case
                            when
                                strpos(
                                    '{{ capitals }}',
                                    substr({{ expression }}, {{ chunk + place + 1 }}, 1)
                                )
                                > 0
                            then {{ 2**place }}
                            else 0
                        end
                    {%- endfor %},
                    1
                )
            {%- endfor %}
        else {{ expression }}
    end
{%- endmacro %}

{#- How records are spelt where they are scored. -#}
{#- The last nine digits of a telephone number, without an extension: how its country is dialled differs
    from system to system. Null for too few digits, and for one digit over and over. -#}
{% macro comparable_phone(expression) -%}
    {%- set number = "lower(" ~ known_text(expression) ~ ")" -%}
    {%- set digits = regex_replaced(
        regex_replaced(number, "(x|ext|durchwahl)[^0-9]*[0-9]*$", ""), "[^0-9]", ""
    ) -%}
    case
        when
            length({{ digits }}) >= 7
            and replace({{ digits }}, substr({{ digits }}, 1, 1), '') <> ''
        then
            substr(
                {{ digits }},
                case when length({{ digits }}) > 9 then length({{ digits }}) - 8 else 1 end
            )
    end
{%- endmacro %}


{#- A day of birth as eight digits, from 1985-03-09, 19850309 or 9.3.1985. Null where it does not say which
    number is the month, and for the days that forms fill in. -#}
{% macro comparable_birth_date(expression) -%}
    {%- set text = trimmed(expression) -%}
    nullif(
        nullif(
            case
                when {{ matches(text, "^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}") }}
                then replace(substr({{ text }}, 1, 10), '-', '')
                when {{ matches(text, "^(19|20)[0-9]{6}$") }}
                then {{ text }}
                when {{ matches(text, "^[0-9]{1,2}[.][0-9]{1,2}[.](19|20)[0-9]{2}$") }}
                then
                    {{ list_part(text, ".", 3) }}
                    || right('0' || {{ list_part(text, ".", 2) }}, 2)
                    || right('0' || {{ list_part(text, ".", 1) }}, 2)
            end,
            '19000101'
        ),
        '19700101'
    )
{%- endmacro %}


{#- A folded text without its blanks; null when nothing is left. -#}
{% macro compact(expression) -%} nullif(replace({{ expression }}, ' ', ''), '') {%- endmacro %}


{#- Letters and digits of a postal code. -#}
{% macro comparable_postal_code(expression) -%}
    nullif({{ regex_replaced("lower(" ~ known_text(expression) ~ ")", "[^a-z0-9]", "") }}, '')
{%- endmacro %}


{#- A value, or null where more groups of records than `size` share it: it belongs to nobody. -#}
{% macro unless_crowded(relation, column, size) -%}
    case
        when
            {{ column }} not in (
                select crowd_of_{{ column }}.{{ column }}
                from {{ relation }} as crowd_of_{{ column }}
                where crowd_of_{{ column }}.{{ column }} is not null
                group by crowd_of_{{ column }}.{{ column }}
                having count(distinct crowd_of_{{ column }}.label) > {{ size }}
            )
        then {{ column }}
    end
{%- endmacro %}


{#- True where a text holds a name of three letters or more; never null. -#}
{% macro spelt_in(name, text) -%}
    coalesce(length({{ name }}) > 2 and replace({{ text }}, {{ name }}, '') <> {{ text }}, false)
{%- endmacro %}

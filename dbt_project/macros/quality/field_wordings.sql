{#- What a name or a label says, as words between underscores, small letters: SalesAreas__c and 'Sales Areas' are
    sales_areas. A remark that it is not to be used says nothing. -#}
{% macro quality_worded(expression) -%}
    {%- set marks = " !\x22#$%&()*+,-./:;<=>?@[]^`{|}~" -%}
    {%- set humps = regex_replaced(
        regex_replaced(expression, "__(c|pc)$", ""), "([a-z0-9])([A-Z])", "\\1_\\2"
    ) -%}
    {%- set plain = (
        "translate(lower("
        ~ humps
        ~ "), '"
        ~ marks
        ~ "', '"
        ~ "_" * (marks | length)
        ~ "')"
    ) -%}
    {{ regex_replaced(plain, "do_+not_+use|no_+longer_+used", "") }}
{%- endmacro %}


{#- The words that say which of two fields is meant, and not what is in it. -#}
{% macro quality_edition_words() -%}
    {{
        return(
            "new|old|current|previous|copy|backup|bak|legacy|deprecated|obsolete|archived?|original|orig"
            ~ "|duplicate|dup|unused|tmp|temp|custom|field|v[0-9]|x+|z+"
        )
    }}
{%- endmacro %}


{#- A word without the ending of its plural. -#}
{% macro quality_singular(word) -%}
    case
        when {{ matches(word, "^.{3,}ies$") }}
        then left({{ word }}, length({{ word }}) - 3) || 'y'
        when {{ matches(word, "^.*(ss|us|is)$") }}
        then {{ word }}
        when {{ matches(word, "^.{3,}s$") }}
        then left({{ word }}, length({{ word }}) - 1)
        else {{ word }}
    end
{%- endmacro %}
